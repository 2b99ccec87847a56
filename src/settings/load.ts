import { declared, type Fact, unknown } from "#model/fact.ts";
import { type Place, startOf } from "#model/place.ts";
import type { Captured, RequiredCheck, Settings } from "#model/settings.ts";
import { UsageError } from "#model/usage-error.ts";
import { validateSnapshot } from "#schema/settings-validator.ts";
import type { Snapshot, SnapshotCheck } from "#schema/settings.ts";
import type { Node } from "#syntax/node.ts";
import { yaml } from "#syntax/yaml.ts";
import { staleness, type Limits } from "./fresh.ts";

/** A file of exported settings. */
export interface SettingsFile {
  readonly path: string;
  readonly text: string;
}

const largest = 2_000_000;

/** What exported settings say, by the platform's id. Throws a `UsageError` at what is no snapshot. */
export function loadSettings(files: readonly SettingsFile[], limits: Limits): ReadonlyMap<string, Settings> {
  const loaded = files.map((file) => loadSnapshot(file, limits));
  // The newest first, so that the first of a name is the one that counts; equal ones in the order of their paths.
  const ordered = loaded.toSorted((a, b) => Date.parse(b.snapshot.captured) - Date.parse(a.snapshot.captured));
  const byPlatform = Map.groupBy(ordered, ({ snapshot }) => snapshot.platform);
  return new Map([...byPlatform].map(([platform, snapshots]) => [platform, together(snapshots)]));
}

interface Loaded {
  readonly snapshot: Snapshot;
  readonly node: Node;
  readonly source: Captured;
}

function loadSnapshot({ path, text }: SettingsFile, limits: Limits): Loaded {
  const { documents, problems } = yaml(path, text, { mergeKeys: false, duplicates: "error", limit: largest });
  const broken = problems.find(({ weight }) => weight === "error");
  const [node, second] = documents;
  if (broken) throw mistake(broken.reason, broken.at);
  if (!node || second) throw mistake("does not hold one document", second?.at ?? startOf(path));
  const snapshot: unknown = node.toPlain();
  if (!validateSnapshot(snapshot)) {
    const [error] = validateSnapshot.errors ?? [];
    const at = placeOf(error?.instancePath ?? "", node);
    throw mistake(`is not valid: \`${error?.instancePath ?? ""}\` ${error?.message ?? "is wrong"}`, at);
  }
  const { captured } = snapshot;
  return { snapshot, node, source: { at: startOf(path), captured, stale: staleness(captured, limits) } };
}

const mistake = (reason: string, at: Place): UsageError =>
  new UsageError(`the settings snapshot ${reason}`, {
    at,
    hint: "snapshots are written by `bakewell settings import`; export it again, or remove the file",
  });

function placeOf(pointer: string, document: Node): Place {
  let node = document;
  for (const step of pointer.split("/").slice(1)) node = node.get(node.kind === "sequence" ? Number(step) : step);
  return node.at;
}

function together(all: readonly Loaded[]): Settings {
  const every = <T>(of: (loaded: Loaded) => readonly T[]): readonly T[] => all.flatMap(of);
  const whole = all.find(({ snapshot: { kind, complete } }) => kind === "environments" && complete === true);
  const list = all.find(({ snapshot: { listed } }) => listed !== undefined);
  return {
    environments: newest(every(environmentsOf), ({ name }) => name.toLowerCase()),
    allEnvironments: whole?.source,
    branchPolicies: newest(every(branchPoliciesOf), ({ environment }) => environment.toLowerCase()),
    rulesets: newest(every(rulesetsOf), ({ id }) => String(id)),
    allRulesets: list && { ...list.source, ids: (list.snapshot.listed ?? []).map(({ id }) => id) },
    branches: newest(every(branchesOf), ({ name }) => name),
  };
}

const newest = <T>(all: readonly T[], key: (one: T) => string): readonly T[] => [
  ...new Map(all.toReversed().map((one) => [key(one), one])).values(),
];

const environmentsOf = ({ snapshot, node, source }: Loaded): Settings["environments"] =>
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

const branchPoliciesOf = ({ snapshot, node, source }: Loaded): Settings["branchPolicies"] =>
  (snapshot["branch-policies"] ?? []).map(({ environment, patterns }, index) => ({
    ...source,
    at: node.get("branch-policies", index, "environment").at,
    environment,
    patterns: patterns.map((pattern, position) => ({
      ...pattern,
      at: node.get("branch-policies", index, "patterns", position, "name").at,
    })),
  }));

const rulesetsOf = ({ snapshot, node, source }: Loaded): Settings["rulesets"] =>
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

const branchesOf = ({ snapshot, node, source }: Loaded): Settings["branches"] =>
  (snapshot.branches ?? []).map((branch, index) => {
    const written = node.get("branches", index);
    return {
      ...source,
      at: written.get("name").at,
      name: branch.name,
      checks: checksOf(branch.checks, written.get("checks")),
      bypass: said(branch["admins-bypass"], written.get("admins-bypass"), "whether administrators may go round it"),
    };
  });

const checksOf = (checks: readonly SnapshotCheck[], node: Node): readonly RequiredCheck[] =>
  checks.map(({ name, app }, index) => ({ name, app, at: node.get(index, "name").at }));

const not = (value: boolean | null): boolean | null => (value === null ? null : !value);

/** What the answer says; `what` is a clause for where it does not. */
const said = (value: boolean | null, { at }: Node, what: string): Fact<boolean> =>
  value === null ? unknown("settings", `the exported settings do not say ${what}`, at) : declared(value, at);
