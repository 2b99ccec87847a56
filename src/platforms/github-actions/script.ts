import type { Place } from "#model/place.ts";
import { parse } from "../recognise/shell/parser.ts";
import type { Simple, Tree, Case } from "../recognise/shell/tree.ts";
import type { Word } from "../recognise/script.ts";
import type { Scope } from "./expression/evaluate.ts";
import { and, not, or, pick } from "../values/logic.ts";
import { equal } from "./expression/operators.ts";
import { call } from "./expression/functions.ts";
import { leading, render } from "./expression/template.ts";
import { asText, combine, FALSE, known, textOf, truth, TRUE, unread, type Value } from "../values/value.ts";

/** What a script leaves behind, as far as its plain assignments and tests say. */
export interface Outcome {
  readonly outputs: ReadonlyMap<string, Value>;
  readonly variables: ReadonlyMap<string, Value>;
  /** Whether it ends itself with a failure. */
  readonly fails: Value;
  /** Whether the command at a place is reached, by `placeKey`. */
  readonly reach: (place: (offset: number) => Place) => ReadonlyMap<string, Value>;
}

const nothing: Outcome = { outputs: new Map(), variables: new Map(), fails: FALSE, reach: () => new Map() };

export const placeKey = ({ file, line, column }: Place): string => `${file}:${line}:${column}`;

/**
 * Follows a shell script through its tests, `echo name=value >> $GITHUB_OUTPUT` and `exit`: enough for the steps that
 * map a branch to an environment and those that refuse a case. Everything else is stepped over.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-output-parameter
 */
export function follow(script: string, scope: Scope, environment: (name: string) => Value): Outcome {
  if (!/GITHUB_OUTPUT|GITHUB_ENV|\bexit\b|\bif\b|\bcase\b|&&|\|\|/.test(script)) return nothing;
  const walk = new Walk(script, scope, environment);
  walk.visit(parse(script), TRUE, 0);
  return walk;
}

class Walk implements Outcome {
  readonly outputs = new Map<string, Value>();
  readonly variables = new Map<string, Value>();
  fails: Value = FALSE;
  readonly #source: string;
  readonly #scope: Scope;
  readonly #own = new Map<string, Value>();
  readonly #outer: (name: string) => Value;
  readonly #reached: { readonly offset: number; readonly reach: Value }[] = [];

  constructor(source: string, scope: Scope, outer: (name: string) => Value) {
    this.#source = source;
    this.#scope = scope;
    this.#outer = outer;
  }

  reach(place: (offset: number) => Place): ReadonlyMap<string, Value> {
    return new Map(this.#reached.map(({ offset, reach }) => [placeKey(place(offset)), reach]));
  }

  /** Runs a part that is reached if `reach` holds; gives whether what follows it is reached. */
  visit(tree: Tree, reach: Value, depth: number): Value {
    if (depth > 40) return reach;
    switch (tree.kind) {
      case "simple":
        return this.#simple(tree, reach);
      case "sequence":
        return tree.items.reduce((now, { tree: part }) => this.visit(part, now, depth + 1), reach);
      case "group":
        return this.visit(tree.body, reach, depth + 1);
      case "pipe":
        return tree.parts.length === 1 && tree.parts[0] ? this.visit(tree.parts[0], reach, depth + 1) : reach;
      case "if": {
        let rest = reach;
        let left: Value = FALSE;
        for (const { test, body } of tree.branches) {
          const holds = this.test(test, depth + 1);
          left = or(left, this.visit(body, and(rest, holds), depth + 1));
          rest = and(rest, not(holds));
        }
        return or(left, tree.otherwise ? this.visit(tree.otherwise, rest, depth + 1) : rest);
      }
      case "case":
        return this.#case(tree, reach, depth);
      case "chain":
        return this.#chain(tree.parts, reach, depth);
      case "loop":
        this.visit(tree.body, and(reach, dark), depth + 1);
        return reach;
      case "definition":
        return reach;
    }
  }

  #chain(parts: Extract<Tree, { kind: "chain" }>["parts"], reach: Value, depth: number): Value {
    let now = reach;
    let holds: Value = TRUE;
    for (const { operator, tree } of parts) {
      const wanted = operator === "||" ? not(holds) : holds;
      const here = operator ? and(reach, wanted) : reach;
      const after = this.visit(tree, here, depth + 1);
      // A part that ends the script lets nothing of what reached it go on.
      if (truth(after) === false && truth(here) !== false) now = and(now, not(here));
      const own = this.test(tree, depth + 1);
      holds = operator === "||" ? or(holds, own) : operator ? and(holds, own) : own;
    }
    return now;
  }

