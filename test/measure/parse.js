/** Reads and parses every YAML file of a folder, and does nothing else: what `bench.ts` measures against. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEvents } from "js-yaml";

for (const path of readdirSync(process.argv[2] ?? ".", { recursive: true, encoding: "utf8" }))
  if (/\.ya?ml$/.test(path)) parseEvents(readFileSync(join(process.argv[2] ?? ".", path), "utf8"), {});
