import type { Place } from "#model/place.ts";
import { loadPolicy, type PolicyFile } from "./load.ts";
import { choice, meant, mistaken } from "./mistakes.ts";

/** Where policies come from. The rim reads them; nothing is fetched. */
export interface PolicyLibrary {
  /** The names of the built-in policies. */
  readonly builtins: readonly string[];
  /** The text of a built-in policy. */
  readonly builtin: (name: string) => string;
  /** The text of a file below the root, by its path from there; `undefined` where it cannot be read. */
  readonly file: (path: string) => string | undefined;
}

const deepest = 16;
const most = 64;

/**
 * A policy with all that it extends, the bases first. One that is reached twice counts once, where it is
 * reached first. Throws a `UsageError` at the entry that leads nowhere, out of the root or in a circle.
 */
export function extended(file: string, text: string, library: PolicyLibrary): readonly PolicyFile[] {
  const done = new Map<string, PolicyFile>();
  const visit = (current: string, currentText: string, chain: readonly string[]): void => {
    const loaded = loadPolicy(current, currentText);
    const route = [...chain, current];
    for (const { at, text: reference } of loaded.node.get("extends").items()) {
      const base = isBuiltin(reference) ? builtinFile(reference) : pathFrom(current, reference, at);
      if (route.includes(base)) throw circle([...route.slice(route.indexOf(base)), base], at);
      if (done.has(base)) continue;
      if (route.length >= deepest || done.size >= most) throw endless(route, at);
      visit(base, textOf(base, reference, at, library), route);
    }
    done.set(current, loaded);
  };
  visit(file, text, []);
  return [...done.values()];
}

/** How a built-in policy is named as a file. */
export const builtinFile = (name: string): string => `${prefix}${name}.yaml`;

const prefix = "builtin:";

/** A name is one of a built-in policy; a file has a folder or an ending. */
const isBuiltin = (reference: string): boolean => !/[/\\]|\.ya?ml$/.test(reference);

function textOf(base: string, reference: string, at: Place, library: PolicyLibrary): string {
  if (isBuiltin(reference)) {
    if (library.builtins.includes(reference)) return library.builtin(reference);
    throw unknownBuiltin(reference, library, at);
  }
  const text = library.file(base);
  if (text !== undefined) return text;
  const hint = "a file is named relative to the policy that extends it, and is not fetched";
  throw mistaken([{ message: `\`extends\` names \`${reference}\`, and ${base} cannot be read`, at, hint }]);
}

/** The mistake of a name that no built-in policy has. */
export const unknownBuiltin = (name: string, { builtins }: PolicyLibrary, at: Place) =>
  mistaken([
    {
      message: `there is no built-in policy \`${name}\``,
      at,
      hint: meant(
        name,
        builtins,
        `there are ${choice(builtins)}; a file is written with its folder: \`./${name}.yaml\``,
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
