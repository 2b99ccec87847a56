import type { Node } from "#syntax/node.ts";
import type { Scope } from "./expression/evaluate.ts";
import { render } from "./expression/template.ts";
import { dict, known, textOf, unread, type Value } from "../values/value.ts";

/** One combination of a matrix: its values, and how they read in a name. */
export interface Combination {
  readonly value: Value;
  readonly label: string;
}

/** GitHub generates no more jobs from one matrix. */
const MOST = 256;

/**
 * The combinations of a constant matrix, in GitHub's order; `undefined` where a part is decided when it runs.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategymatrix
 */
export function combinations(node: Node, scope: Scope): readonly Combination[] | undefined {
  const whole = valueOfNode(node, scope);
  if (whole.is !== "dict") return undefined;
  let rows: Map<string, Value>[] = [new Map()];
  const vectors: string[] = [];
  for (const { key, value } of whole.entries.values()) {
    if (key === "include" || key === "exclude") continue;
    if (value.is !== "list") return undefined;
    vectors.push(key);
    rows = rows.flatMap((row) => value.items.map((item) => new Map(row).set(key, item)));
    if (rows.length > MOST) return undefined;
  }
  if (vectors.length === 0) rows = [];
  const exclude = whole.entries.get("exclude")?.value;
  if (exclude && exclude.is !== "list") return undefined;
  for (const excluded of exclude?.items ?? []) {
    if (excluded.is !== "dict") return undefined;
    rows = rows.filter((row) => ![...excluded.entries.values()].every(({ key, value }) => isSame(row.get(key), value)));
  }
  const include = whole.entries.get("include")?.value;
  if (include && include.is !== "list") return undefined;
  const originals = rows.map((row) => new Map(row));
  const added: Map<string, Value>[] = [];
  for (const more of include?.items ?? []) {
    if (more.is !== "dict") return undefined;
    const entries = [...more.entries.values()];
    let isTaken = false;
    for (const [position, row] of rows.entries()) {
      const original = originals[position];
      const fits = entries.every(({ key, value }) => !original?.has(key) || isSame(original.get(key), value));
      if (!fits || entries.length === 0) continue;
      isTaken = true;
      for (const { key, value } of entries) row.set(key, value);
    }
    if (!isTaken) added.push(new Map(entries.map(({ key, value }) => [key, value])));
  }
  rows = [...rows, ...added];
  if (rows.length === 0 || rows.length > MOST) return undefined;
  const labels = labelsOf(rows);
  return rows.map((row, position) => ({ value: dict(row), label: labels[position] ?? "" }));
}

const isSame = (a: Value | undefined, b: Value): boolean =>
  a?.is === "known" && b.is === "known" && String(a.value) === String(b.value);

/** Names for the combinations: of as few of their values as tell them apart, in the order in which they are written. */
function labelsOf(rows: readonly ReadonlyMap<string, Value>[]): readonly string[] {
  if (rows.length === 1) return [""];
  const texts = (key: string): readonly string[] =>
    rows.map((row) => {
      const value = row.get(key);
      return value?.is === "known" ? textOf(value).replace(/\s+/g, " ").slice(0, 60) : "";
    });
  let labels: readonly string[] = rows.map(() => "");
  for (const key of new Set(rows.flatMap((row) => [...row.keys()]))) {
    const more = texts(key);
    const joined = labels.map((label, position) =>
      [label, more[position] ?? ""].filter((text) => text !== "").join(", "),
    );
    if (new Set(joined).size > new Set(labels).size) labels = joined;
    if (new Set(labels).size === rows.length) return labels;
  }
  return labels.map((label, position) => `${label} ${position + 1}`.trim());
}

/** What `matrix` is where its combinations are not looked at one by one. */
export function openMatrix(node: Node, scope: Scope): Value {
  const all = combinations(node, scope);
  const others = unread("a value of the matrix", { varies: "choice" });
  if (!all) return dict([], others);
  const names = new Set(all.flatMap(({ value }) => (value.is === "dict" ? [...value.entries.keys()] : [])));
  return dict(
    [...names].map((name) => {
      const values = all.map(
        ({ value }) => (value.is === "dict" ? value.entries.get(name)?.value : undefined) ?? known(null),
      );
      const scalars = values.map((value) => (value.is === "known" ? value.value : undefined));
      const isFlat = scalars.every((value) => value !== undefined);
      return [name, { ...others, ...(isFlat && { domain: [...new Set(scalars)] }) }] as const;
    }),
  );
}

/** A node as a value, its texts filled. */
export function valueOfNode(node: Node, scope: Scope, depth = 0): Value {
  if (depth > 20) return unread("what is nested too deeply");
  if (node.kind === "sequence")
    return { is: "list", items: node.items().map((item) => valueOfNode(item, scope, depth + 1)) };
  if (node.kind === "mapping")
    return dict(node.entries().map(({ key, node: part }) => [key, valueOfNode(part, scope, depth + 1)] as const));
  if (typeof node.value === "string") return render(node.value, scope);
  return known(node.value ?? null);
}
