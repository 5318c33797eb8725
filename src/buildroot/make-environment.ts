/**
 * The environment for make: our own call may come from a make, whose flags and job tokens must not reach this one.
 */
export function makeEnvironment(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string | undefined> {
  const { MAKEFLAGS: _f, MFLAGS: _m, MAKELEVEL: _l, MAKEOVERRIDES: _o, MAKE_TERMOUT: _t, ...rest } = env;
  return rest;
}
