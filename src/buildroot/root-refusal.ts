/** Building as root: Buildroot advises against it, some packages refuse it, and a bug in one could harm the host. */
import { EXIT, UserError } from "./errors.js";

/**
 * Refuses root unless it is allowed. Returns the environment that lets root's builds through (some packages'
 * configure scripts refuse root without it).
 * @throws UserError (exit code 5)
 */
export function checkUser(uid: number | null, allowRoot: boolean): Readonly<Record<string, string>> {
  if (uid !== 0) return {};
  if (allowRoot) return { FORCE_UNSAFE_CONFIGURE: "1" };
  throw new UserError(
    "build: refused, because you are root: a mistake in any package's makefile could damage this machine: " +
      "work as another user, or allow it with --allow-root (make: ALLOW_ROOT=1)",
    EXIT.root,
  );
}
