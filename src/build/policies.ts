import { hash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { builtinFile } from "#policy/extend.ts";
import { loadPolicy } from "#policy/load.ts";

/** The built-in policies as they are when they have been read, in TypeScript. Throws where one of them is not valid. */
export async function policies(root: string): Promise<string> {
  const names = (await readdir(join(root, "policies")))
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => basename(file, ".yaml"))
    .toSorted();
  const files = new Map(
    await Promise.all(
      names.map(async (name) => {
        const text = await readFile(join(root, "policies", `${name}.yaml`), "utf8");
        return [name, loadPolicy(builtinFile(name), text, () => `sha256:${hash("sha256", text)}`)] as const;
      }),
    ),
  );
  return [
    "// Generated from policies. Change the file there and run `npm run build`.",
    "",
    'import type { PolicyFile } from "./load.ts";',
    "",
    "/** The policy that applies where there is no other. */",
    `export const essential: PolicyFile = ${JSON.stringify(files.get("essential"), null, 2)};`,
    "",
    "/** The built-in policies by their names. */",
    "export const builtins: ReadonlyMap<string, PolicyFile> = new Map([",
    ...[...files].map(
      ([name, file]) => `  ["${name}", ${name === "essential" ? name : JSON.stringify(file, null, 2)}],`,
    ),
    "]);",
    "",
  ].join("\n");
}
