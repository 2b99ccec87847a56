import type { ASTNode } from "@marcbachmann/cel-js";
import type { Expression } from "./compile.ts";
import { comparable, compared, computed, equal } from "./operators.ts";
import { durationIn } from "./seconds.ts";
import { type Doubt, doubt, few, joined, type Known, known, type List, open, type Open, type Value } from "./value.ts";

/** How many steps may still be taken. */
export interface Meter {
  left: number;
}

/** The values of variables, the innermost first. */
interface Names {
  readonly name: string;
  readonly value: Value;
  readonly outer: Names | undefined;
}

/**
 * What an expression gives, by Kleene's logic: what cannot be told, or goes wrong, is open, and so is all that depends
 * on it. `false && x` is false and `true || x` is true whatever `x` is; the same holds for `all` and `exists`.
 */
export function evaluate(
  { tree, patterns }: Expression,
  variables: ReadonlyMap<string, Value>,
  meter: Meter,
): Known | Open {
  let outermost: Names | undefined;
  for (const [name, value] of variables) outermost = { name, value, outer: outermost };
  const evaluation = new Evaluation(patterns, meter);
  const value = evaluation.of(tree, outermost);
  if (value.state === "known" || value.state === "open") return value;
  return open([doubt("it gives neither true nor false")]);
}

class Evaluation {
  readonly #patterns: Expression["patterns"];
  readonly #meter: Meter;

  constructor(patterns: Expression["patterns"], meter: Meter) {
    this.#patterns = patterns;
    this.#meter = meter;
  }

  of(node: ASTNode, names: Names | undefined): Value {
    if (!this.#spend(1)) return exhausted;
    switch (node.op) {
      case "value":
        return known(typeof node.args === "object" ? null : node.args, []);
      case "id":
        return named(node.args, names);
      case ".":
        return this.#field(node, node.args[0], node.args[1], names);
      case "list":
        return {
          state: "list",
          items: node.args.map((each) => this.of(each, names)),
          others: [],
          places: [],
        };
      case "&&":
        return this.#both(node.args, false, names);
      case "||":
        return this.#both(node.args, true, names);
      case "?:":
        return this.#chosen(node.args, names);
      case "!_": {
        const value = this.of(node.args, names);
        return value.state === "known" ? known(value.value !== true, value.places) : openOf(value);
      }
      case "-_": {
        const value = this.of(node.args, names);
        return computed("-", known(0n, []), value);
      }
      case "==":
      case "!=": {
        const same = equal(this.of(node.args[0], names), this.of(node.args[1], names));
        return node.op === "==" || same.state === "open" ? same : known(same.value !== true, same.places);
      }
      case "<":
      case "<=":
      case ">":
      case ">=":
        return compared(node.op, this.of(node.args[0], names), this.of(node.args[1], names));
      case "+":
      case "-":
      case "*":
      case "/":
      case "%":
        return computed(node.op, this.of(node.args[0], names), this.of(node.args[1], names));
      case "in":
        return this.#isIn(this.of(node.args[0], names), this.of(node.args[1], names));
      case "call":
        return this.#call(node.args[0], node.args[1], names);
      case "rcall":
        return this.#method(node, node.args, names);
      default:
        return open([doubt(`\`${node.op}\` is not for assertions`)]);
    }
  }

  #spend(steps: number): boolean {
    this.#meter.left -= steps;
    return this.#meter.left >= 0;
  }

