import { cpSync } from "node:fs";
import { join } from "node:path";
import { put, repository } from "../external/tree.js";

/** A kernel with a driver that depends on something, and an external tree that asks for both. */
export function smallKernelImage(root: string, local: string) {
  const [kernel, external, output] = [
    join(root, "linux-6.12.7"),
    join(root, "external"),
    join(root, "output"),
  ];
  cpSync(join(repository, "test/fixtures/mini-kernel"), kernel, { recursive: true });
  put(join(kernel, "scripts/Kconfig.include"), "");
  put(join(kernel, "arch/x86_64/Kconfig"), 'config BUS\n\tbool "bus"\n');
  put(
    join(kernel, "init/Kconfig"),
    'config MODULES\n\tdef_bool y\n\tmodules\nconfig CARD\n\ttristate "card"\n\tdepends on BUS\n',
  );
  const configs = join(external, "linux-configs");
  put(join(configs, "base.config"), "CONFIG_MODULES=y\n");
  put(join(configs, "fragments/x86.config"), "# its bus\nCONFIG_BUS=y\n");
  put(join(configs, "fragments/net-10g.config"), "CONFIG_CARD=m\n");
  put(join(configs, "local.config"), local);
  cpSync(join(repository, "linux-configs/Config.in"), join(configs, "Config.in"));
  const names = 'BR2_LINUX_KERNEL_CUSTOM_CONFIG_FILE="$(BR2_EXTERNAL_IPA_PATH)/linux-configs/base.config"';
  const version = 'BR2_LINUX_KERNEL_VERSION="6.12.7"';
  const text = `BR2_x86_64=y\n# OPENSTACK_IPA is not set\nIPA_HARDWARE_CUSTOM=y\nBR2_LINUX_KERNEL_USE_CUSTOM_CONFIG=y\n${names}\n${version}\n`;
  put(join(output, ".config"), text);
  const configure = (more: string) => put(join(output, ".config"), `${text}${more}`);
  return { root, kernel, external, output, configure };
}

/** A line of .config that names the user's own fragment. */
export const LOCAL =
  '\nBR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES="$(BR2_EXTERNAL_IPA_PATH)/linux-configs/local.config"\n';
