/** A tree of a package inside Buildroot: `make linux-menuconfig`, with its own sources and its own place for changes. */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { writeFileAtomically } from "kconfig-parser";
import type { KconfigPackage, PackageTree } from "../../buildroot/package-tree.js";
import { checkUser } from "../../buildroot/root-refusal.js";
import { requireBuildrootTree } from "../../buildroot/tree.js";
import { openSourceTree } from "../../trees/open-source-tree.js";
import { loadSlowWork } from "./load-slow-work.js";
import type { TreeSource } from "./tree-source.js";

export interface PackageOptions {
  readonly id: string;
  readonly title: string;
  readonly package: KconfigPackage;
  readonly repo: string;
  readonly buildroot: string;
  readonly output: string;
  readonly allowRoot: boolean;
}

export function packageSource(options: PackageOptions): TreeSource {
  const { id, title, repo, buildroot, output } = options;
  let tree: PackageTree | null = null;
  let work: Awaited<ReturnType<typeof loadSlowWork>> | null = null;
  /** Names of settings that were written to the fragment from here. */
  const ours = new Set<string>();
  const places = (signal: AbortSignal) => ({
    buildroot,
    output,
    externals: [repo],
    package: options.package,
    signal,
  });
  const prepare = async (signal: AbortSignal, report: (line: string) => void, now: PackageTree) => {
    const env = checkUser(process.geteuid?.() ?? null, options.allowRoot);
    const { preparePackageTree } = await loadSlowWork();
    await preparePackageTree({ ...places(signal), env }, now, report);
  };
  return {
    id,
    title,
    async open({ report, signal, agreed }) {
      requireBuildrootTree(buildroot);
      report("Asking Buildroot where the sources are …");
      const { packageTree } = await loadSlowWork();
      const found = await packageTree(places(signal));
      if (!found.isPrepared && !agreed) return { asks: whatItTakes(title, found) };
      if (!found.isPrepared) await prepare(signal, report, found);
      tree = found;
      work = await loadSlowWork();
      report(`${found.dir}: asking its Makefile for the compiler …`);
      const { KCONFIG_CONFIG: _, ...env } = process.env;
      const { dir, variables } = found;
      return {
        place: await openSourceTree({
          kind: options.package,
          dir,
          variables,
          env,
          signal,
          make: loadSlowWork,
        }),
      };
    },
    saved(path, before) {
      if (tree === null || work === null || resolve(path) !== join(tree.dir, ".config")) return null;
      // make would find its stamps gone while it works.
      const isBuilding = work.whoWorksIn(output) !== null;
      if (!isBuilding) work.packageConfigChanged(tree.dir);
      const busy = `${output}: a build is at work there: it may not take this any more, the next one does.`;
      const also = isBuilding ? [busy] : [];
      const file = work.fragmentOf(tree, buildroot);
      if (file === null) return { also: [NO_FRAGMENT, ...also].join("\n") };
      try {
        const [fragment, now] = [file, path].map((each) => readFileSync(each, "latin1"));
        const settings = work.namesToKeep(fragment ?? "", before(), now ?? "", ours);
        if (settings.length > 0) return { also: also.join("\n"), offer: { file, settings } };
        return { also: [`${file} says the same already.`, ...also].join("\n") };
      } catch (error) {
        return { also: [notKept(error), ...also].join("\n") };
      }
    },
    keepSaved(path, before) {
      if (tree === null || work === null || resolve(path) !== join(tree.dir, ".config")) return null;
      try {
        const now = readFileSync(path, "latin1");
        const { file, names } = work.keepSettings(tree, buildroot, before(), now, ours);
        for (const each of names) ours.add(each);
        if (file === null) return NO_FRAGMENT;
        return `${names.length === 1 ? "1 setting" : `${names.length} settings`} written to ${file} for the next build.`;
      } catch (error) {
        return notKept(error);
      }
    },
    async keepFragment(_values, signal) {
      if (tree === null) throw new Error(`${title}: is not open`);
      // Buildroot's own corrections first: what is kept is what it builds.
      await prepare(signal, () => {}, tree);
      const { saveFragment } = await loadSlowWork();
      const { file, symbols } = await saveFragment(places(signal));
      return symbols.length === 0
        ? `${file}:\nnothing differs from it.`
        : `${file}:\n${symbols.length} settings written: ${symbols.slice(0, 8).join(", ")}${symbols.length > 8 ? " …" : ""}`;
    },
    async keepDefconfig({ defconfig }) {
      if (tree === null) throw new Error(`${title}: is not open`);
      const { dateAsStamp, isInside } = await loadSlowWork();
      const own = tree.configFile === null ? null : resolve(buildroot, tree.configFile);
      if (own !== null && tree.fragments.length === 0 && !isInside(buildroot, own)) {
        writeFileAtomically(own, defconfig, { backup: `${own}.old` });
        dateAsStamp(own, tree.dir);
        return `${own}:\nall that differs from the defaults; the next build starts from it.`;
      }
      const file = join(repo, "linux-configs", `${options.package}.defconfig`);
      writeFileAtomically(file, defconfig, existsSync(file) ? { backup: `${file}.old` } : {});
      const [config, fragments] =
        options.package === "linux"
          ? ["BR2_LINUX_KERNEL_CUSTOM_CONFIG_FILE", "BR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES"]
          : ["BR2_PACKAGE_BUSYBOX_CONFIG", "BR2_PACKAGE_BUSYBOX_CONFIG_FRAGMENT_FILES"];
      return `${file}:\nall that differs from the defaults. To build from it alone, set in Buildroot's tree\n${config}="${file}"\nand empty ${fragments}.`;
    },
  };
}

/** A build makes the `.config` anew from base and fragments. */
const NO_FRAGMENT =
  "ipa-image build does not see it: there is no fragment of yours to write it to (Ctrl-E: a defconfig). make does, until the sources are extracted anew.";

function notKept(error: unknown): string {
  return `Not written for the next build: ${error instanceof Error ? error.message : String(error)}`;
}

function whatItTakes(title: string, { dir }: PackageTree): string {
  return `${title}: its sources are not ready in\n${dir}\nBuildroot fetches, extracts and patches them now, and builds the toolchain first where there is none yet. That may take minutes; the menus stay usable. By the configuration that is saved, not by changes that are not.`;
}
