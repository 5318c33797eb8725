/** The named checks of one start of a machine, from what was seen of it. Pure. */
import { causeIn, type Finding } from "./console.js";
import { type Inventory, readInventory } from "./inventory.js";
import type { Card, Disk, Firmware, Machine } from "./machine.js";
import { type Answer, CLEAN_ENTRIES, noMilestones, noOrders, type Observations } from "./observations.js";

export interface Check {
  readonly name: string;
  readonly status: "passed" | "failed" | "not-run";
  /** What was seen; what is wrong; why it was not looked at. */
  readonly detail: string;
}

type Verdict = Omit<Check, "name">;

/** All checks, always the same ones for the same machine, in the order in which a start comes to them. */
export function checksOf(seen: Observations): readonly Check[] {
  const inventory = readInventory(seen.inspection);
  const checks: [string, Verdict][] = [
    ["boot.kernel", kernel(seen)],
    [
      "boot.initramfs-whole",
      quiet(seen, "truncated", "the console says nothing of an initramfs that is not whole"),
    ],
    ["boot.memory-enough", memoryEnough(seen)],
    ["api.inspection", inspected(seen, inventory)],
    ["api.lookup", lookedUp(seen)],
    ["api.heartbeat", heartbeat(seen)],
    ["api.nothing-refused", nothingRefused(seen)],
    ["agent.certificate", certificate(seen)],
    ["agent.refuses-wrong-token", wrongToken(seen)],
    ["agent.clean-steps", cleanSteps(seen)],
    ...(seen.firmware === "uefi"
      ? [["agent.boot-entries", bootEntries(seen)] satisfies [string, Verdict]]
      : []),
    ["agent.writes-image", writesImage(seen)],
    ...seen.machine.disks.map((each): [string, Verdict] => [
      `inventory.disk-${each.bus}`,
      ofInventory(seen, inventory, (all) => disk(each, all)),
    ]),
    ...seen.machine.cards.map((each): [string, Verdict] => [
      `inventory.card-${each.model}`,
      ofInventory(seen, inventory, (all) => card(each, all)),
    ]),
    ["inventory.memory", ofInventory(seen, inventory, (all) => memory(seen, all))],
    ["inventory.bmc", ofInventory(seen, inventory, (all) => bmc(seen, all))],
    ["inventory.boot-mode", ofInventory(seen, inventory, (all) => bootMode(seen, all))],
    ["power.off-by-command", powerOff(seen)],
  ];
  return checks.map(([name, verdict]) => ({ name, ...verdict }));
}

/** The same names for a start that could not be made. */
export function checksNotRun(machine: Machine, firmware: Firmware["kind"], why: string): readonly Check[] {
  const nothing: Observations = {
    machine,
    source: "kernel",
    firmware,
    seconds: noMilestones,
    lookup: null,
    heartbeat: null,
    inspection: null,
    refusals: [],
    ...noOrders,
    isImageWritten: false,
    ending: { kind: "killed" },
    findings: [],
    gaveUp: why,
  };
  return checksOf(nothing).map(({ name }) => ({ name, ...notRun(why) }));
}

const passed = (detail: string): Verdict => ({ status: "passed", detail });
const failed = (detail: string): Verdict => ({ status: "failed", detail });
const notRun = (detail: string): Verdict => ({ status: "not-run", detail });

function kernel({ findings, seconds }: Observations): Verdict {
  const line = findings.find(({ kind }) => kind === "kernel")?.line;
  if (line === undefined)
    return failed("the kernel said nothing on ttyS0: is it for this machine, with a serial console?");
  return passed(`${version(line)} after ${inSeconds(seconds.kernel)}`);
}

function version(line: string): string {
  return /Linux version \S+/.exec(line)?.[0] ?? line;
}

function quiet(seen: Observations, kind: Finding["kind"], well: string): Verdict {
  const found = seen.findings.find((each) => each.kind === kind);
  if (found !== undefined) return failed(`the console says: ${found.line}`);
  return seen.seconds.kernel === null ? notRun("no kernel started") : passed(well);
}

function memoryEnough(seen: Observations): Verdict {
  const advice = seen.findings.find(({ kind }) => kind === "memory-advice")?.line;
  return quiet(seen, "memory", advice ?? "the console says nothing of too little memory");
}

function inspected(seen: Observations, inventory: Inventory | null): Verdict {
  // Its collectors go on after a failure, and tell of it here.
  const { error } = (seen.inspection ?? {}) as { readonly error?: unknown };
  if (typeof error === "string" && error !== "") return failed(`the agent's inspection says: ${error}`);
  if (inventory !== null)
    return passed(
      `${inventory.disks.length} disks, ${inventory.cards.length} cards after ${inSeconds(seen.seconds.inspection)}`,
    );
  if (seen.inspection !== null) return failed("what the agent sent has no inventory");
  return silent(seen, "the agent sent no inventory");
}

