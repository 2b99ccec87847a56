import type { About, Export } from "#platforms/exported.ts";
import { exported, exportedResources, type PlatformExport } from "#platforms/exporters.ts";
import { resourcesIn } from "#platforms/terraform/resources.ts";
import { hcl } from "#syntax/hcl.ts";
import { json } from "#syntax/json.ts";
import type { Parsed } from "#syntax/node.ts";
import { yaml } from "#syntax/yaml.ts";

/** Answers in the form of GitHub's, about a repository that is invented. */
const api = "https://api.github.com/repos/acme/shop";

export const reviewers = (...who: readonly object[]): object => ({
  id: 2,
  type: "required_reviewers",
  prevent_self_review: true,
  reviewers: who,
});

export const mina = { type: "User", reviewer: { login: "mina", id: 7, html_url: "https://github.com/mina" } };
export const managers = {
  type: "Team",
  reviewer: { slug: "release-managers", html_url: "https://github.com/orgs/acme/teams/release-managers" },
};

export const environment = (name: string, rules: readonly object[] = [], more: object = {}): object => ({
  id: 1,
  node_id: "EN_1",
  name,
  url: `${api}/environments/${name}`,
  can_admins_bypass: false,
  protection_rules: rules,
  deployment_branch_policy: null,
  ...more,
});

export const environments = (...all: readonly object[]): object => ({ total_count: all.length, environments: all });

export const ruleset = (checks: readonly string[], more: object = {}): object => ({
  id: 42,
  name: "Protect main",
  target: "branch",
  source_type: "Repository",
  source: "acme/shop",
  enforcement: "active",
  bypass_actors: [],
  conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
  rules: [
    {
      type: "required_status_checks",
      parameters: { required_status_checks: checks.map((context) => ({ context, integration_id: 15368 })) },
    },
  ],
  ...more,
});

export const rulesetList = (...ids: readonly number[]): object =>
  ids.map((id) => ({ id, name: `Rules ${id}`, source_type: "Repository", source: "acme/shop", enforcement: "active" }));

export const branch = (checks: readonly string[], level: "off" | "non_admins" | "everyone"): object => ({
  name: "main",
  commit: { sha: "0", url: `${api}/commits/0` },
  protected: level !== "off",
  protection: {
    enabled: level !== "off",
    required_status_checks: { enforcement_level: level, contexts: checks, checks: [] },
  },
});

/** What is kept of an answer that is given as a value or as its text. */
export const exportsOf = (answer: unknown, environment?: string): readonly Export[] =>
  exportedOf(answer, { environment }).exports;

/** What is kept for a platform. */
export interface Kept {
  readonly platform: string | undefined;
  readonly exports: readonly Export[];
}

export const exportedOf = (answer: unknown, about: Partial<About> = {}): Kept =>
  exportedFrom(json("answer.json", typeof answer === "string" ? answer : JSON.stringify(answer, null, 2)), about);

/** What is kept of a YAML file that declares settings. */
export const declaredOf = (text: string, about: Partial<About> = {}): Kept =>
  exportedFrom(yaml(".github/settings.yml", text), { file: ".github/settings.yml", ...about });

/** What is kept of a file of Terraform, for each platform. */
export function terraformOf(text: string, about: Partial<About> = {}): readonly PlatformExport[] {
  const { body, problems } = hcl("main.tf", text);
  if (!body) throw new Error(problems[0]?.reason);
  const at = { file: "main.tf", line: 1, column: 1 };
  return exportedResources(resourcesIn([body]), { ...nothing, file: "main.tf", ...about }, at);
}

const nothing: About = { file: "answer.json", repository: undefined, environment: undefined, kind: undefined };

function exportedFrom({ documents: [node] }: Parsed, about: Partial<About>): Kept {
  if (!node) throw new Error("the answer cannot be read");
  const all = exported(node, { ...nothing, ...about });
  return { platform: all[0]?.platform, exports: all.map(({ found }) => found) };
}
