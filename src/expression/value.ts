import type { Absent, Unknown } from "#model/fact.ts";
import { type Place, samePlace } from "#model/place.ts";
import { recordOf, type Type, types } from "./types.ts";

/** Why something has no value. */
export interface Doubt {
  /** A clause that stands by itself: "`${{ inputs.environment }}` is decided when it runs". */
  readonly why: string;
  /** How to settle it; empty where nothing would. */
  readonly settle: string;
  readonly at: Place | undefined;
}

/** A number, text or truth, with the places that say it. */
export interface Known {
  readonly state: "known";
  readonly value: Plain;
  readonly places: readonly Place[];
}

export type Plain = string | number | bigint | boolean | null;

/** Something that cannot be told, or went wrong: both keep an expression from being decided. */
export interface Open {
  readonly state: "open";
  readonly doubts: readonly Doubt[];
  /** A number that it is surely not below: the length of a list to which something may be added. */
  readonly atLeast?: bigint;
}

export interface List {
  readonly state: "list";
  readonly items: readonly Value[];
  /** Why it may hold more than these; empty where it is whole. */
  readonly others: readonly Doubt[];
  readonly places: readonly Place[];
}

export interface Entity {
  readonly state: "entity";
  /** What is in a field; `undefined` where the source says nothing. */
  readonly field: (name: string) => Value | undefined;
  readonly places: readonly Place[];
}

export type Value = Known | Open | List | Entity;

export const known = (value: Plain, places: readonly Place[]): Known => ({ state: "known", value, places });
export const open = (doubts: readonly Doubt[]): Open => ({ state: "open", doubts: few(doubts) });
export const doubt = (why: string, settle = ""): Doubt => ({ why, settle, at: undefined });

const mostDoubts = 8;

/** Doubts once each, as many as one can read. */
export function few(doubts: readonly Doubt[]): readonly Doubt[] {
  if (doubts.length < 2) return doubts;
  const byWhy = new Map<string, Doubt>();
  for (const each of doubts) {
    if (byWhy.size >= mostDoubts) break;
    if (!byWhy.has(each.why)) byWhy.set(each.why, each);
  }
  return [...byWhy.values()];
}

const mostPlaces = 20;

/** Places once each, as many as a finding can show. */
export function joined(lists: readonly (readonly Place[])[]): readonly Place[] {
  const all: Place[] = [];
  for (const place of lists.flat()) {
    if (all.length >= mostPlaces) break;
    if (!all.some((other) => samePlace(other, place))) all.push(place);
  }
  return all;
}

/** A part of the model as an expression sees it. `near` is the place of what it is a part of. */
export function seen(part: unknown, type: Type, near: readonly Place[]): Value | undefined {
  if (part === undefined) return undefined;
  if (isFact(part)) {
    switch (part.state) {
      case "absent":
        return undefined;
      case "unknown":
        return open([part]);
      case "holds":
      case "broken":
        return known(part.state === "holds", [part.at]);
      case "declared":
        return seen(part.value, type, [part.at, ...(part.via ?? [])]);
    }
  }
  if (type.startsWith("list<")) return listOf(part, type, near);
  if (typeof part === "object" && part !== null) return recordIn(part, type, near);
  return known(plain(part, type), near);
}

type Stated =
  | Absent
  | Unknown
  | { readonly state: "holds" | "broken"; readonly at: Place }
  | { readonly state: "declared"; readonly at: Place; readonly via?: readonly Place[]; readonly value: unknown };

const states: ReadonlySet<unknown> = new Set(["declared", "absent", "unknown", "holds", "broken"]);

const isFact = (part: unknown): part is Stated =>
  typeof part === "object" && part !== null && "state" in part && states.has(part.state);

const isListing = (part: unknown): part is { readonly items: readonly unknown[]; readonly others: Absent | Unknown } =>
  typeof part === "object" && part !== null && "items" in part && "others" in part;

function listOf(part: unknown, type: Type, near: readonly Place[]): List {
  const item = recordOf(type) as Type;
  const { items, others } = isListing(part) ? part : { items: Array.isArray(part) ? part : [], others: undefined };
  return {
    state: "list",
    items: items.map((each) => seen(each, item, near) ?? open([doubt("it says nothing")])),
    others: others?.state === "unknown" ? [others] : [],
    places: others?.state === "absent" && items.length === 0 ? [others.at] : near,
  };
}

function recordIn(part: object, type: Type, near: readonly Place[]): Entity {
  const places = "at" in part ? [part.at as Place] : near;
  const fields = types.get(type);
  const entries: ReadonlyMap<string, unknown> = new Map(Object.entries(part));
  const found = new Map<string, Value | undefined>();
  return {
    state: "entity",
    places,
    field: (name) => {
      const field = fields?.get(name);
      if (!field) return undefined;
      if (!found.has(name)) found.set(name, withOthers(part, name, seen(entries.get(field.key), field.type, places)));
      return found.get(name);
    },
  };
}

const plain = (part: unknown, type: Type): Plain => {
  if (typeof part === "number") return type === "int" && Number.isSafeInteger(part) ? BigInt(part) : part;
  return typeof part === "boolean" ? part : String(part);
};

/** Lists of the model that are not whole for another reason: plans of files that cannot be read, stages written elsewhere. */
function withOthers(part: object, name: string, value: Value | undefined): Value | undefined {
  if (value?.state !== "list") return value;
  const others =
    (name === "plans" || name === "verifications") && "sources" in part
      ? unreadIn(part.sources)
      : name === "stages" && "delegations" in part
        ? delegatedIn(part.delegations)
        : [];
  return others.length > 0 ? { ...value, others: [...value.others, ...others] } : value;
}

interface Read {
  readonly name: string;
  readonly problems: readonly { readonly weight: string; readonly reason: string; readonly at: Place }[];
}

const unreadIn = (sources: unknown): readonly Doubt[] =>
  (Array.isArray(sources) ? (sources as readonly Read[]) : []).flatMap(({ name, problems }) =>
    problems
      .filter(({ weight }) => weight !== "remark")
      .slice(0, 1)
      .map(({ reason, at }) => ({ why: `${name} ${reason}, and may hold further ones`, settle: "", at })),
  );

const delegatedIn = (delegations: unknown): readonly Doubt[] =>
  (Array.isArray(delegations) ? (delegations as readonly { readonly to: string; readonly at: Place }[]) : []).map(
    ({ to, at }) => ({ why: `what \`${to}\` does is written elsewhere`, settle: "", at }),
  );
