import type { Group } from "./governance.ts";

/** Who some names stand for. All in lower case: platforms do not tell people apart by it. */
export interface People {
  /** `user:mina`. */
  readonly users: ReadonlySet<string>;
  /** What only a server knows the members of, or nobody: `team:acme/ops`, and groups that no policy lists. */
  readonly others: ReadonlySet<string>;
}

/**
 * The people that names stand for: groups of the policy, with or without `group:`, the groups in them, teams and users.
 * Groups that hold each other are followed once.
 */
export function peopleOf(names: readonly string[], groups: readonly Group[]): People {
  const listed = new Map(groups.map(({ name, members }) => [name.toLowerCase(), members]));
  const users = new Set<string>();
  const others = new Set<string>();
  const seen = new Set<string>();
  const open = names.map(identityOf);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const members = name.startsWith("user:") ? undefined : listed.get(name.replace(/^group:/, ""));
    if (members) open.push(...members.map(identityOf));
    else (name.startsWith("user:") ? users : others).add(name);
  }
  return { users, others };
}

/** A name as it is compared: however its letters are encoded, and with no space or `@` behind what it is the name of. */
export const identityOf = (name: string): string =>
  name
    .normalize("NFKC")
    .trim()
    .toLowerCase()
    .replace(/^(user|team|group):[\s@]+/, "$1:");
