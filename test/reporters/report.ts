import { broken, holds, unsure } from "#model/assurance.ts";
import { declared, listing, unknown } from "#model/fact.ts";
import type { Finding, SubjectReference, UsedWaiver } from "#model/finding.ts";
import type { Plan } from "#model/plan.ts";
import type { Report } from "#model/report.ts";
import { approval, at, check, health, plan, production, repository, staging, whole } from "../rules/build.ts";

const deploy = ".github/workflows/deploy.yml";
const here = (line: number, column = 7, file = deploy) => ({ file, line, column });

const waiver: UsedWaiver = {
  at: here(40),
  until: "2026-12-31",
  because: "the vendor's probe is replaced in December",
  approvedBy: "user:mina",
  ticket: "SHOP-41",
};

const stage = (name: string, line: number, file = deploy): SubjectReference => ({
  kind: "stage",
  id: name,
  name,
  at: here(line, 3, file),
  platform: "github-actions",
  plan: "deploy",
  stage: name,
});

const finding = (over: Partial<Finding> & Pick<Finding, "rule" | "outcome" | "subject" | "reason">): Finding => ({
  strength: "must",
  places: [],
  askedBy: { policy: "safe-deployment", file: "builtin:safe-deployment.yaml", line: 12, cites: "OE:10" },
  fingerprint: `${over.rule}/github-actions:${deploy}/${over.subject.id}`,
  waiver: null,
  owed: null,
  ...over,
});

/** Two stages and a bit of everything. */
export const shop: Plan = plan(
  [
    staging("staging", 12, {
      environment: declared("staging", here(13)),
      checks: whole(check("npm test", 8)),
      bake: declared(5400, here(14)),
    }),
    production("production", 20, {
      after: ["staging"],
      environment: declared("production", here(21)),
      exposure: declared({ share: 0.05, by: "weight" }, here(22)),
      checks: listing(
        [
          check("npm audit", 9, {
            kinds: ["security-scan"],
            blocking: broken("`|| true` swallows its failure", at(9)),
          }),
        ],
        unknown("settings", "a ruleset may ask for more", here(20), "gh api repos/acme/shop/rulesets"),
      ),
      approvals: whole(
        approval("production", 21, { everyRoute: unsure("run-time", "`if` is decided when it runs", at(21)) }),
      ),
      bake: unknown("run-time", "`${{ inputs.bake }}` is decided when it runs", here(23)),
      health: whole(health("error rate", 24)),
      halt: declared({ on: "the alarm `errors`", automatic: holds(at(25)) }, here(25)),
    }),
  ],
  { id: `github-actions:${deploy}`, platform: "github-actions", at: here(1, 1) },
);

const findings: readonly Finding[] = [
  finding({
    rule: "bake-time",
    outcome: "fail",
    subject: stage("production", 20),
    reason: "has no bake time",
    places: [here(20), here(12), here(3, 1, "deploy/rollout.yaml")],
    remedy: "let it begin at least 1 h after `staging`:\n  sleep 3600",
  }),
  finding({
    rule: "time-limit",
    outcome: "fail",
    strength: "should",
    subject: stage("production", 20),
    reason: "has no time limit",
    places: [here(20)],
  }),
  finding({
    rule: "health-check",
    outcome: "fail",
    subject: stage("staging", 12),
    reason: "has no health check",
    places: [here(12)],
    waiver,
  }),
  finding({
    rule: "approval",
    outcome: "unknown",
    subject: stage("production", 20),
    reason: "who must approve `production` is set in GitHub's environment settings",
    places: [here(21, 18)],
    remedy: "gh api repos/acme/shop/environments/production",
  }),
  finding({
    rule: "staging-first",
    outcome: "pass",
    subject: stage("production", 20),
    reason: "comes after `staging`",
    places: [here(12)],
  }),
  finding({
    rule: "serial-rings",
    outcome: "not-applicable",
    subject: { ...stage("deploy", 1), kind: "plan", stage: null },
    reason: "has one production stage",
    places: [],
  }),
  finding({
    rule: "readable",
    outcome: "fail",
    subject: {
      kind: "source",
      id: "deploy/broken.yaml",
      name: "deploy/broken.yaml",
      at: here(1, 1, "deploy/broken.yaml"),
      platform: "argo-rollouts",
      plan: null,
      stage: null,
    },
    reason: "has a tab where only spaces may indent",
    places: [here(4, 1, "deploy/broken.yaml")],
    remedy: "indent with spaces",
  }),
];

