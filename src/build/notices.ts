import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The licences of the packages that these files belong to, as their authors wrote them. Files are relative to `root`. */
export async function notices(root: string, files: readonly string[]): Promise<string> {
  const folders = new Set(files.flatMap((file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []));
  const texts = await Promise.all([...folders].toSorted().map((folder) => notice(join(root, folder))));
  return ["Bakewell's bundle contains parts of these packages.", ...texts].join(`\n\n${"-".repeat(80)}\n\n`) + "\n";
}

async function notice(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const licences = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file)).toSorted();
  const texts = await Promise.all(licences.map((file) => readFile(join(folder, file), "utf8")));
  return [`${name} ${version} (${license})`, ...texts.map((text) => text.replaceAll("\r\n", "\n").trim())].join("\n\n");
}