function lookedUp(seen: Observations): Verdict {
  if (seen.lookup === null) return silent(seen, "the agent did not ask for its node");
  const asked = seen.lookup;
  const missing = seen.machine.cards.filter(({ address }) => !asked.includes(address));
  if (missing.length > 0)
    return failed(
      `it asked by ${asked.join(", ")}, and not by ${missing.map(({ address }) => address).join(", ")}`,
    );
  return passed(`by ${asked.length} cards after ${inSeconds(seen.seconds.lookup)}`);
}

function heartbeat(seen: Observations): Verdict {
  if (seen.heartbeat === null) return silent(seen, "the agent sent no heartbeat with its token");
  const { callbackUrl, version } = seen.heartbeat;
  return passed(
    `agent ${version ?? "of unknown version"} at ${callbackUrl} after ${inSeconds(seen.seconds.heartbeat)}, with its token`,
  );
}

function nothingRefused(seen: Observations): Verdict {
  const [first] = seen.refusals;
  if (first !== undefined) return failed(`${seen.refusals.length} requests refused; the first: ${first}`);
  if (seen.seconds.firstRequest === null) return notRun("no request came");
  return passed("every request was one of Ironic's");
}

/** By it the answers of the agent were known; one to whom the certificate does not belong gives none. */
function certificate(seen: Observations): Verdict {
  if (seen.heartbeat === null) return notRun("no heartbeat came");
  const { callbackUrl, certificate: pem } = seen.heartbeat;
  if (pem === null) return failed("the heartbeat brought no certificate (agent_verify_ca)");
  if (!callbackUrl.startsWith("https:")) return failed(`the agent is at ${callbackUrl}, which is not TLS`);
  const answers = [seen.wrongToken, seen.cleanSteps, seen.bootEntries, seen.writeImage, seen.powerOff].filter(
    (each) => each !== null,
  );
  if (answers.length === 0) return notRun("the agent was given no order");
  const spoken = answers.find((each) => !isUnreached(each));
  if (spoken !== undefined) return passed("the agent answers over TLS with the certificate of its heartbeat");
  return failed(`no answer over TLS: ${errorOf(answers[0])}`);
}

function wrongToken(seen: Observations): Verdict {
  const answer = seen.wrongToken;
  if (answer === null) return notRun(seen.gaveUp ?? "the agent was given no order");
  if (isUnreached(answer)) return failed(`the agent could not be asked: ${errorOf(answer)}`);
  const said = errorOf(answer);
  return /^the agent answers 40[13]\b/.test(said)
    ? passed("an order with another token is refused")
    : failed(`an order with another token was not refused: ${said || "it was carried out"}`);
}

/** What came out of an order; or the verdict where nothing did. */
function carriedOut(seen: Observations, answer: Answer | null): { readonly result: unknown } | Verdict {
  if (answer === null) return notRun(seen.gaveUp ?? "the agent was given no order");
  if (!("status" in answer))
    return failed(seen.gaveUp === null ? answer.error : `${answer.error}: ${seen.gaveUp}`);
  return answer.status === "SUCCEEDED"
    ? { result: answer.result }
    : failed(`${answer.status}: ${JSON.stringify(answer.error)}`);
}

function cleanSteps(seen: Observations): Verdict {
  const done = carriedOut(seen, seen.cleanSteps);
  if (!("result" in done)) return done;
  const managers = (done.result as { clean_steps?: Record<string, unknown[]> } | null)?.clean_steps ?? {};
  const steps = Object.values(managers).flat().length;
  return steps > 0
    ? passed(`${steps} steps of ${Object.keys(managers).join(", ")}`)
    : failed("the agent knows no step");
}

/** What a deployment by UEFI ends with needs them: efibootmgr in the image, and the kernel's efivarfs mounted. */
function bootEntries(seen: Observations): Verdict {
  const steps = carriedOut(seen, seen.cleanSteps);
  if ("result" in steps && !JSON.stringify(steps.result).includes(`"${CLEAN_ENTRIES}"`))
    return notRun(`the agent knows no step ${CLEAN_ENTRIES}, which came with 9.12`);
  const done = carriedOut(seen, seen.bootEntries);
  return "result" in done ? passed("the agent read and changed the firmware's boot entries") : done;
}