  #field(node: ASTNode, receiver: ASTNode, name: string, names: Names | undefined): Value {
    const found = this.#seek(receiver, name, names);
    if (found !== "absent") return found;
    const text = node.input.slice(node.start, node.end);
    return open([doubt(`\`${text}\` is absent`, `ask \`has(${text})\` before it is looked at`)]);
  }

  #seek(receiver: ASTNode, name: string, names: Names | undefined): Value | "absent" {
    const value = this.of(receiver, names);
    if (value.state === "open") return value;
    if (value.state !== "entity") return open([doubt(`nothing has a \`${name}\` there`)]);
    return value.field(name) ?? "absent";
  }

  /** `&&` and `||`: `decisive` is the value of one side that decides whatever the other is. */
  #both([left, right]: readonly [ASTNode, ASTNode], decisive: boolean, names: Names | undefined): Value {
    const one = this.of(left, names);
    if (one.state === "known" && one.value === decisive) return one;
    const other = this.of(right, names);
    if (other.state === "known" && other.value === decisive) return other;
    if (one.state === "known" && other.state === "known") return known(!decisive, joined([one.places, other.places]));
    return open([...doubtsOf(one), ...doubtsOf(other)]);
  }

  #chosen([asked, yes, no]: readonly [ASTNode, ASTNode, ASTNode], names: Names | undefined): Value {
    const condition = this.of(asked, names);
    if (condition.state !== "known") return openOf(condition);
    const value = this.of(condition.value === true ? yes : no, names);
    return value.state === "known" ? known(value.value, joined([condition.places, value.places])) : value;
  }

  #isIn(sought: Value, list: Value): Value {
    if (list.state !== "list") return openOf(list);
    return this.#some(list, (item) => equal(sought, item), true);
  }

  #call(name: string, parts: readonly ASTNode[], names: Names | undefined): Value {
    const [part] = parts;
    if (!part) return open([doubt(`${name}() is not for assertions`)]);
    if (name === "size") return this.#size(this.of(part, names));
    if (name === "has" && part.op === ".") return this.#has(part.args[0], part.args[1], names);
    if (name === "seconds" && part.op === "value")
      return known(BigInt(Math.round(durationIn(String(part.args)) ?? 0)), []);
    return open([doubt(`${name}() is not for assertions`)]);
  }

  /** Whether the source says something: of a list, whether anything is in it; of what is absent, it says nothing. */
  #has(receiver: ASTNode, name: string, names: Names | undefined): Value {
    const [above, last] = receiver.op === "." ? receiver.args : [];
    const outer = above && last !== undefined ? this.#seek(above, last, names) : this.of(receiver, names);
    if (outer === "absent") return known(false, []);
    const near = "places" in outer ? outer.places : [];
    const found = outer.state === "entity" ? (outer.field(name) ?? "absent") : outer;
    if (found === "absent") return known(false, near);
    if (found.state === "open") return found;
    if (found.state !== "list" || found.items.length > 0) return known(true, found.places);
    return found.others.length > 0 ? open(found.others) : known(false, found.places);
  }

  #size(value: Value): Value {
    if (value.state === "known" && typeof value.value === "string")
      return known(BigInt([...value.value].length), value.places);
    if (value.state !== "list") return openOf(value);
    if (!this.#spend(value.items.length)) return exhausted;
    const count = BigInt(value.items.length);
    if (value.others.length > 0) return { ...open(value.others), atLeast: count };
    return known(count, joined([value.places, ...value.items.map(placesOf)]));
  }

  #method(
    node: ASTNode,
    [name, receiver, parts]: readonly [string, ASTNode, readonly ASTNode[]],
    names: Names | undefined,
  ): Value {
    const value = this.of(receiver, names);
    const [variable, body] = parts;
    if (variable?.op === "id" && body) {
      if (value.state !== "list") return openOf(value);
      return this.#through(name, value, (item) => this.of(body, { name: variable.args, value: item, outer: names }));
    }
    if (name === "size") return this.#size(value);
    if (value.state !== "known" || typeof value.value !== "string") return openOf(value);
    if (!this.#spend(value.value.length)) return exhausted;
    if (name === "lowerAscii")
      return known(
        value.value.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()),
        value.places,
      );
    if (name === "matches") return known(this.#patterns.get(node)?.test(value.value) === true, value.places);
    const part = variable && this.of(variable, names);
    if (part?.state !== "known" || typeof part.value !== "string") return part ? openOf(part) : exhausted;
    const places = joined([value.places, part.places]);
    switch (name) {
      case "contains":
        return known(value.value.includes(part.value), places);
      case "startsWith":
        return known(value.value.startsWith(part.value), places);
      case "endsWith":
        return known(value.value.endsWith(part.value), places);
      default:
        return open([doubt(`${name}() is not for assertions`)]);
    }
  }

  #through(name: string, list: List, of: (item: Value) => Value): Value {
    switch (name) {
      case "exists":
        return this.#some(list, of, true);
      case "all":
        return this.#some(list, of, false);
      case "exists_one":
        return this.#one(list, of);
      case "map":
        return { ...list, items: list.items.map(of) };
      default:
        return this.#filtered(list, of);
    }
  }

  /** `exists` and `all`: one item that gives `decisive` decides; else every one must be told, and the list be whole. */
  #some(list: List, of: (item: Value) => Value, decisive: boolean): Value {
    const doubts = [...list.others];
    const places = [list.places];
    for (const item of list.items) {
      if (!this.#spend(1)) return exhausted;
      const value = of(item);
      if (value.state !== "known") doubts.push(...doubtsOf(value));
      else if (value.value === decisive) return known(decisive, joined([value.places, placesOf(item)]));
      else places.push(value.places);
    }
    return doubts.length > 0 ? open(doubts) : known(!decisive, joined(places));
  }

  #one(list: List, of: (item: Value) => Value): Value {
    const doubts = [...list.others];
    const found: Value[] = [];
    for (const item of list.items) {
      const value = of(item);
      if (value.state !== "known") doubts.push(...doubtsOf(value));
      else if (value.value === true) found.push(item);
    }
    const places = joined([list.places, ...found.map(placesOf)]);
    if (found.length > 1) return known(false, places);
    return doubts.length > 0 ? open(doubts) : known(found.length === 1, places);
  }

  /** An item of which it cannot be told stays out, and the list is then not whole. */
  #filtered(list: List, of: (item: Value) => Value): Value {
    const others = [...list.others];
    const items = list.items.filter((item) => {
      const value = of(item);
      if (value.state !== "known") others.push(...doubtsOf(value));
      return value.state === "known" && value.value === true;
    });
    return { ...list, items, others: few(others) };
  }
}

const exhausted: Open = open([
  doubt("it takes more steps than an assertion may", "ask it of each stage or plan, or through fewer lists"),
]);

function named(name: string, names: Names | undefined): Value {
  for (let scope = names; scope; scope = scope.outer) if (scope.name === name) return scope.value;
  return open([doubt(`there is no \`${name}\``)]);
}

const doubtsOf = (value: Value): readonly Doubt[] => (value.state === "open" ? value.doubts : comparable(value));

const openOf = (value: Value): Open =>
  value.state === "open" ? value : open([doubt("it is of another kind than is asked")]);

const placesOf = (value: Value) => ("places" in value ? value.places : []);
