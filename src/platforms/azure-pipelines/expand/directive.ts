import type { Node } from "#syntax/node.ts";

/** A key that is no key but says what becomes of what stands below it. */
export interface Directive {
  readonly kind: "if" | "elseif" | "else" | "each" | "insert";
  /** The condition, or the list that is gone through. */
  readonly source: string;
  /** The name that each part of the list has. */
  readonly name: string;
}

/** https://learn.microsoft.com/azure/devops/pipelines/process/template-expressions */
export function directiveOf(key: string): Directive | undefined {
  if (!key.startsWith("${{")) return undefined;
  const inner = /^\$\{\{([\s\S]*)\}\}\s*$/.exec(key)?.[1]?.trim() ?? "";
  const word = /^[a-z]+/i.exec(inner)?.[0].toLowerCase();
  const rest = word === undefined ? "" : inner.slice(word.length);
  switch (word) {
    case "if":
    case "elseif":
      return /^[\s(]/.test(rest) ? { kind: word, source: rest.trim(), name: "" } : undefined;
    case "else":
    case "insert":
      return rest.trim() === "" ? { kind: word, source: "", name: "" } : undefined;
    case "each": {
      const [, name = "", source = ""] = /^\s+([A-Za-z_][\w-]*)\s+in\s+([\s\S]+)$/.exec(rest) ?? [];
      return name === "" ? undefined : { kind: "each", source: source.trim(), name };
    }
    default:
      return undefined;
  }
}

/**
 * Whether an item of a list is made of directives alone, so that the list goes on in what stands below. A mapping below
 * `each` or `insert` gives one item its keys.
 */
export const isDirected = (node: Node): boolean =>
  node.kind === "mapping" &&
  node.entries().length > 0 &&
  node.entries().every(({ key, node: below }) => {
    const kind = directiveOf(key)?.kind;
    return kind !== undefined && !(below.kind === "mapping" && (kind === "each" || kind === "insert"));
  });
