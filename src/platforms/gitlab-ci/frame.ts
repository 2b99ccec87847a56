import type { Node } from "#syntax/node.ts";
import type { Need } from "../routes/graph.ts";
import { known, type Value } from "../values/value.ts";
import type { Configuration } from "./configuration/configuration.ts";
import type { Scope } from "./expression/evaluate.ts";
import { render } from "./texts.ts";
import { assumptionsOf, elsewhere, given, type Global, type Origin, predefined } from "./variables.ts";

/** A pipeline as it is made: by an event, or by a job of another one. */
export interface Frame {
  readonly configuration: Configuration;
  readonly origin: Origin;
  /** What stands before the ids and names of its jobs. */
  readonly prefix: string;
  /** What its first jobs wait for. */
  readonly needs: readonly Need[];
  /** The variables that its maker hands on. */
  readonly handed: ReadonlyMap<string, Value>;
  readonly globals: ReadonlyMap<string, Global & { readonly node: Node }>;
  readonly paths: readonly string[];
}

export const valueNode = (node: Node): Node => (node.kind === "mapping" ? node.get("value") : node);

/** The variables that a configuration sets for all of its jobs. https://docs.gitlab.com/ci/yaml/#variables */
export function globalsOf({ root, jobs }: Configuration): Frame["globals"] {
  const written = root.get("variables").entries();
  if (written.length === 0) return new Map();
  const compared = new Set<string>();
  const conditions = (list: Node): void => {
    for (const rule of list.items())
      for (const [, name] of rule.get("if").text.matchAll(/\$(\w+)/g)) if (name) compared.add(name);
  };
  conditions(root.get("workflow", "rules"));
  for (const { node } of jobs) {
    conditions(node.get("rules"));
    for (const key of ["only", "except"])
      for (const { text } of node.get(key, "variables").items())
        for (const [, name] of text.matchAll(/\$(\w+)/g)) if (name) compared.add(name);
  }
  return new Map(
    written.map(({ key, node }) => [
      key,
      {
        node,
        text: valueNode(node).text,
        options: node
          .get("options")
          .items()
          .map(({ text }) => text),
        isAsked: node.has("description") || node.has("options"),
        isCompared: compared.has(key),
      },
    ]),
  );
}

/** Variables that stand before those of the pipeline: the job's, its rule's. The first that has a name decides. */
export type Own = readonly ReadonlyMap<string, Node>[];

const DEEPEST = 8;

/** What variables are, seen from a job, or from the pipeline where there are none of its own. */
export function scopeOf(frame: Frame, own: Own, predefinedHere: ReadonlyMap<string, Value> = new Map()): Scope {
  const { origin, globals, handed } = frame;
  const seen = new Map<string, Value>();
  const open: string[] = [];
  const find = (name: string): Value => {
    const before = seen.get(name);
    if (before) return before;
    // A variable that is made of itself stands for what it was before.
    if (open.includes(name) || open.length >= DEEPEST) return predefined(name, origin) ?? elsewhere(name, origin);
    open.push(name);
    const value = look(name);
    open.pop();
    seen.set(name, value);
    return value;
  };
  const expanded = (node: Node): Value => {
    const text = valueNode(node);
    if (node.get("expand").value === false) return known(text.text);
    return render(text.text, find);
  };
  const look = (name: string): Value => {
    const mine = own.find((variables) => variables.has(name))?.get(name);
    if (mine) return expanded(mine);
    const passed = handed.get(name);
    if (passed) return passed;
    const global = globals.get(name);
    if (global) return given(name, global, expanded(global.node), origin);
    return predefinedHere.get(name) ?? predefined(name, origin) ?? elsewhere(name, origin);
  };
  return { variable: find, ...assumptionsOf(origin) };
}

export const variablesIn = (node: Node): ReadonlyMap<string, Node> =>
  new Map(node.entries().map(({ key, node: value }) => [key, value]));

/** A pipeline as a job sees it: it may take none of its variables. https://docs.gitlab.com/ci/yaml/#inheritvariables */
export function seenBy(job: Node, frame: Frame): Frame {
  const inherit = job.get("inherit", "variables");
  if (inherit.value === false) return { ...frame, globals: new Map() };
  if (inherit.kind !== "sequence") return frame;
  const names = new Set(inherit.items().map(({ text }) => text));
  return { ...frame, globals: new Map([...frame.globals].filter(([name]) => names.has(name))) };
}
