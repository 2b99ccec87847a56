import type { Assurance } from "#model/assurance.ts";
import { printDuration } from "#model/duration.ts";
import type { Fact, Listing } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Exposure, Stage } from "#model/plan.ts";

/** One fact of a stage in words, with the place that says it. */
export interface Line {
  readonly name: string;
  readonly says: string;
  readonly at: Place;
  readonly state: "declared" | "absent" | "unknown";
  readonly settle: string;
}

/** Every fact of a stage in words, in the order in which one asks for them. */
export const factsOf = (stage: Stage): readonly Line[] => [
  { name: "reached by", says: startsWords(stage.starts), at: stage.at, state: "declared", settle: "" },
  line("environment", stage.environment, (name) => name),
  line("tier", stage.tier, (tier) => tier),
  line("changes", stage.target, (target) => target),
  line("exposure", stage.exposure, exposureWords),
  ...list("check", stage.checks, ({ name, kinds, at, guards, everyRoute, blocking, unskippable }) => ({
    says: `${name} (${kinds.join(", ")})${guards === "change" ? ", before the merge" : ""}${doubts(everyRoute, blocking, unskippable)}`,
    at,
  })),
  ...list("approval", stage.approvals, ({ name, at, count, from, everyRoute }) => ({
    says: `${name}${count.state === "declared" ? `, ${count.value} of ${from.items.join(", ") || "anyone"}` : ""}${doubts(everyRoute)}`,
    at,
  })),
  line("bake", stage.bake, printDuration),
  ...list("health", stage.health, ({ name, kind, at, everyRoute, effective, watches }) => ({
    says: `${name} (${kind})${doubts(everyRoute, effective, watches)}`,
    at,
  })),
  line("halt", stage.halt, ({ on, automatic }) => `on ${on}${doubts(automatic)}`),
  line("recovery", stage.recovery, ({ how, automatic }) => `${how}${doubts(automatic)}`),
  line("one at a time", stage.concurrency, ({ name, serial, uncancelled }) => `${name}${doubts(serial, uncancelled)}`),
  line(
    "time limit",
    stage.timeLimit,
    ({ limit, isDefault }) => `${printDuration(limit)}${isDefault ? " (the platform's default)" : ""}`,
  ),
  line("window", stage.window, ({ name }) => name),
  ...list("artifact", stage.artifacts, ({ name, version, at, immutable }) => ({
    says: `${name}${version && ` at ${version}`}${doubts(immutable)}`,
    at,
  })),
  ...list("identity", stage.identities, ({ name, kind, at }) => ({ says: `${name} (${kind})`, at })),
];

function line<T>(name: string, fact: Fact<T>, words: (value: T) => string): Line {
  switch (fact.state) {
    case "declared":
      return { name, says: words(fact.value), at: fact.at, state: "declared", settle: "" };
    case "absent":
      return { name, says: "none", at: fact.at, state: "absent", settle: "" };
    case "unknown":
      return { name, says: fact.why, at: fact.at, state: "unknown", settle: fact.settle };
  }
}

function list<T>(
  name: string,
  { items, others }: Listing<T>,
  words: (item: T) => { readonly says: string; readonly at: Place },
): readonly Line[] {
  const lines = items.map((item): Line => ({ name, state: "declared", settle: "", ...words(item) }));
  return others.state === "absent" && lines.length > 0 ? lines : [...lines, line<never>(name, others, (none) => none)];
}

/** What keeps a safeguard from being one. */
const doubts = (...assurances: readonly Assurance[]): string =>
  assurances
    .flatMap((assurance) =>
      assurance.state === "broken"
        ? [`; but ${assurance.how}`]
        : assurance.state === "unknown"
          ? [`; unsure: ${assurance.why}`]
          : [],
    )
    .join("");

const exposureWords = ({ share, by }: Exposure): string => {
  switch (by) {
    case "all-at-once":
      return "everyone at once";
    case "blue-green":
      return "everyone, by a switch";
    case "weight":
      return `${percent(share)} of the traffic`;
    case "replicas":
      return `${percent(share)} of the instances`;
    case "group":
      return `${percent(share)} of the users`;
  }
};

export const percent = (share: number): string => `${Number((share * 100).toFixed(1))} %`;

/** The first few ways of starting that reach a stage. */
function startsWords(starts: readonly string[]): string {
  const shown = starts.slice(0, 3).join("; ");
  return starts.length > 3 ? `${shown}; and ${starts.length - 3} more ways` : shown;
}
