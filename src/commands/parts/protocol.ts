import { printDuration } from "#model/duration.ts";
import type { Acceleration, Named, Protocol, Term } from "#model/emergency.ts";
import { type Fact, valueOf } from "#model/fact.ts";
import { percent } from "#reporters/plan/facts.ts";

/** A protocol in words, a line for each of its parts that says something. */
export function protocolLines(protocol: Protocol): readonly string[] {
  const { at, name, version, elevation, review, reconcile, limits } = protocol;
  const parts: readonly (readonly [name: string, ...says: readonly string[]])[] = [
    ["owner", ...words(protocol.owner)],
    ["reviewed", ...words(protocol.reviewed), ...words(protocol.reviewEvery, (time) => `every ${printDuration(time)}`)],
    ["drilled", ...words(protocol.drilled), ...words(protocol.drillEvery, (time) => `every ${printDuration(time)}`)],
    ["response plan", ...words(protocol.responsePlan)],
    ...protocol.criteria.map(
      ({ id, kind, severity, evidence }) =>
        [
          "emergency",
          `${id} (${kind})`,
          ...words(severity, (worst) => `sev${worst} or worse`),
          ...named("shown by", evidence),
        ] as const,
    ),
    ["no emergency", ...names(protocol.notEmergencies)],
    ...protocol.approvals.map(
      ({ criteria, from, count, byAuthor, afterwards }) =>
        [
          "approval",
          `${count} of ${names(from).join(" or ")} for ${names(criteria).join(" or ")}`,
          ...(byAuthor ? ["the author too"] : []),
          ...words(afterwards, (time) => `within ${printDuration(time)} after the deployment`),
        ] as const,
    ),
    ["on call", ...(valueOf(protocol.selfApprovalOnCall) ? ["may approve an own change afterwards"] : [])],
    ...accelerationParts(protocol.acceleration),
    ["never skipped", ...names(protocol.neverSkipped)],
    ["deferrable", ...protocol.deferrable.map((gate) => `${gate.name} for ${printDuration(gate.within)}`)],
    ["all owed", ...words(protocol.owedWithin, (time) => `within ${printDuration(time)}`)],
    [
      "elevation",
      ...words(elevation.longest, (time) => `${printDuration(time)} at most`),
      ...words(elevation.renewals, (count) => counted(count, "renewal")),
      ...named("leaves", names(elevation.markers)),
      ...named("tells", names(elevation.alert)),
    ],
    ["review", ...words(review.within, termWords), ...named("not by", review.notBy)],
    [
      "reconciled",
      ...words(reconcile.merge, (time) => `on trunk within ${printDuration(time)}`),
      ...words(reconcile.markers, (time) => `markers gone within ${printDuration(time)}`),
    ],
    ["limit", ...words(limits.perThirtyDays, (count) => `${count} in 30 days`)],
    ...protocol.routes.map((route) => ["route", route.plan, ...words(route.switch, (one) => `with ${one}`)] as const),
    ["declared in", protocol.files],
  ];
  const said = parts.flatMap(([part, ...says]) => (says.length > 0 ? [`  ${part.padEnd(14)} ${says.join(", ")}`] : []));
  return [`${["emergency", name, ...words(version)].join(" ")}  ${at.file}:${at.line}`, ...said];
}

const accelerationParts = (
  acceleration: Acceleration,
): readonly (readonly [name: string, ...says: readonly string[]])[] => [
  [
    "bake",
    ...words(acceleration.bakeFactor, (factor) => `${percent(factor)} of the routine one`),
    ...words(acceleration.bakeFloor, (floor) => `${printDuration(floor)} or more`),
    ...acceleration.stageFloors.map(({ name, floor }) => `${printDuration(floor)} or more at ${name}`),
  ],
  ["keeps", ...names(acceleration.keep)],
  ["may leave out", ...names(acceleration.merge)],
  ["exposes first", ...words(acceleration.first, (share) => `${percent(share)} or less`)],
  ["approvals", ...words(acceleration.approvals, (count) => `${count} or more`)],
  ["window", ...(valueOf(acceleration.window) ? ["need not be kept"] : [])],
];

const words = <T>(fact: Fact<T>, say: (value: T) => string = String): readonly string[] =>
  fact.state === "declared" ? [say(fact.value)] : [];

const names = (list: readonly Named[]): readonly string[] => list.map(({ name }) => name);

const named = (before: string, list: readonly string[]): readonly string[] =>
  list.length > 0 ? [`${before} ${list.join(", ")}`] : [];

const termWords = (term: Term): string =>
  term.of === "time" ? `within ${printDuration(term.time)}` : `within ${counted(term.days, "business day")}`;

const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? "" : "s"}`;
