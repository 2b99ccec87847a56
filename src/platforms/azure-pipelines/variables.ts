import { declared, type Fact, unknown } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Node } from "#syntax/node.ts";
import { Variables as Environment } from "../recognise/index.ts";
import { assume, outputKey } from "../values/explore.ts";
import { known, unread, type Value } from "../values/value.ts";
import { type Origin, predefined } from "./predefined.ts";
import { openOf } from "./expand/grown.ts";
import { Written } from "./expand/variables.ts";
import { evaluate, type Scope, spell } from "./expression/evaluate.ts";
import { ExpressionFault, parse } from "./expression/parse.ts";
import { joined } from "./expression/template.ts";
import { macrosIn } from "./macros.ts";

const MOST_DEEP = 8;
const MOST_NAMES = 500;

/** The variables of a run, as far as what is written around a job tells them. */
export class Variables {
  readonly origin: Origin;
  readonly #written: Written;
  /** The names, in small letters, that a script sets. */
  readonly #changed: ReadonlySet<string>;
  #environment: Environment | undefined;

  constructor(origin: Origin, written = new Written(), changed: ReadonlySet<string> = new Set()) {
    this.origin = origin;
    this.#written = written;
    this.#changed = changed;
  }

  /** With those of a nearer block. */
  within(...blocks: readonly Node[]): Variables {
    const written = new Written(this.#written);
    for (const block of blocks) written.addAll(block);
    return new Variables(this.origin, written, this.#changed);
  }

  /** With what is the same for a whole job, such as the values of a matrix. */
  with(name: string, node: Node): Variables {
    const written = new Written(this.#written);
    written.set(name, node);
    return new Variables(this.origin, written, this.#changed);
  }

  changedBy(names: ReadonlySet<string>): Variables {
    const isNew = [...names].some((name) => !this.#changed.has(name));
    return isNew ? new Variables(this.origin, this.#written, new Set([...this.#changed, ...names])) : this;
  }

  /** As environment variables: in capitals, with `_` for what else stands in a name. */
  get environment(): Environment {
    this.#environment ??= new Environment(
      new Map(
        [...this.#written.names().values()].slice(0, MOST_NAMES).flatMap((name) => {
          const at = this.at(name);
          const text = this.shown(`$(${name})`);
          return at ? [[name.replace(/[.\s-]/g, "_").toUpperCase(), { text, at }] as const] : [];
        }),
      ),
    );
    return this.#environment;
  }

  /** Whether a name is that of a variable that is written here. */
  has(name: string): boolean {
    return this.#written.get(name) !== undefined;
  }

  at(name: string): Place | undefined {
    return this.#written.get(name)?.at;
  }

  value(name: string, depth = 0): Value {
    const { assumed } = this.origin;
    if (this.#changed.has(name.toLowerCase())) return unread(`the variable \`${name}\`, which a script sets,`);
    const node = this.#written.get(name);
    if (node) return openOf(node) ?? this.text(node.text, depth + 1);
    const built = predefined(name, this.origin);
    if (built) return built;
    const { elsewhere } = this.#written;
    const what = `the variable \`${name}\`${elsewhere ? `, which ${elsewhere} may hold,` : ", which is not written here,"}`;
    return assume(
      { assumed },
      `variables.${name.toLowerCase()}`,
      unread(what, { varies: "fixed", written: `$(${name})` }),
    );
  }

  /** A text with its macros. `$[ ]` is an expression of the whole text. */
  text(text: string, depth = 0): Value {
    if (depth > MOST_DEEP) return unread("a variable that leads back to itself");
    const whole = /^\s*\$\[([\s\S]*)\]\s*$/.exec(text)?.[1];
    if (whole !== undefined) return this.#expression(whole, depth);
    const parts = macrosIn(text, (name) => this.isMacro(name));
    if (parts.every(({ name }) => name === undefined)) return known(text);
    return joined(
      parts.map(({ name, text: part }) => {
        if (name === undefined) return known(part);
        const value = this.value(name, depth);
        return value.is === "unknown" ? { ...value, written: value.written ?? part } : value;
      }),
    );
  }

  /** `$(date)` is a shell's own where no variable has that name. */
  isMacro(name: string): boolean {
    return this.has(name) || /[^a-z]/.test(name);
  }

  #expression(source: string, depth: number): Value {
    try {
      const value = evaluate(parse(source.trim()), this.scope(depth));
      return value.is === "known" ? known(spell(value)) : value;
    } catch (error) {
      if (error instanceof ExpressionFault) return unread(`the expression \`${source.trim()}\``);
      throw error;
    }
  }

  /** What expressions see that are evaluated while it runs. */
  scope(depth = 0): Scope {
    const { assumed } = this.origin;
    return {
      name: (name) => unread(`\`${name}\``),
      variable: (name) => this.value(name, depth + 1),
      output: (path) => assume({ assumed }, `${outputKey}${path.toLowerCase()}`, unread(`the output \`${path}\``)),
    };
  }

  /** A text as a fact. */
  fact(node: Node): Fact<string> {
    return this.factOf(openOf(node) ?? this.text(node.text), node.text, node.at);
  }

  /** A value as a fact; `written` is how it stands in the file. */
  factOf(value: Value | undefined, written: string, at: Place): Fact<string> {
    if (!value) return unknown("run-time", `\`${brief(written)}\` is decided when it runs`, at);
    if (value.is === "unknown") return unknown("run-time", `${value.what} decides what \`${brief(written)}\` is`, at);
    const via = macrosIn(written, (name) => this.isMacro(name)).flatMap(({ name }) =>
      name === undefined ? [] : (this.at(name) ?? []),
    );
    return declared(spell(value), at, via);
  }

  /** A text as it will read, with what cannot be told left as it is written. */
  shown(text: string): string {
    const value = this.text(text);
    return value.is === "unknown" ? (value.written ?? text) : spell(value);
  }
}

export const brief = (text: string): string => {
  const line = text.slice(0, 400).replace(/\s+/g, " ").trim();
  return line.length > 80 ? `${line.slice(0, 77)}…` : line;
};
