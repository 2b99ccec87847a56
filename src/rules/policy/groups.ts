import { type Fact, valueOf } from "#model/fact.ts";
import type { Governance, Group, Mention } from "#model/governance.ts";
import { identityOf, type People, peopleOf } from "#model/people.ts";
import type { Place } from "#model/place.ts";
import type { Ownership } from "#model/repository.ts";
import { decidedAt, fail, open, type Verdict } from "#model/verdict.ts";
import { few } from "../wording.ts";

/** What is stale in the policy's lists of people; nothing where they can give what is asked of them. */
export const judgeGroups = (governance: Governance, ownership: Fact<Ownership>): readonly Verdict[] => [
  ...judgeUnused(governance),
  ...approving(governance).flatMap((mention) => judgeMention(mention, governance, ownership)),
];

/** Groups of the policies that it extends may be for others, and who is in a team is for what names the team. */
function judgeUnused({ groups, mentions, at }: Governance): readonly Verdict[] {
  const used = new Set(mentions.map(({ group }) => nameOf(group)));
  return groups
    .filter((group) => group.at.file === at.file && !group.name.includes(":") && !used.has(nameOf(group.name)))
    .map((group) =>
      decidedAt(
        fail(
          `has a policy that lists the group \`${group.name}\`, which nothing in it uses`,
          "take it out, or ask for its approval",
        ),
        group.at,
      ),
    );
}

/** The mentions that ask for approvals of groups, one for each set of them. */
function approving({ groups, mentions }: Governance): readonly Mention[] {
  const known = new Set(groups.map(({ name }) => nameOf(name)));
  const asking = mentions.filter(({ among }) => among.some((name) => known.has(nameOf(name))));
  return [...new Map(asking.map((mention) => [JSON.stringify([mention.count, mention.among]), mention])).values()];
}

function judgeMention(mention: Mention, { groups }: Governance, ownership: Fact<Ownership>): readonly Verdict[] {
  const { among, at, byAuthor } = mention;
  const count = valueOf(mention.count) ?? 1;
  const people = peopleOf(among, groups);
  const least = people.others.size > 0 ? Math.max(people.users.size, 1) : people.users.size;
  const places = [at, ...placesOf(among, groups)];
  if (least < count)
    return [
      people.others.size > 0
        ? decidedAt(
            open(
              `whether ${few(among, "or")} ${among.length === 1 ? "has" : "have"} the ${count} people who must approve is not written`,
              "list the members of its teams under `groups` in the policy: `team:acme/ops: [user:mina]`",
            ),
            ...places,
          )
        : decidedAt(
            fail(
              `has a policy that asks ${count} of ${few(among, "or")} to approve, of ${people.users.size === 1 ? "1 person" : `${people.users.size} people`}`,
              "name more people, or ask fewer of them",
            ),
            ...places,
          ),
    ];
  return byAuthor ? [] : judgeAuthor(mention, people, ownership, places);
}

/** Whoever alone owns every path writes what they would approve. Owners are written as `@mina`. */
function judgeAuthor(
  { among }: Mention,
  { users, others }: People,
  ownership: Fact<Ownership>,
  places: readonly Place[],
): readonly Verdict[] {
  const [one] = users;
  if (one === undefined || users.size > 1 || others.size > 0 || ownership.state === "absent") return [];
  if (ownership.state === "unknown") return [decidedAt(open(ownership.why, ownership.settle || undefined), ...places)];
  const { paths } = ownership.value;
  const doubt = paths.map(({ owners }) => owners).find(({ state }) => state === "unknown");
  const owns = (names: readonly string[] | undefined): boolean =>
    names?.length === 1 && names[0]?.toLowerCase() === one.replace(/^user:/, "@");
  const isAuthor = paths.every(({ owners }) => owners.state === "unknown" || owns(valueOf(owners)));
  if (paths.length === 0 || !isAuthor) return [];
  if (doubt?.state === "unknown") return [decidedAt(open(doubt.why, doubt.settle || undefined), doubt.at)];
  return [
    decidedAt(
      fail(
        `has a policy by which ${one} alone approves as ${few(among, "or")}, and alone owns its deployment configuration`,
        "name another person who approves",
      ),
      ...places,
      ownership.at,
    ),
  ];
}

const placesOf = (among: readonly string[], groups: readonly Group[]): readonly Place[] => {
  const wanted = new Set(among.map(nameOf));
  return groups.filter(({ name }) => wanted.has(nameOf(name))).map(({ at }) => at);
};

const nameOf = (name: string): string => identityOf(name).replace(/^group:/, "");
