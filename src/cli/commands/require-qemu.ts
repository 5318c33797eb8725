import { EXIT, UserError } from "../../buildroot/errors.js";
import { examineHost } from "../../buildroot/host/doctor.js";
import { thisMachine } from "../../buildroot/host/machine.js";

/** @throws UserError (3) without QEMU, with the command that installs it; `command` is who says so */
export async function requireQemu(command: string, output: string): Promise<void> {
  const report = await examineHost(thisMachine(), { purposes: ["boot"], output });
  if (report.ok) return;
  throw new UserError(
    `${command}: QEMU is missing: ${report.install ?? "install qemu-system-x86_64"}`,
    EXIT.host,
  );
}
