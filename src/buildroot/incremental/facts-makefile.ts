/** The makefile that lets Buildroot's own makefiles say what they make of a configuration. */

/** The goal that it adds. */
export const FACTS_GOAL = "ipa-facts";

/** Before the list of all makefiles that were read. */
export const FILES_MARK = "~~files ";

/** Begin of a record; a value may run over several lines, up to the next of these. */
export const NAMES_MARK = "~~names ";
export const VARIABLE_MARK = "~~var ";

/**
 * Read before Buildroot's makefiles (through MAKEFILES), evaluated after them. It prints the prefix of every package
 * that the tree defines (LINUX_PAM beside LINUX: a variable belongs to the longest), and every variable whose name
 * begins with that of a package in use, or of one that those need (PACKAGES leaves the latter out). Variables are filtered one by one: GNU make 4.3 crashes on the whole list
 * (Savannah bug 59093, which Buildroot's own printvars goes around in the same way).
 */
export const FACTS_MAKEFILE = `# Written by ipa-image; see src/buildroot/incremental/facts-makefile.ts
.PHONY: ${FACTS_GOAL}
${FACTS_GOAL}:
	@:$(info ${FILES_MARK}$(MAKEFILE_LIST))\\
$(eval ipa-patterns := $(foreach p,$(sort $(foreach i,$(PACKAGES) $(TARGETS_ROOTFS),\\
$i $($(call UPPERCASE,$i)_FINAL_RECURSIVE_DEPENDENCIES))),$(call UPPERCASE,$p)_%))\\
$(info ${NAMES_MARK}$(patsubst %_PKGDIR,%,$(sort $(foreach v,$(.VARIABLES),$(filter %_PKGDIR,$v)))))\\
$(foreach v,$(sort $(foreach v,$(.VARIABLES),$(filter $(ipa-patterns),$v))),\\
$(if $(filter-out environment% default automatic,$(origin $v)),$(info ${VARIABLE_MARK}$v=$($v))))
`;
