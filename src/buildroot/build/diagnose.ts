/** From the lines of a failed make to one sentence that says what to do. Pure. */
import { EXIT, type ExitCode } from "../errors.js";
import type { StepLine } from "./step-line.js";

export interface Diagnosis {
  readonly message: string;
  readonly exitCode: ExitCode;
}

export interface FailureFacts {
  /** The phase: a make goal such as `source` or `all`. */
  readonly phase: string;
  readonly exitCode: number | null;
  /** What was being done last. */
  readonly step: StepLine | null;
  /** Lines since that step began. */
  readonly lines: readonly string[];
  readonly output: string;
}

/** The first rule that fits decides; the order goes from the host's troubles to the package's own. */
export function diagnose(facts: FailureFacts): Diagnosis {
  const text = facts.lines.join("\n");
  const name = facts.step?.package || facts.phase;
  if (/No space left on device|\(ENOSPC\)|Disk quota exceeded/i.test(text)) {
    return {
      message: `${facts.output}: no space left on the disk: make room (or use --output on another disk) and run the same command again`,
      exitCode: EXIT.space,
    };
  }
  const missing = /You must install '([^']+)'/.exec(text)?.[1];
  if (missing !== undefined || /^You must install GNU patch|modules are missing:/m.test(text)) {
    return {
      message: `host: ${missing ?? "a program or Perl module"} is missing: run \`ipa-image doctor\`, which prints the command that installs it`,
      exitCode: EXIT.host,
    };
  }
  const hash = /ERROR: (?:while checking hashes from|No hash found for|.* has wrong \w+ hash).*/.exec(
    text,
  )?.[0];
  if (hash !== undefined) {
    return {
      message: `${name}: a downloaded file is not the expected one (${hash}): delete it from the download folder and try again; if it comes again, do not trust its site`,
      exitCode: EXIT.network,
    };
  }
  if (/unable to resolve host|Could not resolve host|Network is unreachable|Connection refused/i.test(text)) {
    return {
      message: `${name}: its source could not be downloaded, the network is out of reach: connect it, or hand over sources with \`ipa-image fetch --from DIR\``,
      exitCode: EXIT.network,
    };
  }
  if (facts.step?.step.startsWith("Downloading")) {
    return {
      message: `${name}: its source could not be downloaded: try again, or hand it over with \`ipa-image fetch --from DIR\``,
      exitCode: EXIT.network,
    };
  }
  if (facts.step === null || facts.step.package === "") {
    const doing = facts.step ? ` while "${facts.step.step}"` : "";
    return {
      message: `make ${facts.phase}: failed${doing} (exit code ${facts.exitCode ?? "none"}): see the lines above`,
      exitCode: EXIT.build,
    };
  }
  return {
    message: `${name} ${facts.step.version}: failed at "${facts.step.step}": see the lines above, correct the cause, and run the same command again: it goes on from here`,
    exitCode: EXIT.build,
  };
}
