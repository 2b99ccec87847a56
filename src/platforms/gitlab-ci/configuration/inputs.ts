import type { Entry, Node } from "#syntax/node.ts";
import type { SourceProblem } from "#model/repository.ts";
import { MadeNode, viaOf } from "../../kubernetes/made.ts";

/**
 * A file whose first document is `spec:` takes inputs, which stand in the second as `$[[ inputs.name ]]`.
 * https://docs.gitlab.com/ci/inputs/
 */
export interface Parts {
  readonly spec: Node | undefined;
  readonly content: Node | undefined;
}

export function partsOf(documents: readonly Node[]): Parts {
  const [first, second] = documents;
  return first?.has("spec") && documents.length > 1
    ? { spec: first.get("spec"), content: second }
    : { spec: undefined, content: first };
}

const USE = /\$\[\[\s*inputs\.([\w-]{1,100})\s*((?:\|[^\]]{0,200})?)\]\]/g;

/** The content with its inputs written out; one that is not given and has no default stays as it is written. */
export function withInputs(
  { spec, content }: Parts,
  given: Node,
): { readonly node: Node | undefined; readonly problems: readonly SourceProblem[] } {
  if (!spec || !content) return { node: content, problems: [] };
  const declared = spec.get("inputs").entries();
  const values = new Map<string, Node>();
  const problems: SourceProblem[] = [];
  for (const { key, node } of declared) {
    const value = given.has(key) ? given.get(key) : node.get("default");
    if (value.kind !== "missing") values.set(key, value);
    const options = node.get("options").items();
    if (given.has(key) && options.length > 0 && value.kind === "scalar" && !/[$%]/.test(value.text)) {
      if (!options.some(({ text }) => text === value.text))
        problems.push({
          at: value.at,
          reason: `gives the input \`${key}\` the value \`${value.text}\`, which is none of its options`,
          remedy: `write ${options.map(({ text }) => `\`${text}\``).join(" or ")}`,
          weight: "error",
        });
    }
  }
  const names = new Set(declared.map(({ key }) => key));
  for (const { key, keyAt } of given.entries()) {
    if (names.has(key)) continue;
    problems.push({
      at: keyAt,
      reason: `gives the input \`${key}\`, which the included file does not have`,
      remedy: names.size > 0 ? `it has ${[...names].map((name) => `\`${name}\``).join(", ")}` : "take it out",
      weight: "error",
    });
  }
  return { node: written(content, values, 0, { count: 0 }), problems };
}

const MOST = 100_000;

function written(node: Node, values: ReadonlyMap<string, Node>, depth: number, budget: { count: number }): Node {
  if (depth > 60 || ++budget.count > MOST) return node;
  const parts = { at: node.at, keyAt: node.keyAt, via: viaOf(node) };
  if (node.kind === "scalar") return node.text.includes("$[[") ? scalar(node, values) : node;
  if (node.kind === "sequence")
    return node.tag === ""
      ? new MadeNode({ ...parts, items: node.items().map((item) => written(item, values, depth + 1, budget)) })
      : node;
  if (node.kind === "missing") return node;
  const entries = new Map<string, Entry>();
  for (const entry of node.entries()) {
    const key = textWith(entry.key, values);
    entries.set(key, { key, keyAt: entry.keyAt, node: written(entry.node, values, depth + 1, budget) });
  }
  return new MadeNode({ ...parts, entries });
}

function scalar(node: Node, values: ReadonlyMap<string, Node>): Node {
  const [whole] = [...node.text.trim().matchAll(USE)];
  const [first, name, functions] = whole ?? [];
  // An input that is all of a value keeps its kind.
  const only = first === node.text.trim() && functions === "" ? values.get(name ?? "") : undefined;
  if (only) return only;
  const text = textWith(node.text, values);
  return new MadeNode({ at: node.at, keyAt: node.keyAt, value: text, text, via: viaOf(node) });
}

const textWith = (text: string, values: ReadonlyMap<string, Node>): string =>
  text.replace(USE, (found: string, name: string, functions: string) => {
    const value = values.get(name);
    if (value?.kind !== "scalar") return found;
    const cut = /truncate\(\s*(\d{1,4})\s*,\s*(\d{1,4})\s*\)/.exec(functions);
    return cut ? value.text.slice(Number(cut[1]), Number(cut[1]) + Number(cut[2])) : value.text;
  });
