import type { Random } from "../support/random.js";

/** Definitions at the head of a tree: variables of both flavours, and functions. */
export function macroDefinitions(random: Random): string[] {
  const lines = [
    "simple := one",
    "lazy = $(simple)-$(later)",
    "later = two",
    "simple += more",
    "pair = $(2)/$(1)$(3)",
    'yes-if-same = $(shell,[ "$(1)" = "$(2)" ] && echo y || echo n)',
    "const-y := y",
    "const-n := n",
    "empty :=",
    "comma := ,",
    "nest = $(pair,$(pair,$(1),b),$(2))",
    "name-of = $(1)",
    "chosen := $(name-of,simple)",
    "lines := $(shell,printf 'a\\nb\\n\\n')",
    "from-env = $(FUZZ_ENV)",
    "here := $(filename):$(lineno)",
  ];
  if (random.chance(10)) lines.push("$(info,info $(simple) $(here))");
  if (random.chance(10))
    lines.push(`$(warning-if,${random.pick(["y", "n", "$(const-y)"])},careful: $(lazy))`);
  if (random.chance(3)) lines.push(`$(error-if,${random.pick(["y", "n", "$(const-n)"])},stop $(simple))`);
  if (random.chance(2))
    lines.push(random.pick(["loop = $(loop)", "a-loop = x$(b-loop)", "b-loop = $(a-loop)"]));
  if (random.chance(2))
    lines.push(random.pick(["$(undefined-fn,x)", "$(shell)", "$(filename,x)", "x y = z", "$(simple"]));
  return lines;
}

/** A reference that may stand within a quoted text or a prompt. */
export function macroText(random: Random): string {
  return random.pick([
    "$(simple)",
    "$(lazy)",
    "$(pair,x,y)",
    "$(nest,1,2)",
    "$(filename):$(lineno)",
    "$(lines)",
    "$(from-env)",
    "$(FUZZ_ENV)",
    "$(UNSET_ENV)",
    "$(pair,(a,b),c)",
    "$(pair, spaced , y )",
    "$(chosen)",
    "$($(chosen))",
    "$(here)",
    "$(comma)",
    "$(empty)",
    "$$(simple)",
    "$",
    "$(shell,echo ' out ')",
    "$(loop)",
  ]);
}

/** One that gives y or n. */
export function macroTri(random: Random): string {
  return random.pick([
    "$(const-y)",
    "$(const-n)",
    "$(yes-if-same,a,a)",
    "$(yes-if-same,$(simple),one more)",
    "$(shell,true && echo y)",
    '$(shell,test -n "$FUZZ_ENV" && echo y || echo n)',
  ]);
}
