import type { RequiredCheck, Settings } from "#model/settings.ts";
import type { SnapshotCheck } from "#schema/settings.ts";
import type { Node } from "#syntax/node.ts";
import { type Loaded, not, said } from "./loaded.ts";

export const environmentsOf = ({ snapshot, node, source }: Loaded): Settings["environments"] =>
  (snapshot.environments ?? []).map((environment, index) => {
    const written = node.get("environments", index);
    return {
      ...source,
      at: written.get("name").at,
      name: environment.name,
      reviewers: environment.reviewers,
      reviewersAt: written.get("reviewers").keyAt,
      byStarter: said(
        not(environment["prevent-self-review"]),
        written.get("prevent-self-review"),
        "whether whoever starts a deployment may approve it",
      ),
      bypass: said(
        environment["admins-bypass"],
        written.get("admins-bypass"),
        "whether administrators may go on without an approval",
      ),
      wait: environment.wait,
      waitAt: written.get("wait").at,
      branches: environment.branches,
      branchesAt: written.get("branches").at,
      otherRules: environment["other-rules"],
    };
  });

export const branchPoliciesOf = ({ snapshot, node, source }: Loaded): Settings["branchPolicies"] =>
  (snapshot["branch-policies"] ?? []).map(({ environment, patterns }, index) => ({
    ...source,
    at: node.get("branch-policies", index, "environment").at,
    environment,
    patterns: patterns.map((pattern, position) => ({
      ...pattern,
      at: node.get("branch-policies", index, "patterns", position, "name").at,
    })),
  }));

export const rulesetsOf = ({ snapshot, node, source }: Loaded): Settings["rulesets"] =>
  (snapshot.rulesets ?? []).map(
    ({ id, name, enforcement, target, include, exclude, checks, workflows, bypass }, index) => {
      const written = node.get("rulesets", index);
      return {
        ...source,
        at: written.get("name").at,
        id,
        name,
        enforcement,
        target,
        include,
        exclude,
        checks: checksOf(checks, written.get("checks")),
        workflows,
        bypass: said(bypass && bypass.length > 0, written.get("bypass"), "who may go round the ruleset"),
      };
    },
  );

export const branchesOf = ({ snapshot, node, source }: Loaded): Settings["branches"] =>
  (snapshot.branches ?? []).map((branch, index) => {
    const written = node.get("branches", index);
    return {
      ...source,
      at: written.get("name").at,
      name: branch.name,
      saysReviews: branch["pull-request"] !== undefined,
      checks: checksOf(branch.checks, written.get("checks")),
      bypass: said(branch["admins-bypass"], written.get("admins-bypass"), "whether administrators may go round it"),
    };
  });

const checksOf = (checks: readonly SnapshotCheck[], node: Node): readonly RequiredCheck[] =>
  checks.map(({ name, app }, index) => ({ name, app, at: node.get(index, "name").at }));
