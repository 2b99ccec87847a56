/**
 * Checks every repository of a folder and prints what came of it: `npm run corpus -- FOLDER [--depth N] [--policy NAME]`.
 * A repository is a folder below FOLDER; with `--depth 2`, one below those. Exits with 1 where one makes Bakewell crash.
 */
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { check } from "#check.ts";
import type { Finding } from "#model/finding.ts";
import { builtins } from "#policy/builtins.ts";
import { resolvePolicy } from "#policy/resolve.ts";
import { withTiers } from "#policy/tiers.ts";
import { read } from "#read.ts";
import { openRepository } from "#repository.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { depth: { type: "string", default: "1" }, policy: { type: "string", default: "safe-deployment" } },
});
const [folder] = positionals;
if (folder === undefined) {
  console.error("name the folder of repositories: npm run corpus -- FOLDER");
  process.exit(2);
}

const builtin = builtins.get(values.policy);
if (!builtin) {
  console.error(`there are ${[...builtins.keys()].join(", ")}`);
  process.exit(2);
}
const policy = resolvePolicy(builtin, {
  builtins,
  file: () => undefined,
  installed: () => undefined,
  digest: () => "",
});
const at = "2026-01-01T00:00:00Z";

const totals = { repositories: 0, files: 0, sources: 0, plans: 0, stages: 0, environments: 0, resolved: 0 };
const findings: Finding[] = [];
const crashes: string[] = [];
for (const path of repositoriesIn(folder, Number(values.depth))) {
  totals.repositories++;
  try {
    const { paths, slug, bytes } = openRepository(path);
    const { repository } = read({ name: basename(path), slug, paths, bytes }, policy.recognition);
    const plans = withTiers(repository.plans, policy.tiers);
    findings.push(...check({ ...repository, plans }, policy, { at }));
    totals.files += paths.length;
    totals.sources += repository.sources.length;
    totals.plans += plans.length;
    totals.stages += plans.reduce((sum, { stages }) => sum + stages.length, 0);
    for (const { environment } of plans.flatMap(({ stages }) => stages)) {
      if (environment.state !== "absent") totals.environments++;
      if (environment.state === "declared") totals.resolved++;
    }
  } catch (error) {
    crashes.push(`${path}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}

const { repositories, files, sources, plans, stages, environments, resolved } = totals;
console.log(`${repositories} repositories, ${files} files, ${sources} read as deployment configuration`);
console.log(`${plans} plans, ${stages} stages; environments known: ${resolved} of ${environments}\n`);
printOutcomes();
printReasons();
console.log(`${crashes.length} crashes`);
for (const crash of crashes) console.log(crash);
process.exitCode = crashes.length > 0 ? 1 : 0;

function repositoriesIn(parent: string, depth: number): readonly string[] {
  const below = readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(parent, name))
    .toSorted();
  return depth <= 1 ? below : below.flatMap((child) => repositoriesIn(child, depth - 1));
}

function printOutcomes(): void {
  const outcomes = ["pass", "fail", "unknown", "not-applicable"] as const;
  console.log(`${"rule".padEnd(24)}${outcomes.map((outcome) => outcome.padStart(15)).join("")}`);
  for (const [rule, found] of Map.groupBy(findings, ({ rule: id }) => id)) {
    const counts = outcomes.map((outcome) => found.filter((finding) => finding.outcome === outcome).length);
    console.log(`${rule.padEnd(24)}${counts.map((count) => String(count).padStart(15)).join("")}`);
  }
}

/** Why findings are unknown, with what differs between them left out. */
function printReasons(): void {
  const unknown = findings.filter(({ outcome }) => outcome === "unknown");
  const reasons = Map.groupBy(unknown, ({ reason }) => reason.replaceAll(/`[^`]*`/g, "`…`").slice(0, 140));
  const ordered = [...reasons].toSorted(([, a], [, b]) => b.length - a.length);
  console.log(`\n${unknown.length} unknown, by reason:`);
  for (const [reason, found] of ordered.slice(0, 40)) console.log(`${String(found.length).padStart(6)}  ${reason}`);
  if (ordered.length > 40) console.log(`        and ${ordered.length - 40} more reasons\n`);
}
