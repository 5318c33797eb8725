/** What the commands exit with. Documented in `ipa-image help` and docs; a number never changes its meaning. */
export const EXIT = {
  ok: 0,
  /** Something failed that has no number of its own. */
  failure: 1,
  /** Wrong options or arguments, or an unsafe value (a ref that begins with `-`). */
  usage: 2,
  /** The host lacks something: a program, a compiler, a locale, a good PATH. */
  host: 3,
  /** The Buildroot submodule is absent and could not be fetched. */
  noBuildroot: 4,
  /** Root was refused. */
  root: 5,
  /** A source could not be downloaded. */
  network: 6,
  /** The disk is full. */
  space: 7,
  /** A package did not build. */
  build: 8,
  /** No (or a broken) configuration. */
  config: 9,
  /** The image did not do in QEMU what was expected in time. */
  boot: 10,
  /** Ended by Ctrl-C (128 + SIGINT). */
  interrupted: 130,
  /** Ended by SIGTERM. */
  terminated: 143,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** An error that a user can act on: its message reads "where: what is wrong: what to do". */
export class UserError extends Error {
  constructor(
    message: string,
    readonly exitCode: ExitCode = EXIT.failure,
  ) {
    super(message);
    this.name = "UserError";
  }
}

/** Whether it is one, also of another bundle of this program, which has a class of its own. */
export function isUserError(error: unknown): error is UserError {
  return (
    error instanceof UserError ||
    (error instanceof Error && error.name === "UserError" && "exitCode" in error)
  );
}
