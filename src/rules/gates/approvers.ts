import { isAutomation } from "#model/automation.ts";
import type { Group } from "#model/governance.ts";
import { identityOf, type People, peopleOf } from "#model/people.ts";
import type { Approval } from "#model/plan.ts";
import type { Parameters } from "../rule.ts";
import { isGuaranteed, type Kind } from "./guarantee.ts";

/** Whom a policy asks: the groups, of each of which some must say yes. */
export interface Wanted {
  /** By the names that the policy gives. */
  readonly groups: readonly (readonly string[])[];
  readonly people: readonly People[];
  /** How many of each group. */
  readonly each: number;
  /** How many in all. */
  readonly total: number;
  readonly automation: boolean;
  /** Every name that the policy knows. */
  readonly known: ReadonlySet<string>;
}

/** Without `from`, everyone is of the one group that is asked. */
export function wantedBy({ from, count, automation }: Parameters<"approval">, listed: readonly Group[]): Wanted {
  const any = Array.isArray(from) ? from : from?.any;
  const groups = any ? [any] : (!Array.isArray(from) && from?.all?.map((name) => [name])) || [];
  const people = groups.map((names) => peopleOf(names, listed));
  return {
    groups,
    people,
    each: count,
    total: count * Math.max(1, groups.length),
    automation,
    known: new Set([...listed.flatMap(({ name, members }) => [name, ...members]), ...groups.flat()].map(identityOf)),
  };
}

export type Standing = "in" | "maybe" | "out";

/** One who may approve, or a team of which nobody says who is in it. */
export interface Approver {
  readonly name: string;
  readonly isOne: boolean;
  /** Bits of the approvals that it may give. */
  readonly gates: number;
  /** By wanted group. */
  readonly standings: readonly Standing[];
}

/** Those who may give some approvals, each once. */
export function approversOf(
  approvals: readonly Approval[],
  wanted: Wanted,
  listed: readonly Group[],
): readonly Approver[] {
  const found = new Map<string, number>();
  for (const [gate, { from }] of approvals.entries()) {
    if (isForAnyone(from)) found.set(anyone, (found.get(anyone) ?? 0) | (1 << gate));
    for (const written of from.items) {
      const name = resolved(written, wanted.known);
      const { users, others } = name.includes(":")
        ? peopleOf([name], listed)
        : { users: new Set<string>(), others: new Set([name]) };
      for (const one of [...users, ...others]) found.set(one, (found.get(one) ?? 0) | (1 << gate));
    }
  }
  return [...found].map(([name, gates]) => ({
    name,
    gates,
    isOne: name.startsWith("user:"),
    standings: standingsOf(name, wanted),
  }));
}

/** Nobody is named, and nobody is left out. */
const isForAnyone = ({ items, others }: Approval["from"]): boolean => items.length === 0 && others.state === "absent";

const anyone = "anyone";

/** A name that may be a user's or a team's, as the policy knows it. */
function resolved(written: string, known: ReadonlySet<string>): string {
  const name = identityOf(written);
  if (name.includes(":")) return name;
  if (known.has(`user:${name}`)) return `user:${name}`;
  return [...known].find((each) => each.startsWith("team:") && each.endsWith(`/${name}`)) ?? name;
}

function standingsOf(name: string, { people, automation }: Wanted): readonly Standing[] {
  if (!automation && isAutomation(name)) return people.length === 0 ? ["out"] : people.map(() => "out");
  return people.length === 0 ? ["in"] : people.map((group) => standingIn(group, name));
}

/**
 * Only the platform knows who is in a team, and nobody who is in a group that no policy lists. A team that the policy
 * does not name is none of those that it does.
 */
function standingIn({ users, others }: People, name: string): Standing {
  if (users.has(name) || others.has(name)) return "in";
  if (name === anyone) return "out";
  if (/^(?:user|team)-id:/.test(name)) return "maybe";
  const mayHold = [...others].some((other) => !other.includes(":") || (other.startsWith("team:") && !isTeam(name)));
  return mayHold ? "maybe" : "out";
}

const isTeam = (name: string): boolean => name.startsWith("team:");

/** Whether the wanted people have said yes, however the approvals were given. */
export function judgedFor(
  approvals: readonly Approval[],
  approvers: readonly Approver[],
  wanted: Wanted,
): "yes" | "no" | "maybe" {
  const needs = approvals.map(({ count }) => (count.state === "declared" ? count.value : undefined));
  const question = { groups: Math.max(1, wanted.groups.length), each: wanted.each };
  const least = leastKinds(approvals, approvers, question.groups, wanted.groups.length === 0);
  const sure = least && isGuaranteed({ ...question, needs: needs.map((need) => need ?? 0), kinds: least });
  if (sure) return "yes";
  const kinds = mostKinds(approvals, approvers, question.groups);
  const possible = isGuaranteed({ ...question, needs: needs.map((need) => need ?? Infinity), kinds });
  return possible === false ? "no" : "maybe";
}

const open = ({ from }: Approval): boolean => from.others.state === "unknown";

const bitsOf = (standings: readonly Standing[], ...counted: readonly Standing[]): number =>
  standings.reduce((set, standing, group) => (counted.includes(standing) ? set | (1 << group) : set), 0);

/** The people as far as anyone knows for sure: whoever is not named may be in any team, and in several. */
function leastKinds(
  approvals: readonly Approval[],
  approvers: readonly Approver[],
  groups: number,
  isAny: boolean,
): readonly Kind[] | undefined {
  const seen = approvers.map(({ isOne, gates, standings }) => ({ isOne, gates, groups: bitsOf(standings, "in") }));
  const users = seen.filter(({ isOne }) => isOne).map((user) => ({ ...user, people: 1 }));
  const everyone = (1 << groups) - 1;
  const teams = alike([
    ...seen.filter(({ isOne }) => !isOne),
    ...approvals.flatMap((approval, gate) =>
      open(approval) ? [{ gates: 1 << gate, groups: isAny ? everyone : 0 }] : [],
    ),
  ]);
  if (teams.length > mostTeams) return undefined;
  const strangers = Array.from({ length: (1 << teams.length) - 1 }, (_, index) =>
    teams.filter((_team, bit) => (index + 1) & (1 << bit)),
  ).map((joined) => ({
    gates: joined.reduce((set, team) => set | team.gates, 0),
    groups: joined.reduce((set, team) => set | team.groups, 0),
    people: Infinity,
  }));
  return [
    ...users,
    ...strangers,
    ...alike(users).flatMap((user) =>
      strangers.map(({ gates, groups: joined, people }) => ({
        gates: gates | user.gates,
        groups: joined | user.groups,
        people,
      })),
    ),
  ];
}

const mostTeams = 5;

type Alike = Pick<Kind, "gates" | "groups">;

const alike = (all: readonly Alike[]): readonly Alike[] => [
  ...new Map(all.map(({ gates, groups }) => [`${gates} ${groups}`, { gates, groups }])).values(),
];

/** The people as they are at best: no team shares a member with another, and all are in the groups that may hold them. */
const mostKinds = (approvals: readonly Approval[], approvers: readonly Approver[], groups: number): readonly Kind[] => [
  ...approvers.map(({ isOne, gates, standings }) => ({
    gates,
    groups: bitsOf(standings, "in", "maybe"),
    people: isOne ? 1 : Infinity,
  })),
  ...approvals.flatMap((approval, gate) =>
    open(approval) ? [{ gates: 1 << gate, groups: (1 << groups) - 1, people: Infinity }] : [],
  ),
];
