import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { string as text } from "@oclif/core/flags";
import { UsageError } from "#model/usage-error.ts";
import type { Contents } from "#read.ts";
import { largestFile } from "#repository.ts";
import type { SettingsFile } from "#settings/load.ts";
import { decode } from "#syntax/decode.ts";

/** Where a repository keeps what was exported of its servers. */
export const settingsFolder = ".bakewell/settings";

export const settingsFlag = text({
  helpValue: "DIR",
  env: "BAKEWELL_SETTINGS",
  summary: `Exported settings of the servers. Default: ${settingsFolder}.`,
});

const isSnapshot = (path: string): boolean => /\.ya?ml$/.test(path);

/** The snapshots that stand in a repository's content. */
export function settingsIn(contents: Contents): readonly SettingsFile[] {
  const paths = contents.paths.filter((path) => path.startsWith(`${settingsFolder}/`) && isSnapshot(path));
  return [...contents.bytes(paths)].map(([path, bytes]) => {
    if (bytes instanceof Uint8Array) return { path, text: decode(path, bytes).text };
    throw new UsageError(`${path} ${bytes.reason}`, { hint: bytes.remedy });
  });
}

/** Settings of another folder in place of the repository's own. */
export function withSettings<T extends { readonly settings: readonly SettingsFile[] }>(
  found: T,
  folder: string | undefined,
): T {
  return folder === undefined ? found : { ...found, settings: settingsFrom(folder) };
}

function settingsFrom(folder: string): readonly SettingsFile[] {
  try {
    return readdirSync(folder)
      .filter(isSnapshot)
      .toSorted()
      .map((name) => {
        const path = join(folder, name);
        const { size } = statSync(path);
        if (size > largestFile) throw new UsageError(`${path} is too large to be a snapshot of settings`);
        return { path: path.replaceAll("\\", "/"), text: decode(path, readFileSync(path)).text };
      });
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`the settings in ${folder} cannot be read`, {
      hint: "name a folder with snapshots that `bakewell settings import` wrote",
    });
  }
}
