import type { Place } from "#model/place.ts";
import { type Digest, loadPolicy, type PolicyFile } from "./load.ts";
import { choice, meant, mistaken } from "./mistakes.ts";

/** Where policies come from. The rim reads them; nothing is fetched. */
export interface PolicyLibrary {
  /** The built-in policies by their names. */
  readonly builtins: ReadonlyMap<string, PolicyFile>;
  /** The text of a file below the root, by its path from there; `undefined` where it cannot be read. */
  readonly file: (path: string) => string | undefined;
  readonly digest: Digest;
}

const deepest = 16;
const most = 64;

/**
 * A policy with all that it extends, the bases first. One that is reached twice counts once, where it is
 * reached first. Throws a `UsageError` at the entry that leads nowhere, out of the root or in a circle.
 */
export function extended(own: PolicyFile, library: PolicyLibrary): readonly PolicyFile[] {
  const done = new Map<string, PolicyFile>();
  const visit = (current: PolicyFile, chain: readonly string[]): void => {
    const route = [...chain, current.file];
    for (const { at, text: reference } of current.written.extends) {
      const base = isBuiltin(reference) ? builtinFile(reference) : pathFrom(current.file, reference, at);
      if (route.includes(base)) throw circle([...route.slice(route.indexOf(base)), base], at);
      if (done.has(base)) continue;
      if (route.length >= deepest || done.size >= most) throw endless(route, at);
      visit(baseOf(base, reference, at, library), route);
    }
    done.set(current.file, current);
  };
  visit(own, []);
  return [...done.values()];
}

/** How a built-in policy is named as a file. */
export const builtinFile = (name: string): string => `${prefix}${name}.yaml`;

const prefix = "builtin:";

/** A name is one of a built-in policy; a file has a folder or an ending. */
const isBuiltin = (reference: string): boolean => !/[/\\]|\.ya?ml$/.test(reference);

function baseOf(base: string, reference: string, at: Place, library: PolicyLibrary): PolicyFile {
  if (isBuiltin(reference)) {
    const builtin = library.builtins.get(reference);
    if (builtin) return builtin;
    throw unknownBuiltin(reference, library, at);
  }
  const text = library.file(base);
  if (text !== undefined) return loadPolicy(base, text, library.digest);
  const hint = "a file is named relative to the policy that extends it, and is not fetched";
  throw mistaken([{ message: `\`extends\` names \`${reference}\`, and ${base} cannot be read`, at, hint }]);
}

/** The mistake of a name that no built-in policy has. */
export const unknownBuiltin = (name: string, { builtins }: Pick<PolicyLibrary, "builtins">, at: Place) =>
  mistaken([
    {
      message: `there is no built-in policy \`${name}\``,
      at,
      hint: meant(
        name,
        builtins.keys(),
        `there are ${choice([...builtins.keys()])}; a file is written with its folder: \`./${name}.yaml\``,
      ),
    },
  ]);

/** The path from the root of a file that is named relative to another one. */
function pathFrom(current: string, reference: string, at: Place): string {
  if (current.startsWith(prefix))
    throw mistaken([
      { message: `a built-in policy extends the file \`${reference}\``, at, hint: "name a built-in policy" },
    ]);
  const parts = reference.startsWith("/") ? [".."] : current.split("/").slice(0, -1);
  for (const part of reference.split(/[/\\]/)) {
    if (part === "..") parts.push(...(parts.length > 0 && parts.at(-1) !== ".." ? (parts.pop(), []) : [".."]));
    else if (part !== "." && part !== "") parts.push(part);
  }
  if (parts[0] !== "..") return parts.join("/");
  throw mistaken([
    {
      message: `\`extends\` names \`${reference}\`, which is outside the repository`,
      at,
      hint: "copy the policy into the repository",
    },
  ]);
}

const circle = (route: readonly string[], at: Place) =>
  mistaken([{ message: `the policy extends itself: ${route.join(" → ")}`, at, hint: "remove one of the steps" }]);

const endless = (route: readonly string[], at: Place) =>
  mistaken([
    {
      message: `the policy extends too many others: ${route.slice(0, 3).join(" → ")} → … (${deepest} deep or ${most} in all are allowed)`,
      at,
      hint: "extend fewer policies",
    },
  ]);
