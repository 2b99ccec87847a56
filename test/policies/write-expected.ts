import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { exitCode } from "#check.ts";
import { contentsOf } from "#commands/parts/contents.ts";
import { judge } from "#commands/parts/judge.ts";
import { findPolicy } from "#commands/parts/policy.ts";
import { timeOf } from "#commands/parts/time.ts";
import type { Finding } from "#model/finding.ts";

/**
 * Writes what the built-in policies say of their cases by now, for whoever reads the difference with their own eyes:
 * `node test/policies/write-expected.ts`. Only what passes, fails or is waived is expected.
 */
const cases = join(import.meta.dirname, "../../policies/tests");

for (const path of readdirSync(cases, { recursive: true, encoding: "utf8" })) {
  const policy = /^(.+)\.expected\.yaml$/.exec(basename(path))?.[1];
  if (policy === undefined) continue;
  const file = join(cases, path);
  const text = readFileSync(file, "utf8");
  const at = /^at: (.*)$/m.exec(text)?.[1] ?? "";
  const root = join(cases, dirname(path));
  const contents = contentsOf({ root, only: undefined, given: undefined }, "working tree");
  const { findings } = judge(contents, await findPolicy(policy, contents, root), { at: timeOf(at) });
  const told = findings
    .map(({ rule, subject, strength, waiver, outcome }) => ({
      rule,
      subject,
      strength,
      outcome: waiver ? "waived" : outcome,
    }))
    .filter(({ outcome }) => outcome === "pass" || outcome === "fail" || outcome === "waived");
  const blocks = [...Map.groupBy(told, ({ rule }) => rule)].map(([rule, found]) =>
    [
      `  ${rule}:`,
      ...found.map(
        (finding) =>
          `    ${JSON.stringify(nameOf(finding))}: { outcome: ${finding.outcome}, strength: ${finding.strength} }`,
      ),
    ].join("\n"),
  );
  const head = text
    .slice(0, text.indexOf("expect:"))
    .replace(/^exit: .*$/m, `exit: ${exitCode(findings, "must", "show")}`);
  writeFileSync(file, `${head}expect:\n${blocks.join("\n")}\n`);
}

function nameOf({ subject: { kind, name, plan } }: Pick<Finding, "subject">): string {
  if (kind === "repository") return ".";
  return kind === "stage" ? `${plan} ${name}` : name;
}
