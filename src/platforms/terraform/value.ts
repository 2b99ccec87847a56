import type { Place } from "#model/place.ts";
import type { Scalar } from "#syntax/node.ts";

/** A value that Terraform or OpenTofu gives to an attribute of a resource. Blocks are lists of objects. */
export type Value = { readonly at: Place } & (
  | { readonly kind: "missing" }
  | { readonly kind: "constant"; readonly value: Scalar }
  | { readonly kind: "list"; readonly items: readonly Value[] }
  | { readonly kind: "object"; readonly entries: ReadonlyMap<string, Value> }
  /** An attribute of another resource that only its provider knows: `azuredevops_environment.production.id`. */
  | { readonly kind: "link"; readonly text: string; readonly to: Resource }
  /** Something that is not constant, as it is written. */
  | { readonly kind: "open"; readonly text: string }
);

export interface Resource {
  readonly type: string;
  /** `github_repository_environment.production["eu"]`. */
  readonly address: string;
  readonly at: Place;
  readonly values: Value;
}

/** Why a resource is not kept, as a clause. */
export class LeftOut extends Error {}

/** What stands at a key. Of a list of blocks the first is asked. */
export function field(from: Value | Resource, ...keys: readonly string[]): Value {
  let value = "values" in from ? from.values : from;
  for (const key of keys) {
    const [only] = value.kind === "list" ? value.items : [value];
    const { at } = value;
    if (only?.kind === "open" || only?.kind === "link") value = { kind: "open", text: only.text, at };
    else value = (only?.kind === "object" ? only.entries.get(key) : undefined) ?? { kind: "missing", at };
  }
  return value;
}

export const isThere = (value: Value): boolean =>
  value.kind !== "missing" && !(value.kind === "constant" && value.value === null) && !isEmpty(value);
const isEmpty = (value: Value): boolean => value.kind === "list" && value.items.length === 0;

/** A truth that need not be there; `null` where it is computed. */
export function truthOf(value: Value, otherwise: boolean): boolean | null {
  if (!isThere(value)) return otherwise;
  const said = value.kind === "constant" ? value.value : undefined;
  return said === true || said === "true" ? true : said === false || said === "false" ? false : null;
}

/** A whole number that need not be there; `null` where it is computed. */
export function numberOf(value: Value, otherwise: number): number | null {
  if (!isThere(value)) return otherwise;
  const said = value.kind === "constant" ? Number(value.value) : Number.NaN;
  return Number.isSafeInteger(said) && said >= 0 ? said : null;
}

/** A text that must be there and constant; `what` names it for where it is not. */
export function textOf(value: Value, what: string): string {
  if (value.kind === "constant" && value.value !== null && value.value !== "") return String(value.value).slice(0, 300);
  if (value.kind === "open" || value.kind === "link")
    throw new LeftOut(`its \`${what}\` is \`${value.text}\`, which is not constant`);
  throw new LeftOut(`it has no \`${what}\``);
}

/** A text that need not be there; `null` where it is not or is computed. */
export const textOrNull = (value: Value): string | null =>
  value.kind === "constant" && typeof value.value === "string" && value.value !== "" ? value.value.slice(0, 300) : null;

/** What a list holds; one that is computed as a whole is one part that is. */
export function partsOf(value: Value): readonly Value[] {
  if (value.kind === "list") return value.items;
  return isThere(value) ? [value] : [];
}

/** A part of a list as a text; `expression:var.teams` where it is computed. */
export const wordOf = (value: Value): string =>
  value.kind === "constant"
    ? String(value.value).slice(0, 300)
    : `expression:${"text" in value ? value.text : value.kind}`.slice(0, 300);

/** Texts that must all be constant. */
export const textsOf = (value: Value, what: string): string[] => partsOf(value).map((part) => textOf(part, what));
