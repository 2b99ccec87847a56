import type { Place } from "#model/place.ts";
import { type Mistake, mistaken } from "./mistakes.ts";

/** A package by its name, and the file of it that is meant, where one is. */
export interface PackageReference {
  readonly name: string;
  readonly subpath: string | undefined;
}

/** An installed package. */
export interface InstalledPackage {
  /** Its folder below the root, links followed. */
  readonly folder: string;
  /** The text of a file, by its path from the root; `undefined` where it cannot be read. */
  readonly file: (path: string) => string | undefined;
}

/** Why an installed package is not taken, as a predicate of it, and what to do. */
export interface RefusedPackage {
  readonly reason: string;
  readonly remedy: string;
}

/** https://docs.npmjs.com/cli/configuring-npm/package-json#name, with the capitals that old packages have. */
const form = /^(?:@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~-][\w.~-]*$/i;

/** Whether a reference can only be one of a package: `@acme/policy`. */
export const isScoped = (reference: string): boolean => reference.startsWith("@");

/** The package that a reference names; `undefined` where it is no name of a package. */
export function packageReference(reference: string): PackageReference | undefined {
  const parts = reference.split("/");
  const length = isScoped(reference) ? 2 : 1;
  const name = parts.slice(0, length).join("/");
  const subpath = parts.slice(length);
  if (!form.test(name) || name.length > 214 || subpath.some(isOutward)) return undefined;
  return { name, subpath: subpath.length > 0 ? subpath.join("/") : undefined };
}

const isOutward = (part: string): boolean => part === "" || part === "." || part === ".." || part.includes("\\");

/** Where a package has its policy if it does not say so. */
const usual = ["bakewell.yaml", "policy.yaml"] as const;

/** The path of the policy in a package, from the root. Throws a `UsageError` where it has none. */
export function policyIn(
  { folder, file }: InstalledPackage,
  { name, subpath }: PackageReference,
  at: Place,
): { readonly path: string; readonly text: string } {
  const said = subpath ?? saidIn(file(`${folder}/package.json`), name, at);
  for (const each of said === undefined ? usual : [said]) {
    const path = `${folder}/${each}`;
    const text = file(path);
    if (text !== undefined) return { path, text };
  }
  throw wrong({
    message: `the package \`${name}\` has no policy: ${folder}/${said ?? usual.join(" and ")} cannot be read`,
    at,
    hint: `a package says in the field \`bakewell\` of its package.json where its policy is; a reference can say it, too: \`${name}/strict.yaml\``,
  });
}

/** The path in the field `bakewell` of a package.json. */
function saidIn(text: string | undefined, name: string, at: Place): string | undefined {
  const said = fieldOf(text, "bakewell");
  if (said === undefined) return undefined;
  const path = typeof said === "string" ? said.replace(/^\.\//, "") : "";
  if (path !== "" && !path.split("/").some(isOutward)) return path;
  throw wrong({
    message: `the field \`bakewell\` of the package \`${name}\` names no file of it`,
    at,
    hint: 'it is a path in the package: `"bakewell": "policy.yaml"`',
  });
}

/** A field of a JSON document; `undefined` where it has none, or is not JSON. */
export function fieldOf(text: string | undefined, field: string): unknown {
  try {
    const document: unknown = JSON.parse(text ?? "");
    return typeof document === "object" && document !== null && Object.hasOwn(document, field)
      ? (document as Readonly<Record<string, unknown>>)[field]
      : undefined;
  } catch {
    return undefined;
  }
}

const wrong = (mistake: Mistake) => mistaken([mistake]);
