import { rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bakewell, deploy } from "../commands/program.ts";
import { commit, repositoryOf, type Texts, write } from "../repository/temporary.ts";

/** What a pull request finds: a policy that its deployment does not meet. */
const own = `name: shop
extends: [./base.yaml]
tiers: { production: [live], staging: [stage] }
settings: { fresh: P10D }
waivers: { files: ".bakewell/waivers/*.yaml", inline: true }
clauses:
  - where: { tier: production }
    must: { time-limit: { longest: PT30M }, approval: {} }
`;
const base =
  "name: base\nclauses:\n  - must: { readable: {}, required-checks: { kinds: [tests] }, sound-waiver: {} }\n";
const workflow = `name: deploy
on:
  push:
    branches: [main]
jobs:
  release:
    runs-on: ubuntu-24.04
    environment: live
    steps:
      - run: acme-scan --all
      - run: helm upgrade shop ./chart --namespace shop
`;

const waiver = (rule: string): string => `- rule: ${rule}
  where: { environment: live }
  until: 2026-12-31
  because: the migration is slow
  requested-by: user:tobias
  approved-by: user:mina
  ticket: SHOP-1
`;
const snapshot = (captured: string): string => `schema: bakewell.settings/1
platform: github-actions
kind: environment
name: live
repository: acme/shop
captured: ${captured}
digest: sha256:${"0".repeat(64)}
environments:
  - name: live
    reviewers: ["team:acme/release-managers"]
    prevent-self-review: true
    admins-bypass: false
    wait: 0
    branches: protected
    other-rules: []
`;
const settings = ".bakewell/settings/github-actions-environment-live.yaml";
const waivers = ".bakewell/waivers/shop.yaml";
const repository = (more: Texts = {}): Texts => ({
  "bakewell.yaml": own,
  "base.yaml": base,
  [deploy]: workflow,
  ...more,
});

const status = (cwd: string, ...args: readonly string[]): number | null =>
  bakewell({ cwd }, "check", "--at", "2026-12-01", "--unknown", "fail", ...args).status;

type Change = readonly [what: string, rule: string, change: Texts, before?: Readonly<Record<string, string>>];

/** A change that passes by its own policy, and not by the one it would replace. */
const changes: readonly Change[] = [
  ["asks less strongly", "time-limit", { "bakewell.yaml": own.replace("must: { time-limit", "should: { time-limit") }],
  ["asks for less", "time-limit", { "bakewell.yaml": own.replace("PT30M", "P1D") }],
  ["asks no longer", "time-limit", { "bakewell.yaml": `${own}  - need-not: [time-limit]\n` }],
  ["asks later", "time-limit", { "bakewell.yaml": own.replace("  - where", "  - from: 2027-01-01\n    where") }],
  [
    "asks in emergencies only",
    "time-limit",
    { "bakewell.yaml": own.replace("  - where", "  - during: emergency\n    where") },
  ],
  [
    "asks of another tier",
    "time-limit",
    { "bakewell.yaml": own.replace("production: [live], staging: [stage]", "production: [prod], staging: [live]") },
  ],
  ["asks of other stages", "time-limit", { "bakewell.yaml": own.replace("tier: production", "environment: prod") }],
  [
    "asks less in a base",
    "required-checks",
    { "base.yaml": base.replace("required-checks: { kinds: [tests] }, ", "") },
  ],
  [
    "extends another base",
    "required-checks",
    { "bakewell.yaml": own.replace("./base.yaml", "./other.yaml"), "other.yaml": "name: other\n" },
  ],
  [
    "calls a command a test",
    "required-checks",
    { "bakewell.yaml": `${own}recognise: { commands: { acme-scan: { does: check, kinds: [tests] } } }\n` },
  ],
  [
    "adds a policy where one is looked for first",
    "time-limit",
    { "bakewell.yaml": "name: shop\n" },
    { "bakewell.yaml": "", ".github/bakewell.yaml": own.replace("./base", "../base") },
  ],
  ["adds a waiver", "time-limit", { [waivers]: waiver("time-limit") }],
  [
    "adds a waiver elsewhere",
    "time-limit",
    { "bakewell.yaml": own.replace(".bakewell/waivers/*.yaml", "allowed.yaml"), "allowed.yaml": waiver("time-limit") },
  ],
  [
    "adds a waiver in a comment",
    "time-limit",
    {
      [deploy]: workflow.replace(
        "  release:",
        "  # bakewell: waive time-limit until 2026-12-31 by user:mina -- it is slow (SHOP-1)\n  release:",
      ),
    },
  ],
  [
    "allows waivers in comments",
    "time-limit",
    {
      "bakewell.yaml": own,
      [deploy]: workflow.replace(
        "  release:",
        "  # bakewell: waive time-limit until 2026-12-31 by user:mina -- it is slow (SHOP-1)\n  release:",
      ),
    },
    { "bakewell.yaml": own.replace("inline: true", "inline: false") },
  ],
  [
    "prolongs a waiver",
    "time-limit",
    { [waivers]: waiver("time-limit") },
    { [waivers]: waiver("time-limit").replace("2026-12-31", "2026-11-30") },
  ],
  [
    "widens a waiver",
    "time-limit",
    { [waivers]: waiver("time-limit") },
    { [waivers]: waiver("time-limit").replace("live", "stage") },
  ],
  ["adds settings", "approval", { [settings]: snapshot("2026-11-30T09:00:00Z") }],
  [
    "changes settings",
    "approval",
    { [settings]: snapshot("2026-11-30T09:00:00Z") },
    { [settings]: snapshot("2026-11-30T09:00:00Z").replace('["team:acme/release-managers"]', "[]") },
  ],
  [
    "calls settings fresh",
    "approval",
    { "bakewell.yaml": own.replace("P10D", "P90D") },
    { [settings]: snapshot("2026-11-01T09:00:00Z") },
  ],
  [
    "recaptures settings by hand",
    "approval",
    { [settings]: snapshot("2026-11-30T09:00:00Z") },
    { [settings]: snapshot("2026-11-01T09:00:00Z") },
  ],
];

describe("a change is judged by the policy that it would replace", () => {
  it.each(changes.map(([what, ...rest]) => ({ what, rest })))("where it $what", ({ rest: [rule, change, before] }) => {
    const files = Object.entries(repository(before ?? {})).filter(([, text]) => text !== "");
    const cwd = repositoryOf(Object.fromEntries(files));
    write(cwd, change);
    expect(status(cwd, "--only", rule)).toBe(0);
    commit(cwd, "Weaken");
    expect(status(cwd, "--only", rule, "--policy-from", "HEAD~1")).toBe(1);
  });

  it("where a link leads to another policy of the same name", () => {
    const cwd = repositoryOf({
      [deploy]: workflow,
      "config/shop.yaml": own.replace("./base", "../base"),
      "base.yaml": base,
      "old/shop.yaml": "name: old\n",
    });
    rmSync(join(cwd, "config"), { recursive: true });
    symlinkSync("old", join(cwd, "config"));
    expect(status(cwd, "--only", "time-limit", "--policy", "config/shop.yaml")).toBe(0);
    expect(status(cwd, "--only", "time-limit", "--policy", "config/shop.yaml", "--policy-from", "HEAD")).toBe(1);
  });
});
