import { type About, declaredIn, type Export, type Exported } from "../exported.ts";
import type { Declared } from "./resources.ts";
import { field, LeftOut, type Resource, textOrNull, type Value } from "./value.ts";

type Says = Partial<Exported>;

/** Which resources declare settings of a platform's server, and how each is read. */
export interface Declaring {
  /** With which every one of the provider begins. */
  readonly prefix: string;
  /** The repository or project that a resource is of. */
  readonly of: (resource: Resource) => Value;
  /** Throws `LeftOut` at a resource of which too little is constant. */
  readonly kinds: ReadonlyMap<string, Kind>;
}

export type Kind = (resource: Resource, about: About) => Says;

/** What resources declare of one platform, as one snapshot; `undefined` where none is of it. */
export function declaredBy(declared: Declared, { of, kinds, prefix }: Declaring, about: About): Export | undefined {
  const all = declared.resources.filter(({ type }) => kinds.has(type));
  const unsettled = declared.unsettled.filter(({ type }) => kinds.has(type)).map(({ note }) => note);
  if (all.length === 0 && unsettled.length === 0) return undefined;
  const { own, notes } = ownOf(all, of, about.repository);
  const says: Says[] = [];
  for (const resource of own) {
    try {
      const found = kinds.get(resource.type)?.(resource, about);
      if (found) says.push(found);
    } catch (error) {
      if (!(error instanceof LeftOut)) throw error;
      notes.push(`${resource.address} is left out: ${error.message}`);
    }
  }
  const others = declared.resources.filter(({ type }) => type.startsWith(prefix)).length - all.length;
  if (others > 0)
    notes.push(
      `${others} other resource${others === 1 ? "" : "s"} of the provider ${others === 1 ? "is" : "are"} not read`,
    );
  notes.push("it is what the files declare, and not what the server said: whether it was applied is not known");
  return declaredIn(about.file, together(says), [...unsettled, ...notes]);
}

/** The resources of this repository: those that name it, or all where none names another and all name the same. */
function ownOf(
  all: readonly Resource[],
  of: Declaring["of"],
  repository: string | undefined,
): { readonly own: readonly Resource[]; readonly notes: string[] } {
  const own = repository?.toLowerCase();
  const names = all.map((resource) => nameIn(of(resource)));
  const isOwn = (name: string | undefined): boolean =>
    name === undefined || (own !== undefined && (name === own || own.endsWith(`/${name}`)));
  const others = new Set(names.filter((name) => name !== undefined && !isOwn(name)));
  const kept = all.filter((_, index) => isOwn(names[index]));
  if (others.size === 0) return { own: kept, notes: [] };
  const [only, second] = others;
  const isOpen = own === undefined || only?.startsWith("`");
  if (second === undefined && isOpen && kept.every((resource) => nameIn(of(resource)) === undefined))
    return { own: all, notes: [`that ${only} is this repository is not written: take care that it is`] };
  const left = all.length - kept.length;
  return {
    own: kept,
    notes: [
      `${left} resource${left === 1 ? "" : "s"} of other repositories, or of ones that cannot be told, ${left === 1 ? "is" : "are"} left out`,
    ],
  };
}

/** The name of a repository or project, in quotes where it is not constant; `undefined` where none is said. */
function nameIn(value: Value): string | undefined {
  if (value.kind === "constant" && value.value !== null) return String(value.value).toLowerCase();
  if (value.kind === "link") {
    const name = textOrNull(field(value.to, "path_with_namespace")) ?? textOrNull(field(value.to, "name"));
    return name?.toLowerCase() ?? `\`${value.text}\``;
  }
  return value.kind === "open" ? `\`${value.text}\`` : undefined;
}

/** Lists are joined, and of the checks of one resource or the patterns of one environment one entry is made. */
function together(all: readonly Says[]): Says {
  const joined: Record<string, unknown> = {};
  for (const [key, value] of all.flatMap((says) => Object.entries(says))) {
    const known = joined[key];
    joined[key] = Array.isArray(known) && Array.isArray(value) ? [...known, ...value] : value;
  }
  const says: Says = joined;
  const { resources, "branch-policies": policies } = says;
  return {
    ...says,
    ...(resources && {
      resources: grouped(resources, ({ type, id, name }) => JSON.stringify([type, id, name])).map(
        ([first, ...rest]) => ({
          ...first,
          checks: [first, ...rest].flatMap(({ checks }) => checks),
        }),
      ),
    }),
    ...(policies && {
      "branch-policies": grouped(policies, ({ environment }) => environment).map(([first, ...rest]) => ({
        ...first,
        patterns: [first, ...rest].flatMap(({ patterns }) => patterns),
      })),
    }),
  };
}

function grouped<T>(all: readonly T[], key: (one: T) => string): readonly (readonly [T, ...T[]])[] {
  return [...Map.groupBy(all, key).values()].flatMap(([first, ...rest]) =>
    first === undefined ? [] : [[first, ...rest]],
  );
}
