import type { Repository } from "#model/repository.ts";
import { isMap, isSeq, parseDocument, type YAMLSeq } from "yaml";
import about from "../../../package.json" with { type: "json" };
import { policyPaths } from "./policy.ts";

/** A file that `init` would write, or why it would not. */
export interface Starter {
  readonly path: string;
  readonly text: string;
  readonly isNew: boolean;
}

type Read = (path: string) => string | undefined;

/** The files that a repository begins with: a policy, a pre-commit entry, and a CI job where GitHub runs one. */
export const starters = (repository: Repository, read: Read): readonly Starter[] =>
  [policyStarter(repository, read), preCommitStarter(read), workflowStarter(repository, read)].filter(
    (starter) => starter !== undefined,
  );

function policyStarter(repository: Repository, read: Read): Starter | undefined {
  if (policyPaths.some((path) => read(path) !== undefined)) return undefined;
  const unmatched = unmatchedEnvironments(repository);
  const tiers =
    unmatched.length === 0
      ? []
      : [
          "# These environments match no known name. Put each under its tier, so that they are judged:",
          ...unmatched.map((name) => `#   ${JSON.stringify(name)}`),
          "# tiers:",
          "#   production: [production, …]",
          "#   staging: [staging, …]",
        ];
  const text = [
    `# yaml-language-server: $schema=https://bakewell.dev/schemas/policy.schema.json`,
    `name: ${JSON.stringify(repository.name.split("/").at(-1) ?? "policy")}`,
    "# essential fails on what is wrong in the files. safe-deployment asks all of OE:10.",
    "extends: [essential]",
    ...tiers,
    "",
  ].join("\n");
  return { path: "bakewell.yaml", text, isNew: true };
}

/** Environment names of stages that the policy can give no tier, each once. */
const unmatchedEnvironments = ({ plans }: Repository): readonly string[] => [
  ...new Set(
    plans.flatMap(({ stages }) =>
      stages.flatMap(({ environment, tier }) =>
        tier.state !== "declared" && environment.state === "declared" ? [environment.value] : [],
      ),
    ),
  ),
];

const preCommitPath = ".pre-commit-config.yaml";
const hookRepository = "https://github.com/bakewell/bakewell";

function preCommitStarter(read: Read): Starter | undefined {
  const entry = { repo: hookRepository, rev: `v${about.version}`, hooks: [{ id: "bakewell" }] };
  const present = read(preCommitPath);
  const document = parseDocument(present ?? "repos: []\n");
  const repositories = document.get("repos");
  if (document.errors.length > 0 || !isSeq(repositories)) return undefined;
  if (repositories.items.some((item) => isMap(item) && item.get("repo") === hookRepository)) return undefined;
  const appended = present === undefined ? undefined : withLines(present, repositories);
  if (appended !== undefined) return { path: preCommitPath, text: appended, isNew: false };
  repositories.flow = false;
  repositories.add(document.createNode(entry));
  const text = document.toString({ lineWidth: 0, flowCollectionPadding: false });
  return { path: preCommitPath, text, isNew: present === undefined };
}

/** The text with the entry's lines behind the last one of a list, and nothing else touched; `undefined` where it is written in brackets. */
function withLines(text: string, { range, flow, items }: YAMLSeq): string | undefined {
  if (!range || flow || items.length === 0) return undefined;
  const indent = text.slice(text.lastIndexOf("\n", range[0]) + 1, range[0]);
  if (/[^ ]/.test(indent)) return undefined;
  const end = text.slice(0, range[1]).trimEnd().length;
  const cut = text.indexOf("\n", end) < 0 ? text.length : text.indexOf("\n", end);
  const lines = [`- repo: ${hookRepository}`, `  rev: v${about.version}`, "  hooks:", "    - id: bakewell"];
  return `${text.slice(0, cut)}\n${lines.map((line) => `${indent}${line}\n`).join("")}${text.slice(cut + 1)}`;
}

const workflowPath = ".github/workflows/bakewell.yml";

function workflowStarter({ sources }: Repository, read: Read): Starter | undefined {
  if (!sources.some(({ platform }) => platform === "github-actions") || read(workflowPath) !== undefined)
    return undefined;
  const text = `name: bakewell
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          fetch-depth: 0
          persist-credentials: false
      - uses: actions/setup-node@49933ea5288caeca8642d1e84afbd3f7d6820020 # v4.4.0
        with:
          node-version: 24
      - run: npx --yes bakewell@${about.version} check --format github
`;
  return { path: workflowPath, text, isNew: true };
}
