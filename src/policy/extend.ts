import type { Place } from "#model/place.ts";
import { type Digest, loadPolicy, type PolicyFile } from "./load.ts";
import { choice, meant, mistaken } from "./mistakes.ts";
import {
  type InstalledPackage,
  isScoped,
  packageReference,
  type PackageReference,
  policyIn,
  type RefusedPackage,
} from "./packages.ts";

/** Where policies come from. The rim reads them; nothing is fetched. */
export interface PolicyLibrary {
  /** The built-in policies by their names. */
  readonly builtins: ReadonlyMap<string, PolicyFile>;
  /** The text of a file below the root, by its path from there; `undefined` where it cannot be read. */
  readonly file: (path: string) => string | undefined;
  /** The package of a name as it is installed for files of a folder; `undefined` where it is not. */
  readonly installed: (name: string, folder: string) => InstalledPackage | RefusedPackage | undefined;
  readonly digest: Digest;
}

const deepest = 16;
const most = 64;

/** What a policy belongs to, and must not reach out of: the repository, or a package. */
type Home = InstalledPackage;

/** A policy that is extended, still to be loaded. */
interface Base {
  readonly file: string;
  readonly home: Home;
  readonly load: () => PolicyFile;
}

/**
 * A policy with all that it extends, the bases first. One that is reached twice counts once, where it is
 * reached first. Throws a `UsageError` at the entry that leads nowhere, out of the root or in a circle.
 */
export function extended(own: PolicyFile, library: PolicyLibrary): readonly PolicyFile[] {
  const done = new Map<string, PolicyFile>();
  const visit = (current: PolicyFile, home: Home, chain: readonly string[]): void => {
    const route = [...chain, current.file];
    for (const { at, text: reference } of current.written.extends) {
      const base = baseOf(current.file, home, reference, at, library);
      if (route.includes(base.file)) throw circle([...route.slice(route.indexOf(base.file)), base.file], at);
      if (done.has(base.file)) continue;
      if (route.length >= deepest || done.size >= most) throw endless(route, at);
      visit(base.load(), base.home, route);
    }
    done.set(current.file, current);
  };
  visit(own, { folder: "", file: library.file }, []);
  return [...done.values()];
}

/** How a built-in policy is named as a file. */
export const builtinFile = (name: string): string => `${prefix}${name}.yaml`;

const prefix = "builtin:";

/** A name is one of a built-in policy or of a package; a file has a folder or an ending. */
const isName = (reference: string): boolean => !/[/\\]|\.ya?ml$/.test(reference);

function baseOf(current: string, home: Home, reference: string, at: Place, library: PolicyLibrary): Base {
  const builtin = isName(reference) ? library.builtins.get(reference) : undefined;
  if (builtin) return { file: builtin.file, home, load: () => builtin };
  if (current.startsWith(prefix) && !isName(reference))
    throw mistaken([
      { message: `a built-in policy extends the file \`${reference}\``, at, hint: "name a built-in policy" },
    ]);
  if (isName(reference) || isScoped(reference)) return ofPackage(current, reference, at, library);
  const file = pathFrom(current, home, reference, at);
  const text = home.file(file);
  const named = text === undefined ? packageReference(reference) : undefined;
  if (named && library.installed(named.name, folderOf(current))) return ofPackage(current, reference, at, library);
  const load = (): PolicyFile => {
    if (text !== undefined) return loadPolicy(file, text, library.digest);
    const hint = "a file is named relative to the policy that extends it, and is not fetched";
    throw mistaken([{ message: `\`extends\` names \`${reference}\`, and ${file} cannot be read`, at, hint }]);
  };
  return { file, home, load };
}

function ofPackage(current: string, reference: string, at: Place, library: PolicyLibrary): Base {
  const named = packageReference(reference);
  if (!named)
    throw mistaken([
      {
        message: `\`extends\` names \`${reference}\`, which is no name of a package`,
        at,
        hint: "write a package as `@acme/bakewell-policy`, and a file of it as `@acme/bakewell-policy/strict.yaml`",
      },
    ]);
  const installed = library.installed(named.name, folderOf(current));
  if (!installed) throw isName(reference) ? unknownBuiltin(reference, library, at) : notInstalled(named, at);
  if ("reason" in installed)
    throw mistaken([{ message: `the package \`${named.name}\` ${installed.reason}`, at, hint: installed.remedy }]);
  const { path, text } = policyIn(installed, named, at);
  return { file: path, home: installed, load: () => loadPolicy(path, text, library.digest) };
}

const notInstalled = ({ name }: PackageReference, at: Place) =>
  mistaken([
    {
      message: `the package \`${name}\` is not in node_modules`,
      at,
      hint: `it is never fetched: install it (\`npm install --save-dev ${name}\`), or copy the policy into the repository`,
    },
  ]);

/** The mistake of a name that no built-in policy has. */
export const unknownBuiltin = (name: string, { builtins }: Pick<PolicyLibrary, "builtins">, at: Place) =>
  mistaken([
    {
      message: `there is no built-in policy \`${name}\``,
      at,
      hint: meant(
        name,
        builtins.keys(),
        `there are ${choice([...builtins.keys()])}; a file is written with its folder: \`./${name}.yaml\`; a package must be installed in node_modules`,
      ),
    },
  ]);

const folderOf = (file: string): string => file.split("/").slice(0, -1).join("/");

/** The path from the root of a file that is named relative to another one. */
function pathFrom(current: string, { folder }: Home, reference: string, at: Place): string {
  const parts = reference.startsWith("/") ? [".."] : current.split("/").slice(0, -1);
  for (const part of reference.split(/[/\\]/)) {
    if (part === "..") parts.push(...(parts.length > 0 && parts.at(-1) !== ".." ? (parts.pop(), []) : [".."]));
    else if (part !== "." && part !== "") parts.push(part);
  }
  const path = parts.join("/");
  if (parts[0] !== ".." && (folder === "" || path.startsWith(`${folder}/`))) return path;
  throw mistaken([
    {
      message: `\`extends\` names \`${reference}\`, which is outside the ${folder === "" ? "repository" : `package in ${folder}`}`,
      at,
      hint: `copy the policy into the ${folder === "" ? "repository" : "package"}`,
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
