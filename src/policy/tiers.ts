import { declared, type Fact, unknown } from "#model/fact.ts";
import { wildcard } from "#model/pattern.ts";
import type { Place } from "#model/place.ts";
import type { Plan, Signal, Stage, Tier } from "#model/plan.ts";

export type Tiers = Readonly<Record<Tier, readonly string[]>>;

export const noTiers: Tiers = { production: [], staging: [], development: [] };

const order: readonly Tier[] = ["production", "staging", "development"];

/** What signals come from, the strongest first. Those before the names tell what a deployment really reaches. */
const strengths: readonly (readonly Signal["from"][])[] = [
  ["environment"],
  ["command"],
  ["connection", "address"],
  ["variable"],
  ["name", "file"],
];

/**
 * Fills in the tiers that the platforms left open. The environment's name says it first, then what a command names,
 * then connections and addresses, then variables, then the names of jobs and files. Signals of one strength that
 * disagree leave it unknown, and so does one below production where something that the deployment reaches names
 * production.
 */
export const withTiers = (plans: readonly Plan[], tiers: Tiers): readonly Plan[] =>
  plans.map((plan) => ({
    ...plan,
    stages: plan.stages.map((stage) =>
      stage.tier.state === "absent" ? { ...stage, tier: tierOf(stage, tiers) } : stage,
    ),
  }));

function tierOf(stage: Stage, tiers: Tiers): Fact<Tier> {
  const { environment } = stage;
  if (environment.state === "unknown") return environment;
  const signals: readonly Signal[] =
    environment.state === "declared"
      ? [{ from: "environment", text: environment.value, at: environment.at }, ...stage.signals]
      : stage.signals;
  const said = strengths.flatMap((from) => {
    const [first, ...rest] = signals.filter((signal) => from.includes(signal.from));
    const fact = first && agreed([first, ...rest], tiers);
    return fact ? [{ from: first.from, fact }] : [];
  });
  const [strongest, ...weaker] = said;
  if (!strongest) return unmatched(stage, signals, tiers);
  if (strongest.fact.state !== "declared" || strongest.fact.value === "production") return strongest.fact;
  const against = weaker.find(
    ({ from, fact }) => from !== "name" && from !== "file" && fact.state === "declared" && fact.value === "production",
  );
  if (!against) return strongest.fact;
  return unknown(
    "policy",
    `its ${strongest.from} is ${strongest.fact.value} by the policy's \`tiers\`, and its ${against.from} names production`,
    against.fact.at,
    "correct the one that is wrong, or the lists of `tiers`",
  );
}

/** The tier of an environment by its name alone. */
export const tierOfName = (text: string, at: Place, tiers: Tiers): Fact<Tier> =>
  agreed([{ from: "environment", text, at }], tiers) ??
  unknown("policy", `\`${text}\` matches no pattern of the policy's \`tiers\``, at, lines(text, tiers));

/** What signals of one strength say together; `undefined` where none of them says anything. */
function agreed(signals: readonly Signal[], tiers: Tiers): Fact<Tier> | undefined {
  const said = signals.flatMap((signal) =>
    tiersOf(signal.text, tiers, isWeak(signal)).map((tier) => ({ tier, ...signal })),
  );
  const first = said[0];
  if (!first) return undefined;
  const other = said.find(({ tier }) => tier !== first.tier);
  if (!other) return declared(first.tier, first.at);
  const names =
    other.text === first.text
      ? `\`${first.text}\` matches patterns of ${first.tier} and of ${other.tier}`
      : `\`${first.text}\` matches a pattern of ${first.tier}, and \`${other.text}\` one of ${other.tier}`;
  return unknown("policy", `${names} in the policy's \`tiers\``, first.at, lines(first.text, tiers));
}

function unmatched({ at, environment }: Stage, signals: readonly Signal[], tiers: Tiers): Fact<Tier> {
  const strongest = signals.find((signal) => !isWeak(signal));
  if (strongest)
    return unknown(
      "policy",
      `\`${strongest.text}\` matches no pattern of the policy's \`tiers\``,
      strongest.at,
      lines(strongest.text, tiers),
    );
  const names = [...new Set(signals.map(({ text }) => `\`${text}\``))].slice(0, 3).join(", ");
  return unknown(
    "policy",
    names
      ? `it has no environment, and ${names} say nothing of its tier`
      : "it has no environment, and no name that tells its tier",
    environment.at ?? at,
    "give it an environment, and list that in the policy's `tiers`",
  );
}

const isWeak = ({ from }: Signal): boolean => from === "name" || from === "file";

/** The lines of a policy that make a name production; the whole list, because a policy's list replaces its base's. */
const lines = (name: string, tiers: Tiers): string =>
  [
    "list it where it belongs, such as:",
    "tiers:",
    `  production: [${[...tiers.production.filter((pattern) => pattern !== name), name].map(quoted).join(", ")}]`,
  ].join("\n");

const quoted = (text: string): string => (/^[a-z][\w-]*$/i.test(text) ? text : JSON.stringify(text));

/**
 * The tiers whose patterns a name matches best. A pattern that is the whole name is best, then one with `*` that
 * covers it, then one whose words stand side by side in the name; words inside the words of a longer pattern
 * do not count, so `pre-prod` is not `prod`. Names of jobs and files do not match by words for work, such as `test`.
 */
export function tiersOf(name: string, tiers: Tiers, isWork = false): readonly Tier[] {
  const whole = name.toLowerCase();
  const every = order.flatMap((tier) => tiers[tier].map((pattern) => ({ tier, pattern: pattern.toLowerCase() })));
  const patterns = isWork ? every.filter(({ pattern }) => !work.has(pattern)) : every;
  const exact = patterns.filter(({ pattern }) => pattern === whole);
  if (exact.length > 0) return distinct(exact);
  const covering = patterns.filter(({ pattern }) => isWild(pattern) && wildcard(pattern)(whole));
  if (covering.length > 0) return distinct(covering);
  const words = wordsOf(name);
  const spans = patterns.flatMap(({ tier, pattern }) =>
    isWild(pattern) ? [] : occurrences(wordsOf(pattern), words).map((span) => ({ tier, ...span })),
  );
  return distinct(
    spans.filter(
      ({ from, to }) =>
        !spans.some((other) => other.from <= from && other.to >= to && other.to - other.from > to - from),
    ),
  );
}

const isWild = (pattern: string): boolean => /[*?]/.test(pattern);

/** Words that name work as often as a place to work in: `test` in the name of a job says nothing of its tier. */
const work: ReadonlySet<string> = new Set([
  "acceptance",
  "ci",
  "demo",
  "int",
  "integration",
  "preview",
  "qa",
  "review",
  "stage",
  "test",
  "testing",
]);

const distinct = (found: readonly { readonly tier: Tier }[]): readonly Tier[] => [
  ...new Set(found.map(({ tier }) => tier)),
];

/** A name's words, in lower case: runs of letters or of digits, and the parts of camel case. DevOps is one word. */
const wordsOf = (name: string): readonly string[] =>
  (name.replaceAll("DevOps", "devops").match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}]+|\p{N}+/gu) ?? []).map((word) =>
    word.toLowerCase(),
  );

function occurrences(
  phrase: readonly string[],
  words: readonly string[],
): readonly { readonly from: number; readonly to: number }[] {
  if (phrase.length === 0) return [];
  return words.flatMap((_, from) =>
    phrase.every((word, offset) => words[from + offset] === word) ? [{ from, to: from + phrase.length }] : [],
  );
}
