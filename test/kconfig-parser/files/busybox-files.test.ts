import { describe, expect, it } from "vitest";
import {
  configText,
  createConfig,
  readConfiguration,
  readTree,
} from "../../../src/kconfig-parser/src/index.js";

const KCONFIG = `mainmenu "BusyBox Configuration"
config HAVE_DOT_CONFIG
	bool
	default y
config BEEP
	bool "beep"
config BEEP_FREQ
	int "frequency"
	default 4000
	depends on BEEP
config BEEP_NAME
	string "name"
	default "pc"
	depends on BEEP
config LOUD
	bool "loud"
	default y
	depends on BEEP
`;

function text(settings: string, env: Record<string, string>): string {
  const host = {
    readFile: (path: string) => (path === "Config.in" ? KCONFIG : null),
    env: (name: string) => env[name],
    shell: () => "",
  };
  const config = createConfig(readTree("Config.in", host));
  readConfiguration(config, settings, ".config");
  return configText(config);
}

const env = { KERNELVERSION: "1.37.0", KCONFIG_NOTIMESTAMP: "1" };

// As BusyBox 1.37.0's own conf writes it.
describe("BusyBox's .config", () => {
  it("has its version in the heading, and every hidden symbol as off, 0 or empty", () => {
    expect(text("# CONFIG_BEEP is not set\n", env)).toBe(`#
# Automatically generated make config: don't edit
# Busybox version: 1.37.0
#
CONFIG_HAVE_DOT_CONFIG=y
# CONFIG_BEEP is not set
CONFIG_BEEP_FREQ=0
CONFIG_BEEP_NAME=""
# CONFIG_LOUD is not set
`);
  });

  it("has the values of what can be seen", () => {
    expect(text("CONFIG_BEEP=y\nCONFIG_BEEP_FREQ=10\n", env)).toContain(
      'CONFIG_BEEP=y\nCONFIG_BEEP_FREQ=10\nCONFIG_BEEP_NAME="pc"\nCONFIG_LOUD=y\n',
    );
  });

  it("has the time in its heading unless KCONFIG_NOTIMESTAMP is set", () => {
    const { KERNELVERSION } = env;
    expect(text("", { KERNELVERSION })).toMatch(
      /^#\n# Automatically .*\n# Busybox version: 1\.37\.0\n# [A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-9]\d \d\d:\d\d:\d\d \d{4}\n#\n/,
    );
  });
});
