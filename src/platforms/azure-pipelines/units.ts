import type { Place } from "#model/place.ts";
import type { Node } from "#syntax/node.ts";
import type { Need, Runs } from "../routes/graph.ts";
import { inOrder } from "../routes/order.ts";
import type { Decision, Needed, Result } from "../values/decide.ts";
import { markOf, openOf } from "./expand/grown.ts";

/** A stage, or a job of one, as it is written. */
export interface Unit {
  readonly id: string;
  readonly node: Node;
  readonly at: Place;
  readonly needs: readonly WrittenNeed[];
  /** Whether a template may leave it out. */
  readonly mayBeAbsent: boolean;
}

export interface WrittenNeed {
  readonly on: string;
  readonly at: Place;
}

/** A unit after it was laid out: what those that depend on it stand on. */
export interface Ended {
  readonly unit: Unit;
  readonly decision: Decision;
  /** The jobs that it became, and whether each can be skipped while the whole still succeeds. */
  readonly jobs: readonly { readonly id: string; readonly loose: string | undefined }[];
  readonly results: readonly Result[];
}

export const everyResult: readonly Result[] = ["success", "failure", "cancelled", "skipped"];

/** The units of a list, each behind those that it depends on, and the needs that close a circle. */
export function unitsOf(
  items: readonly Node[],
  keys: readonly string[],
  isChained: boolean,
): { readonly units: readonly Unit[]; readonly circles: readonly WrittenNeed[] } {
  const written: Unit[] = [];
  for (const [index, node] of items.entries()) {
    const key = keys.find((candidate) => node.has(candidate)) ?? "";
    const own = node.get(key);
    const id =
      key === "template" ? numbered(own.text.trim(), written) : own.text.trim() || `${keys[0] ?? ""}${index + 1}`;
    const mayBeAbsent = markOf(node).runs.state === "maybe";
    written.push({
      id,
      node,
      at: own.kind === "missing" ? node.at : own.keyAt,
      needs: needsOf(node, isChained ? written : []),
      mayBeAbsent,
    });
  }
  const numbers = new Map(written.map(({ id }, index) => [id.toLowerCase(), index]));
  const { order, closing } = inOrder(written.length, (index) =>
    (written[index]?.needs ?? []).flatMap(({ on }) => numbers.get(on.toLowerCase()) ?? []),
  );
  const circles = closing.flatMap(([later, earlier]) =>
    (written[later]?.needs ?? []).filter(({ on }) => on.toLowerCase() === written[earlier]?.id.toLowerCase()),
  );
  return { units: order.flatMap((index) => written[index] ?? []), circles };
}

/** A template that is used several times has a number from the second time on. */
function numbered(name: string, before: readonly Unit[]): string {
  const count = before.filter(({ node }) => node.get("template").text.trim() === name).length;
  return count === 0 ? name : `${name} (${count + 1})`;
}

/**
 * A stage that says nothing depends on the one before it, a job on none; an empty list is on nothing.
 * https://learn.microsoft.com/azure/devops/pipelines/process/stages#specify-dependencies
 */
function needsOf(node: Node, before: readonly Unit[]): readonly WrittenNeed[] {
  const depends = node.get("dependsOn");
  if (depends.kind === "missing") return previous(before, node.at);
  const open = openOf(depends);
  if (open) return before.map(({ id }) => ({ on: id, at: depends.at }));
  const items = depends.kind === "sequence" ? depends.items() : [depends];
  const seen = new Set<string>();
  return items.flatMap(({ text, at }) => {
    const name = text.trim();
    if (name === "" || seen.has(name.toLowerCase())) return [];
    seen.add(name.toLowerCase());
    return [{ on: name, at }];
  });
}

/** The one before; where a template may leave that out, the one before that as well. */
function previous(before: readonly Unit[], at: Place): readonly WrittenNeed[] {
  const needs: WrittenNeed[] = [];
  for (const { id, mayBeAbsent } of before.toReversed()) {
    needs.push({ on: id, at });
    if (!mayBeAbsent) break;
  }
  return needs;
}