/** The whole way of a deployment: got by HTTP, compared with its checksum, converted, on the disk. */
function writesImage(seen: Observations): Verdict {
  const done = carriedOut(seen, seen.writeImage);
  if (!("result" in done)) return done;
  const [disk] = seen.machine.disks;
  return seen.isImageWritten
    ? passed(`a disk image (qcow2) is on the disk ${disk?.serial ?? ""}, byte by byte`)
    : failed(`the agent says that it wrote the image, and the disk ${disk?.serial ?? ""} has other bytes`);
}

function ofInventory(
  seen: Observations,
  inventory: Inventory | null,
  judge: (inventory: Inventory) => Verdict,
): Verdict {
  return inventory === null ? notRun(seen.gaveUp ?? "no inventory came") : judge(inventory);
}

function disk({ bytes, serial }: Disk, { disks }: Inventory): Verdict {
  const found = disks.find((each) => each.serial === serial);
  if (found === undefined) return failed(`no disk with serial ${serial} among ${names(disks)}`);
  return found.bytes === bytes
    ? passed(`${found.name}, ${bytes} bytes, serial ${serial}`)
    : failed(`${found.name} has ${bytes} bytes, and the agent says ${found.bytes}`);
}

function card({ address, model }: Card, { cards }: Inventory): Verdict {
  const found = cards.find((each) => each.address === address);
  return found === undefined
    ? failed(`no card with address ${address} among ${names(cards)}: has the kernel a driver for ${model}?`)
    : passed(`${found.name}, ${address}`);
}

/** What the firmware tells is exact; the kernel keeps some for itself, and more of little than of much. */
function memory({ machine }: Observations, { physicalMegabytes, totalBytes }: Inventory): Verdict {
  const given = machine.memoryMegabytes;
  if (physicalMegabytes !== given)
    return failed(
      `the machine has ${given} MiB, and the agent says ${physicalMegabytes ?? "nothing"} (physical_mb)`,
    );
  const total = (totalBytes ?? 0) / 2 ** 20;
  return total > given / 2 && total <= given
    ? passed(`${given} MiB, of which the kernel gives ${Math.round(total)}`)
    : failed(`of ${given} MiB the kernel is said to give ${Math.round(total)} (total)`);
}

function bmc({ machine }: Observations, { bmcAddress }: Inventory): Verdict {
  if (!machine.hasBmc) return notRun("the machine has none");
  return bmcAddress === null
    ? failed("the agent sees no BMC: are ipmi_si and ipmi_devintf, and ipmitool, in the image?")
    : passed(`the agent sees it, at ${bmcAddress} (QEMU's has no address of its own)`);
}

function bootMode({ firmware }: Observations, { bootMode: mode }: Inventory): Verdict {
  return mode === firmware
    ? passed(mode)
    : failed(`the firmware is ${firmware}, and the agent says ${mode ?? "nothing"}`);
}

function powerOff(seen: Observations): Verdict {
  if (seen.powerOff === null) return notRun(seen.gaveUp ?? "the agent was given no order");
  if (seen.ending.kind === "power-off") return passed(`off after ${inSeconds(seen.seconds.powerOff)}`);
  const told = errorOf(seen.powerOff);
  return failed(`the machine is not switched off${told === "" ? "" : ` (${told})`}: ${endingText(seen)}`);
}

/** Nothing came from the agent: what the console or the end of the machine says about it. */
function silent(seen: Observations, what: string): Verdict {
  if (seen.seconds.kernel === null) return notRun("no kernel started");
  return failed(`${what}: ${endingText(seen)}`);
}

function endingText({ ending, findings, gaveUp }: Observations): string {
  const cause = causeIn(findings);
  if (cause !== null) return cause;
  if (ending.kind === "reset") return "the machine started anew";
  if (ending.kind === "power-off") return "the machine switched itself off";
  if (ending.kind === "failed") return `QEMU: ${ending.message}`;
  return gaveUp ?? "it was not waited for";
}

/** No answer of the agent's: of the network, or of TLS. */
function isUnreached(answer: Answer): boolean {
  return !("status" in answer) && !answer.error.startsWith("the agent answers ");
}

function errorOf(answer: Answer | undefined): string {
  if (answer === undefined) return "";
  return typeof answer.error === "string"
    ? answer.error
    : answer.error === null
      ? ""
      : JSON.stringify(answer.error);
}

function names(all: readonly { readonly name: string }[]): string {
  return all.map(({ name }) => name).join(", ") || "none";
}

function inSeconds(seconds: number | null): string {
  return seconds === null ? "an unknown time" : `${seconds.toFixed(1)} s`;
}