export const report = (over: Partial<Report> = {}): Report => ({
  tool: { name: "bakewell", version: "0.1.0" },
  at: "2026-11-23T12:00:00Z",
  policy: { name: "safe-deployment", source: "builtin", digest: `sha256:${"0".repeat(64)}` },
  sources: [{ file: deploy, platform: "github-actions", digest: `sha256:${"1".repeat(64)}` }],
  repository: repository([shop]),
  plans: [shop],
  findings,
  summary: { pass: 1, fail: 3, unknown: 1, "not-applicable": 1, waived: 1, owed: 0 },
  notes: ["There is no policy file here."],
  titles: { "bake-time": "A stage bakes before the next one begins" },
  ...over,
});

/** What could do harm in a terminal, a log, a table, a page or a document. */
export const spites: readonly string[] = [
  "\u001B[31mred\u001B[0m \u001B]0;title\u0007 \u009B2J \u0008\u007F",
  "\u202Egnp.exe\u202C \u2066x\u2069 \u061C \u200F \u2028 \u{E0041}",
  "]]> --> </text><script>alert(1)</script> & \" ' <img src=x onerror=alert(1)>",
  "a | b \\| c ` d `` e ``` f",
  "| x |\n| y |\r\n\n# heading\n- list",
  "%0A::error::run %25",
  "\n::error::line",
  "  ::add-mask::a",
  "##vso[task.setvariable variable=PATH]x ##[error]y",
  "@mina @acme/team #12 acme/shop#3 http://evil.example www.evil.example a@b.example",
  "![x](http://evil.example/p.png) [x](javascript:alert(1)) **b** _i_ ~~s~~ $m$ :tada:",
  '"]; click p0 "javascript:alert(1)" %%{init: {}}%% end #quot;',
  "lone \uD800 high, \uDC00 low, \uFFFE \uFFFF",
  "n".repeat(100_000),
  "__proto__",
  "",
];

/** A report in which every text that can come from a file is this one. */
export function hostile(spite: string): Report {
  const place = { file: `${spite}.yaml`, line: 3, column: 5 };
  const subject = (kind: SubjectReference["kind"]): SubjectReference => ({
    kind,
    id: spite,
    name: spite,
    at: place,
    platform: "github-actions",
    plan: spite,
    stage: kind === "stage" ? spite : null,
  });
  const one = (over: Partial<Finding>): Finding => ({
    ...finding({ rule: "bake-time", outcome: "fail", subject: subject("stage"), reason: `is \`${spite}\`: ${spite}` }),
    places: [place, { ...place, file: `other/${spite}` }],
    remedy: `write ${spite}\n${spite}`,
    askedBy: { policy: spite, file: spite, line: 1, cites: spite },
    fingerprint: `bake-time/${spite}`,
    ...over,
  });
  const odd = plan(
    [
      staging(`first ${spite}`, 3, {
        name: spite,
        at: place,
        bake: declared(60, place),
        environment: declared(spite, place),
        checks: whole(check(spite, 4)),
      }),
      production(`second ${spite}`, 5, {
        name: spite,
        at: place,
        after: [`first ${spite}`],
        bake: unknown("run-time", spite, place, spite),
      }),
    ],
    { id: spite, name: spite, at: place },
  );
  return report({
    policy: { name: spite, source: spite, digest: "sha256:0" },
    sources: [{ file: spite, platform: "github-actions", digest: "sha256:0" }],
    plans: [odd],
    notes: [spite],
    findings: [
      one({}),
      one({ strength: "should" }),
      one({ outcome: "unknown" }),
      one({ outcome: "pass" }),
      one({ waiver: { ...waiver, because: spite, approvedBy: spite, ticket: spite, at: place } }),
      one({ subject: subject("source"), rule: "readable" }),
      one({ subject: subject("plan"), rule: "serial-rings" }),
    ],
  });
}
