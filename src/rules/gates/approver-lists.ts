import { isAutomation } from "#model/automation.ts";
import { valueOf } from "#model/fact.ts";
import type { Governance, Group } from "#model/governance.ts";
import { identityOf, peopleOf } from "#model/people.ts";
import type { Place } from "#model/place.ts";
import type { Repository } from "#model/repository.ts";
import { all, decidedAt, fail, open, type Verdict } from "#model/verdict.ts";
import type { Parameters } from "../rule.ts";
import { series } from "../wording.ts";
import type { Wanted } from "./approvers.ts";
import { isGuaranteed } from "./guarantee.ts";

/** What keeps the policy's own groups from giving what it asks of them; nothing where they can. */
export function judgeLists(
  wanted: Wanted,
  asked: Parameters<"approval">,
  { groups: listed }: Governance,
  repository: Repository,
): readonly Verdict[] {
  const small = [...new Set(wanted.groups.flat())].flatMap((name) =>
    judgeSize(name, wanted, asked["group-size"], listed),
  );
  if (small.length > 0) return small;
  const together = wanted.groups.flatMap((names, index) => {
    const { users, others } = wanted.people[index] ?? { users: new Set<string>(), others: new Set() };
    const people = [...users].filter((name) => wanted.automation || !isAutomation(name));
    if (others.size > 0) return [];
    const places = placesOf(names, listed);
    const held = `${series(names, "or")}, which ${names.length === 1 ? "has" : "have"} ${counted(people.length)}`;
    if (people.length < wanted.each)
      return [decidedAt(fail(`needs ${wanted.each} of ${held}`, "name more people"), ...places)];
    const author = people.length === wanted.each && !asked["by-author"] ? people.find(ownerIn(repository)) : undefined;
    return author === undefined
      ? []
      : [
          decidedAt(
            fail(
              `needs ${wanted.each} of ${held}: ${author} owns files here, and approves no changes of their own`,
              "name another person",
            ),
            ...places,
          ),
        ];
  });
  return together.length > 0 ? together : judgeOverlap(wanted, listed);
}

/** Nobody counts for two groups: those who are in both may be too few for both. */
function judgeOverlap(
  { groups, people, each, total, automation }: Wanted,
  listed: readonly Group[],
): readonly Verdict[] {
  if (groups.length < 2 || people.some(({ others }) => others.size > 0)) return [];
  const everyone = [...new Set(people.flatMap(({ users }) => [...users]))].filter(
    (name) => automation || !isAutomation(name),
  );
  const kinds = everyone.map((name) => ({
    gates: 1,
    groups: people.reduce((set, { users }, index) => (users.has(name) ? set | (1 << index) : set), 0),
    people: 1,
  }));
  if (isGuaranteed({ needs: [everyone.length], kinds, groups: groups.length, each }) !== false) return [];
  return [
    decidedAt(
      fail(
        `needs ${total} different people of ${series(groups.flat(), "and")}, which share too many`,
        "name more people in them",
      ),
      ...placesOf(groups.flat(), listed),
    ),
  ];
}

function judgeSize(
  name: string,
  { automation }: Wanted,
  least: number | undefined,
  listed: readonly Group[],
): readonly Verdict[] {
  if (least === undefined || !placesOf([name], listed)[0]) return [];
  const { users, others } = peopleOf([name], listed);
  const size = [...users].filter((user) => automation || !isAutomation(user)).length;
  if (size >= least) return [];
  const places = placesOf([name], listed);
  return others.size > 0
    ? [
        decidedAt(
          open(
            `whether ${name} has ${least} people or more is not written`,
            "list the members of its teams under `groups` in the policy: `team:acme/ops: [user:mina]`",
          ),
          ...places,
        ),
      ]
    : [
        decidedAt(
          fail(`is approved by ${name}, which has ${counted(size)}, fewer than ${least}`, "name more people"),
          ...places,
        ),
      ];
}

const counted = (people: number): string => (people === 1 ? "1 person" : `${people} people`);

function placesOf(names: readonly string[], listed: readonly Group[]): readonly Place[] {
  const wanted = new Set(names.map((name) => identityOf(name).replace(/^group:/, "")));
  return listed.filter(({ name }) => wanted.has(identityOf(name))).map(({ at }) => at);
}

/** Whoever owns files writes changes to them. Owners are written as `@mina`. */
function ownerIn({ ownership }: Repository): (name: string) => boolean {
  const owners = new Set(
    valueOf(ownership)?.paths.flatMap(({ owners: named }) =>
      (valueOf(named) ?? []).map((owner) => owner.toLowerCase()),
    ),
  );
  return (name) => owners.has(name.replace(/^user:/, "@"));
}

/** Judges that, where there is something. */
export const alsoLists = (judged: Verdict, lists: readonly Verdict[]): Verdict =>
  lists.length > 0 ? all(...lists, judged) : judged;
