import { declared, unknown, type Fact } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import { expand, type Resolve } from "./given.ts";
import type { Command } from "./script.ts";
import { Variables, type Variable } from "./variables.ts";

const NAMED = /^(?:\$\{([A-Za-z_]\w*)\}|\$(?:env:)?([A-Za-z_]\w*)|\$\{env:(\w+)\}|%(\w+)%)$/;
const DEFAULT = /^\$\{([A-Za-z_]\w*):?-([^${}]*)\}$/;

/** The variables of a script as it goes: those in force at its start, and those that it sets itself. */
export class ScriptVariables {
  readonly #outer: Resolve;
  readonly #own = new Map<string, Fact<string>>();
  #variables: Variables;

  constructor(variables: Variables, outer: Resolve) {
    this.#variables = variables;
    this.#outer = outer;
  }

  get variables(): Variables {
    return this.#variables;
  }

  /** Takes in the variables that a command sets. One that is set twice or on a condition is not known. */
  learn(command: Command, at: Place): void {
    const exported = ["export", "declare", "local", "readonly"].includes(command.words[0]?.text ?? "");
    const sets = [
      ...command.assignments.map(({ name, value }) => ({
        name,
        text: value.text,
        fact: expand(value, 0, this.resolve, at),
      })),
      ...(exported ? command.words.slice(1) : []).flatMap((word) => {
        const [, name] = /^([A-Za-z_]\w*)=/.exec(word.text) ?? [];
        if (name === undefined) return [];
        return [
          { name, text: word.text.slice(name.length + 1), fact: expand(word, name.length + 1, this.resolve, at) },
        ];
      }),
    ];
    const added: [string, Variable][] = [];
    for (const { name, text, fact } of sets) {
      const doubtful = this.#own.has(name) || command.conditions.length > 0;
      this.#own.set(name, doubtful ? unknown("run-time", `\`$${name}\` is set in more than one way`, at) : fact);
      added.push([name, { text: doubtful ? `$${name}` : this.#variables.spell(text), at }]);
    }
    if (added.length > 0) this.#variables = this.#variables.with(added);
  }

  readonly resolve: Resolve = (expression, at) => {
    const [, ...names] = NAMED.exec(expression) ?? [];
    const name = names.find((one) => one !== undefined);
    if (name === undefined) return this.#defaulted(expression, at) ?? this.#outer(expression, at);
    const own = this.#own.get(name);
    if (own) return own;
    const variable = this.#variables.get(name);
    if (variable === undefined) return this.#outer(expression, at);
    if (!/\$|\{\{|%\w+%/.test(variable.text)) return declared(variable.text, at, [variable.at]);
    const inner = this.#outer(variable.text, at);
    return inner.state === "absent" ? unknown("run-time", `\`${variable.text}\` is decided when it runs`, at) : inner;
  };

  #defaulted(expression: string, at: Place): Fact<string> | undefined {
    const [, name] = DEFAULT.exec(expression) ?? [];
    if (name === undefined) return undefined;
    const found = this.resolve(`$${name}`, at);
    return found.state === "declared" ? found : undefined;
  }
}
