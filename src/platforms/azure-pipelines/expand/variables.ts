import type { Node } from "#syntax/node.ts";

/** Variables as they are written around a part of a pipeline, the nearest first. */
export class Written {
  readonly #outer: Written | undefined;
  readonly #own = new Map<string, Node>();
  readonly #names = new Map<string, string>();
  #elsewhere: string | undefined;

  constructor(outer?: Written) {
    this.#outer = outer;
  }

  set(name: string, value: Node): void {
    this.#own.set(name.toLowerCase(), value);
    this.#names.set(name.toLowerCase(), name);
  }

  /** Notes that more are kept where they cannot be read; `where` is a noun phrase. */
  open(where: string): void {
    this.#elsewhere ??= where;
  }

  get(name: string): Node | undefined {
    return this.#own.get(name.toLowerCase()) ?? this.#outer?.get(name);
  }

  /** Where others may be: "the variable group `prod`". */
  get elsewhere(): string | undefined {
    return this.#elsewhere ?? this.#outer?.elsewhere;
  }

  /** All names, as they are written. */
  names(): ReadonlyMap<string, string> {
    return new Map([...(this.#outer?.names() ?? []), ...this.#names]);
  }

  /** Takes in one item of a list of variables. */
  add(item: Node): void {
    const { text: name } = item.get("name");
    if (name !== "") this.set(name, item.get("value"));
    else if (item.has("group")) this.open(`the variable group \`${item.get("group").text}\``);
  }

  /** Takes in a `variables` block, in either of its forms. */
  addAll(node: Node): void {
    for (const item of node.items()) this.add(item);
    for (const { key, node: value } of node.entries()) this.set(key, value);
  }
}
