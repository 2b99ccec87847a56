import { identityOf } from "#model/people.ts";
import type { PolicyFile } from "./load.ts";
import { choice, meant, type Mistake } from "./mistakes.ts";

interface Member {
  readonly text: string;
  readonly at: Mistake["at"];
}

/** What is wrong with the groups of a policy and its bases: groups that are not there, and those that hold themselves. */
export function groupMistakes(files: readonly PolicyFile[]): readonly Mistake[] {
  const groups = new Map(
    files.flatMap(({ written }) => Object.entries(written.groups).map(([name, { members }]) => [name, members])),
  );
  const named = files.flatMap(({ written }) => [
    ...written.from.filter(({ text }) => !text.includes(":") || isGroup(text)),
    ...Object.values(written.groups).flatMap(({ members }) => members.filter(({ text }) => isGroup(text))),
  ]);
  const missing = named.filter(({ text }) => !groups.has(bare(text))).map((member) => missingGroup(member, groups));
  return [...missing, ...circles(groups)];
}

const isGroup = (text: string): boolean => identityOf(text).startsWith("group:");

const bare = (text: string): string => text.trim().replace(/^group:/i, "");

function missingGroup({ at, text }: Member, groups: ReadonlyMap<string, unknown>): Mistake {
  const known = [...groups.keys()];
  const otherwise =
    known.length > 0
      ? `the policy has ${choice(known)}`
      : `list its members in \`groups\`, or write \`team:…\` or \`user:…\``;
  return { message: `there is no group \`${bare(text)}\``, at, hint: meant(bare(text), known, otherwise) };
}

/** More are not looked for: no one reads them. */
const most = 20;

/** The members by which a group comes to hold itself, as a walk in the order of writing meets them. */
function circles(groups: ReadonlyMap<string, readonly Member[]>): readonly Mistake[] {
  const found: Mistake[] = [];
  const done = new Set<string>();
  for (const start of groups.keys()) {
    if (found.length === most) break;
    const way: { readonly name: string; next: number }[] = [{ name: start, next: 0 }];
    const inside = new Set([start]);
    for (let step = way.at(-1); step && found.length < most; step = way.at(-1)) {
      const member = done.has(step.name) ? undefined : groups.get(step.name)?.[step.next++];
      if (!member) {
        done.add(step.name);
        inside.delete(step.name);
        way.pop();
      } else if (groups.has(nameOf(member))) {
        const name = nameOf(member);
        if (inside.has(name)) found.push(circle(way.slice(way.findIndex((each) => each.name === name)), member));
        else {
          way.push({ name, next: 0 });
          inside.add(name);
        }
      }
    }
  }
  return found;
}

/** The key under which a member's own members may be listed: those of a group, or of a team. */
const nameOf = ({ text }: Member): string => (isGroup(text) ? bare(text) : text.trim());

const shown = 4;

function circle(way: readonly { readonly name: string }[], { at }: Member): Mistake {
  const names = way.map(({ name }) => name);
  const [first = ""] = names;
  const route = [...(names.length > shown ? [...names.slice(0, shown - 1), "…"] : names), first].join(" → ");
  const hint = "take one of the groups out of the other";
  return { message: `the group \`${first}\` holds itself: ${route}`, at, hint };
}
