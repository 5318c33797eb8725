import type { Host } from "../host.js";
import type { SourceRecorder } from "./sources.js";

/** A host that tells a recorder of everything asked of it. Of files before they are read `host` itself tells it. */
export function recordingHost(host: Host, recorder: SourceRecorder): Host {
  return {
    readFile(path) {
      const text = host.readFile(path);
      recorder.read(path, text);
      return text;
    },
    readFolder(path) {
      recorder.cannotRepeat();
      return host.readFolder?.(path) ?? null;
    },
    env(name) {
      const value = host.env(name);
      recorder.variable(name, value);
      return value;
    },
    shell(command, onErrors) {
      const answer = host.shell(command, onErrors);
      if (answer !== null) recorder.ran(command, answer);
      return answer;
    },
    shells(commands) {
      const answers = host.shells?.(commands) ?? null;
      answers?.forEach((answer, i) => {
        recorder.ran(commands[i] ?? "", answer);
      });
      return answers;
    },
  };
}
