import { expect, it } from "vitest";
import { TANGLE } from "./knows-fixture.js";
import { Monkey } from "./monkey.js";
import { Menus } from "./support.js";

it.each([1, 2, 3, 4, 5])("any 1500 keys leave a whole screen and a valid model (seed %i)", (seed) => {
  new Monkey(new Menus(), seed).press(1500);
});

it.each([6, 7])("any 500 keys among options that stand in each other's way (seed %i)", (seed) => {
  const menus = new Menus({ kconfig: TANGLE });
  new Monkey(menus, seed).press(500);
  expect(menus.model.screens.length).toBeGreaterThan(0);
});