  #case(tree: Case, reach: Value, depth: number): Value {
    const head = /^case\s+"?\$\{?(\w+)\}?"?\s+in\b/.exec(this.#source.slice(tree.offset, tree.offset + 200));
    const constant = /^case\s+"?([\w./-]+)"?\s+in\b/.exec(this.#source.slice(tree.offset, tree.offset + 200));
    const written = /^case\s+"?(\$\{\{[^}]+\}\})"?\s+in\b/.exec(this.#source.slice(tree.offset, tree.offset + 200));
    const subject = head?.[1]
      ? this.value(head[1])
      : written?.[1]
        ? render(written[1], this.#scope)
        : constant?.[1]
          ? known(constant[1])
          : dark;
    let from = tree.offset + (head ?? written ?? constant ?? [""])[0].length;
    let rest = reach;
    let left: Value = FALSE;
    for (const body of tree.bodies) {
      const label = this.#source
        .slice(from, body.offset)
        .replace(/^[\s;&]+/, "")
        .replace(/\)\s*$/, "");
      const patterns = label
        .replace(/^\(/, "")
        .split("|")
        .map((pattern) => pattern.trim().replace(/^["']|["']$/g, ""));
      const holds = patterns.map((pattern) => matches(subject, pattern)).reduce(or, FALSE);
      left = or(left, this.visit(body, and(rest, holds), depth + 1));
      rest = and(rest, not(holds));
      from = body.end;
    }
    return or(left, rest);
  }

  #simple({ words, assignments, redirects, offset }: Simple, reach: Value): Value {
    if (this.#reached.length < 5_000) this.#reached.push({ offset, reach });
    const [first, ...rest] = words;
    if (!first) {
      for (const { name, value } of assignments) this.#assign(this.#own, name, this.#word(value), reach);
      return reach;
    }
    if (first.text === "export") {
      for (const { text } of rest) this.#set(this.#own, text, reach);
    }
    if (first.text === "exit" || first.text === "return") {
      // `exit $?` passes on what a command before it came to.
      const isFailure = /^[1-9]\d*$/.test(rest[0]?.text ?? "") ? TRUE : rest[0]?.text === "0" ? FALSE : dark;
      this.fails = or(this.fails, and(reach, isFailure));
      return FALSE;
    }
    if (first.text === "echo" || first.text === "printf") {
      const target = redirects.map(({ target: { text } }) => /GITHUB_(?:OUTPUT|ENV)/.exec(text)?.[0]).find(Boolean);
      const into = target === "GITHUB_OUTPUT" ? this.outputs : target === "GITHUB_ENV" ? this.variables : undefined;
      const word = rest.find(({ text }) => /^[\w-]+=/.test(text));
      if (into && word) this.#write(into, word, reach);
    }
    return reach;
  }

  #write(into: Map<string, Value>, word: Word, reach: Value): void {
    const equals = word.text.indexOf("=");
    this.#assign(into, word.text.slice(0, equals), this.#word(word, equals + 1), reach);
  }

  #set(into: Map<string, Value>, text: string, reach: Value): void {
    const equals = text.indexOf("=");
    if (equals > 0 && !text.includes("$"))
      this.#assign(into, text.slice(0, equals), known(text.slice(equals + 1)), reach);
  }

  #assign(into: Map<string, Value>, name: string, value: Value, reach: Value): void {
    if (into.size > 1000 || truth(reach) === false) return;
    const before = into.get(name) ?? (into === this.#own ? this.#outer(name) : known(""));
    into.set(name, pick(reach, value, before));
  }

  value(name: string): Value {
    return this.#own.get(name) ?? this.#outer(name);
  }

  /** What a word reads as, without its first characters. */
  #word(word: Word, from = 0): Value {
    let skip = from;
    const values = word.parts.flatMap(({ text, expansion }): readonly Value[] => {
      const rest = expansion ? text : text.slice(skip);
      if (!expansion) skip = Math.max(0, skip - text.length);
      return !expansion ? (rest === "" ? [] : [known(rest)]) : [this.#expanded(text)];
    });
    const [only] = values;
    if (values.length === 1 && only) return asText(only);
    return combine(values, (parts) => known(parts.map(textOf).join("")), { prefix: leading(values) });
  }

  #expanded(text: string): Value {
    if (text.startsWith("${{")) return render(text, this.#scope);
    const name = /^\$\{?(\w+)\}?$/.exec(text)?.[1];
    if (name) return this.value(name);
    const [, variable, fallback] = /^\$\{(\w+):-([\w./-]*)\}$/.exec(text) ?? [];
    return variable ? or(this.value(variable), known(fallback ?? "")) : unread("a command's output");
  }

  test(tree: Tree, depth: number): Value {
    if (depth > 40) return dark;
    switch (tree.kind) {
      case "sequence": {
        const [only] = tree.items;
        return only && tree.items.length === 1 ? this.test(only.tree, depth + 1) : dark;
      }
      case "pipe": {
        const [only] = tree.parts;
        if (!only || tree.parts.length > 1) return dark;
        const holds = this.test(only, depth + 1);
        return tree.negated ? not(holds) : holds;
      }
      case "chain":
        return tree.parts.reduce<Value>((holds, { operator, tree: part }) => {
          const own = this.test(part, depth + 1);
          return operator === "||" ? or(holds, own) : operator ? and(holds, own) : own;
        }, TRUE);
      case "group":
        return this.test(tree.body, depth + 1);
      case "simple":
        return this.#command(tree.words);
      default:
        return dark;
    }
  }

  #command(words: readonly Word[]): Value {
    const [first, ...rest] = words;
    switch (first?.text) {
      case "true":
      case "echo":
        return TRUE;
      case "false":
        return FALSE;
      case "[":
      case "[[":
        return this.#expression(rest.slice(0, -1));
      case "test":
        return this.#expression(rest);
      default:
        return dark;
    }
  }

  #expression(words: readonly Word[]): Value {
    for (const [marks, join] of [
      [["||", "-o"], or],
      [["&&", "-a"], and],
    ] as const) {
      const at = words.findIndex(({ text }) => marks.some((mark) => mark === text));
      if (at > 0) return join(this.#expression(words.slice(0, at)), this.#expression(words.slice(at + 1)));
    }
    const [a, operator, b] = words;
    if (!a) return dark;
    if (a.text === "!") return not(this.#expression(words.slice(1)));
    if (words.length === 2 && operator) {
      if (a.text === "-z") return equal(this.#word(operator), known(""));
      if (a.text === "-n") return not(equal(this.#word(operator), known("")));
      return dark;
    }
    if (words.length === 1) return not(equal(this.#word(a), known("")));
    if (words.length !== 3 || !operator || !b) return dark;
    const same = b.constant ? matches(this.#word(a), b.text) : equal(this.#word(a), this.#word(b));
    if (operator.text === "=" || operator.text === "==") return same;
    return operator.text === "!=" ? not(same) : dark;
  }
}

const dark: Value = unread("a test in a script", { domain: [true, false] });

/** Whether a text is a shell pattern's: a literal, one that ends in `*`, or `*`. */
function matches(subject: Value, pattern: string): Value {
  if (pattern === "*") return TRUE;
  const special = pattern.search(/[*?[]/);
  if (special === -1) return equal(subject, known(pattern));
  if (special === pattern.length - 1 && pattern.endsWith("*"))
    return call("startswith", [subject, known(pattern.slice(0, -1))]);
  return dark;
}
