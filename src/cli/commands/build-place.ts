/** Where make is called for an image, and what it is told there. */
import type { Place } from "../../buildroot/incremental/tree.js";
import { downloadFolder } from "./downloads.js";
import type { Places } from "./places.js";

/** The same for a build and for a look at what a build would do: both must see the same inputs. */
export async function buildPlace(places: Places, env: Place["env"]): Promise<Place> {
  const downloads = await downloadFolder(places);
  return {
    buildroot: places.buildroot,
    output: places.output,
    downloads: downloads.path,
    externals: [places.repo],
    variables: downloads.variables,
    env,
  };
}
