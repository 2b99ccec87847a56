import type { EmergencyRoute, Protocol } from "#model/emergency.ts";
import { type Fact, valueOf } from "#model/fact.ts";
import type { Check, CheckKind, Plan, Stage } from "#model/plan.ts";

/** What a protocol says of one plan. */
export interface Lane {
  /** Set where the whole plan is for emergencies. */
  readonly whole: EmergencyRoute | undefined;
  /** Inputs, labels and messages that make an emergency of a run. */
  readonly switches: readonly EmergencyRoute[];
}

/** The routes for emergencies that a protocol names in a plan; `undefined` where it names none. */
export function laneOf(plan: Plan, { routes }: Protocol): Lane | undefined {
  const named = routes.filter((route) => isOf(route, plan));
  if (named.length === 0) return undefined;
  return {
    whole: named.find((route) => route.switch.state !== "declared"),
    switches: named.filter((route) => route.switch.state === "declared"),
  };
}

export const isOf = ({ plan: named }: EmergencyRoute, { name, at }: Plan): boolean =>
  named === name || named === at.file || at.file.endsWith(`/${named}`);

/** Whether all that a check does may be put off. */
export const mayWait = ({ kinds }: Pick<Check, "kinds">, { deferrable, neverSkipped }: Protocol): boolean =>
  kinds.length > 0 &&
  kinds.every(
    (kind) => deferrable.some(({ name }) => name === kind) && !neverSkipped.some(({ name }) => name === kind),
  );

/** Whether a check is skipped on declared routes for emergencies, and on no other. */
export function isLaneSkip({ unskippable }: Check, lane: Lane): boolean {
  if (unskippable.state !== "broken") return false;
  if (lane.whole) return true;
  const names = lane.switches.map((route) => valueOf(route.switch) ?? "");
  return causesOf(unskippable.how).every((cause) => isOneOf(cause, names));
}

/** Whether what breaks a safeguard is a switch, or can be that one as well. */
export const speaksOf = (how: string, name: string): boolean =>
  causesOf(how).some((cause) => quotedIn(cause).some((quoted) => isSame(quoted, name)) || isOneOf(cause, [name]));

/** What decides: "the input `skip`" of "`ship` runs with `if: always()`, and the input `skip` decides whether `unit` runs". */
export const causesOf = (how: string): readonly string[] =>
  how.split("; ").map((each) => each.split(" decides whether ")[0]?.split(", and ").at(-1) ?? "");

/** Whether all that a cause names are switches; one without a name, "a label of the change", must be called by its word. */
function isOneOf(cause: string, names: readonly string[]): boolean {
  const quoted = quotedIn(cause);
  if (quoted.length > 0) return quoted.every((one) => names.some((name) => isSame(one, name)));
  const words = cause.toLowerCase().split(" ");
  return names.some((name) => words.includes(name.toLowerCase()));
}

const quotedIn = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`]*)`/g)].map(([, quoted]) => quoted ?? "");

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Whether a check is left out of a declared route for emergencies as the protocol lets it, and of no other. */
export function isExcused(check: Check, plan: Plan, protocol: Fact<Protocol>): boolean {
  const known = valueOf(protocol);
  const lane = known && laneOf(plan, known);
  return known !== undefined && lane !== undefined && mayWait(check, known) && isLaneSkip(check, lane);
}

/**
 * Whether a stage may go without a kind of check for no other reason than an emergency: its whole plan is for those,
 * or a declared switch skips what every other run passes.
 */
export function mayLack(kind: CheckKind, { checks }: Stage, plan: Plan, protocol: Fact<Protocol>): boolean {
  const known = valueOf(protocol);
  if (!known || !mayWait({ kinds: [kind] }, known)) return false;
  if (laneOf(plan, known)?.whole) return true;
  return checks.items.some(
    (check) =>
      check.kinds.includes(kind) &&
      check.everyRoute.state === "holds" &&
      check.blocking.state === "holds" &&
      isExcused({ ...check, kinds: [kind] }, plan, protocol),
  );
}

/** What breaks a stage's gates, in words. */
export const breaksOf = ({ checks, approvals }: Stage): readonly string[] =>
  [
    ...checks.items.flatMap(({ everyRoute, blocking, unskippable }) => [everyRoute, blocking, unskippable]),
    ...approvals.items.map(({ everyRoute }) => everyRoute),
  ].flatMap((assurance) => (assurance.state === "broken" ? [assurance.how] : []));
