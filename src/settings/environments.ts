import { absent, declared, type Fact, type Listing, listing } from "#model/fact.ts";
import { branchPattern } from "#model/review.ts";
import type { RequiredCheck, Settings } from "#model/settings.ts";
import type { SnapshotCheck, SnapshotEnvironment } from "#schema/settings.ts";
import type { Node } from "#syntax/node.ts";
import { approversOf, type Loaded, not, openIn, said } from "./loaded.ts";

export const environmentsOf = ({ snapshot, node, source }: Loaded): Settings["environments"] =>
  (snapshot.environments ?? []).map((environment, index) => {
    const written = node.get("environments", index);
    return {
      ...source,
      at: written.get("name").at,
      name: environment.name,
      reviewers: reviewersOf(environment, written.get("reviewers")),
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
      wait:
        environment.wait === 0
          ? absent(written.get("wait").at)
          : said(environment.wait, written.get("wait"), "how long a deployment waits"),
      branches: said(environment.branches, written.get("branches"), "from which branches a deployment may come"),
      otherRules: environment["other-rules"],
    };
  });

/** Somebody is asked where somebody is named or numbered; where a file computes all of it, that is not known. */
function reviewersOf({ reviewers }: SnapshotEnvironment, node: Node): Fact<Listing<string>> {
  if (reviewers.length === 0) return absent(node.keyAt);
  const open = openIn(reviewers, node.keyAt);
  return open && reviewers.every((each) => each.startsWith("expression:"))
    ? open
    : declared(approversOf(reviewers, node), node.keyAt);
}

/** The apps that decide about deployments to an environment, by its name without case. */
export const appsOf = ({ snapshot }: Loaded): readonly (readonly [environment: string, apps: readonly string[]])[] =>
  (snapshot["protection-rules"] ?? []).map(({ environment, apps }) => [environment.toLowerCase(), apps]);

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
      branch: branchPattern(branch.name),
      saysReviews: branch["pull-request"] !== undefined,
      checks: checksOf(branch.checks, written.get("checks")),
      bypass: said(branch["admins-bypass"], written.get("admins-bypass"), "whether administrators may go round it"),
    };
  });

function checksOf(checks: readonly SnapshotCheck[], node: Node): Listing<RequiredCheck> {
  const found = checks.map(({ name, app }, index) => ({ name, app, at: node.get(index, "name").at }));
  const open = openIn(
    checks.map(({ name }) => name),
    node.keyAt,
  );
  return listing(
    found.filter(({ name }) => !name.startsWith("expression:")),
    open ?? absent(node.keyAt),
  );
}