/** What the units that one depends on can have come to. */
export function neededBy(unit: Unit, ended: ReadonlyMap<string, Ended>): readonly Needed[] {
  const direct = new Set(unit.needs.map(({ on }) => on.toLowerCase()));
  return unit.needs.flatMap(({ on }): readonly Needed[] => {
    const before = ended.get(on.toLowerCase());
    if (!before) return [];
    return [
      {
        name: on,
        results: before.results,
        get isBare() {
          return isBare(on, direct, ended);
        },
        get skips() {
          return skippedWithout(on, direct, ended);
        },
      },
    ];
  });
}

/** Whether everything that a needed unit stands on is needed directly as well. */
function isBare(need: string, direct: ReadonlySet<string>, ended: ReadonlyMap<string, Ended>): boolean {
  return [...ancestors(need, ended)].every((name) => direct.has(name));
}

/** All that a unit stands on, near and far, without itself. */
function ancestors(name: string, ended: ReadonlyMap<string, Ended>): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [name.toLowerCase()];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const { on } of ended.get(next)?.unit.needs ?? []) {
      const key = on.toLowerCase();
      if (found.has(key) || !ended.has(key)) continue;
      found.add(key);
      open.push(key);
    }
  }
  return found;
}

function skippedWithout(
  name: string,
  direct: ReadonlySet<string>,
  ended: ReadonlyMap<string, Ended>,
): readonly string[] {
  if (direct.size < 2 || direct.size > 30) return [];
  const out = new Set([name.toLowerCase()]);
  for (const [id, { unit, decision }] of ended)
    if (unit.needs.some(({ on }) => out.has(on.toLowerCase()) && /success$/.test(decision.after(on)))) out.add(id);
  return unitNames(out, name, direct, ended);
}

const unitNames = (
  out: ReadonlySet<string>,
  name: string,
  direct: ReadonlySet<string>,
  ended: ReadonlyMap<string, Ended>,
): readonly string[] =>
  [...out].filter((id) => id !== name.toLowerCase() && direct.has(id)).flatMap((id) => ended.get(id)?.unit.id ?? []);

/**
 * The needs of a job of a unit on the jobs of those that the unit depends on. That all before must have succeeded is
 * said of each: what is skipped inside of one that succeeded holds nothing back.
 */
export function jobNeeds(unit: Unit, decision: Decision, ended: ReadonlyMap<string, Ended>): readonly Need[] {
  const found = new Map<string, Need>();
  const add = (name: string, at: Place, after: Need["after"], how: string): void => {
    const before = ended.get(name.toLowerCase());
    for (const { id, loose } of before?.jobs ?? []) {
      const isSuccess = after === "success" || after === "all-success";
      const need: Need =
        isSuccess && loose !== undefined
          ? { job: id, at, after: "no-failure", how: loose }
          : { job: id, at, after: isSuccess ? "success" : after, how };
      if (!found.has(id) || isSuccess) found.set(id, need);
    }
  };
  for (const { on, at } of unit.needs) {
    const after = decision.after(on);
    add(on, at, after, decision.how);
    if (after !== "all-success" || isPlainBelow(on, ended)) continue;
    for (const name of ancestors(on, ended)) add(name, at, after, decision.how);
  }
  return [...found.values()];
}

/** Whether a unit's own success says that all before it has succeeded. */
function isPlainBelow(name: string, ended: ReadonlyMap<string, Ended>): boolean {
  const isPlain = (key: string): boolean => {
    const one = ended.get(key);
    return !one || (one.decision.isPlain && !one.unit.mayBeAbsent);
  };
  return isPlain(name.toLowerCase()) && [...ancestors(name, ended)].every(isPlain);
}

/** Whether a unit runs: by its own condition, and whether a template may leave it out. */
export const runsOfUnit = ({ node }: Unit, decision: Decision): Runs => {
  const { runs } = markOf(node);
  return runs.state === "maybe" ? runs : decision.runs;
};
