import { type Place, startOf } from "#model/place.ts";
import type { Captured, Settings } from "#model/settings.ts";
import { UsageError } from "#model/usage-error.ts";
import { validateSnapshot } from "#schema/settings-validator.ts";
import type { Snapshot } from "#schema/settings.ts";
import type { Node } from "#syntax/node.ts";
import { yaml } from "#syntax/yaml.ts";
import { appsOf, branchesOf, branchPoliciesOf, environmentsOf, rulesetsOf } from "./environments.ts";
import { type Limits, staleness } from "./fresh.ts";
import type { Loaded } from "./loaded.ts";
import { freezesOf, projectOf, protectedEnvironmentsOf, protectedRefsOf } from "./protection.ts";
import { connectionsOf, namedEnvironmentsOf, namesById, resourcesOf } from "./resources.ts";
import { buildsOf, reviewsIn } from "./reviews.ts";

/** A file of exported settings. */
export interface SettingsFile {
  readonly path: string;
  readonly text: string;
}

const largest = 2_000_000;

/** What exported settings say, by the platform's id. Throws a `UsageError` at what is no snapshot. */
export function loadSettings(files: readonly SettingsFile[], limits: Limits): ReadonlyMap<string, Settings> {
  const loaded = files.map((file) => loadSnapshot(file, limits));
  // The first of a name is the one that counts: equal ones are in the order of their paths.
  const ordered = loaded.toSorted((a, b) => rank(a) - rank(b) || timeOf(b) - timeOf(a));
  const byPlatform = Map.groupBy(ordered, ({ snapshot }) => snapshot.platform);
  return new Map([...byPlatform].map(([platform, snapshots]) => [platform, together(snapshots)]));
}

/** What the server said counts before what a file declares, and what is believed before what is too old. */
const rank = ({ source: { stale, basis } }: Loaded): number =>
  stale === undefined ? (basis === "observed" ? 0 : 1) : 2;
const timeOf = ({ snapshot }: Loaded): number => Date.parse(snapshot.captured);

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
  const basis = snapshot.kind === "configuration" ? "declared" : "observed";
  return { snapshot, node, source: { at: startOf(path), basis, captured, stale: staleness(captured, limits) } };
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
  const whole = (kind: Snapshot["kind"], is: (snapshot: Snapshot) => boolean = () => true): Captured | undefined =>
    all.find(({ snapshot }) => snapshot.kind === kind && snapshot.complete === true && is(snapshot))?.source;
  const list = all.find(({ snapshot: { listed } }) => listed !== undefined);
  const ids = namesById(all);
  const apps = new Map(every(appsOf).toReversed());
  return {
    environments: newest(every(environmentsOf), ({ name }) => name.toLowerCase()).map((environment) => ({
      ...environment,
      otherRules: [...new Set([...environment.otherRules, ...(apps.get(environment.name.toLowerCase()) ?? [])])],
    })),
    allEnvironments: whole("environments", ({ environments }) => environments !== undefined),
    branchPolicies: newest(every(branchPoliciesOf), ({ environment }) => environment.toLowerCase()),
    rulesets: newest(every(rulesetsOf), ({ id, name }) => (id === null ? `~${name}` : String(id))),
    allRulesets: list && { ...list.source, ids: (list.snapshot.listed ?? []).map(({ id }) => id) },
    branches: newest(every(branchesOf), ({ name }) => name),
    known: newest(every(namedEnvironmentsOf), ({ name }) => name),
    allKnown: whole("environments", (snapshot) => snapshot["known-environments"] !== undefined),
    resources: newest(
      every((loaded) => resourcesOf(loaded, ids)),
      ({ type, name }) => `${type} ${name.toLowerCase()}`,
    ),
    connections: newest(every(connectionsOf), ({ name }) => name.toLowerCase()),
    protectedEnvironments: newest(every(protectedEnvironmentsOf), ({ name }) => name),
    allProtected: whole("protected-environments"),
    protectedRefs: newest(every(protectedRefsOf), ({ type, name }) => `${type} ${name}`),
    allProtectedBranches: whole("protected-branches"),
    allProtectedTags: whole("protected-tags"),
    freezes: all.map(freezesOf).find((freezes) => freezes !== undefined) ?? [],
    allFreezes: whole("freeze-periods"),
    project: all.map(projectOf).find((project) => project !== undefined),
    reviews: reviewsIn(all),
    allReviews: whole("policies") ?? whole("approval-rules"),
    builds: all.map(buildsOf).find((builds) => builds !== undefined) ?? [],
  };
}

const newest = <T>(all: readonly T[], key: (one: T) => string): readonly T[] => [
  ...new Map(all.toReversed().map((one) => [key(one), one])).values(),
];
