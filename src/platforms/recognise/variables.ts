import type { Place } from "#model/place.ts";

/** An environment variable as it is written: a text, or an expression such as `${{ secrets.FLY_API_TOKEN }}`. */
export interface Variable {
  readonly text: string;
  readonly at: Place;
}

const DEEPEST = 4;
const LONGEST = 2000;
const USE = /\$\{\{\s*env\.(\w+)\s*\}\}|\$\{env:(\w+)\}|\$env:(\w+)|\$\{(\w+)\}|\$([A-Za-z_]\w*)|%(\w+)%/g;

/** The environment variables in force, by name. */
export class Variables {
  readonly #variables: ReadonlyMap<string, Variable>;

  constructor(variables: ReadonlyMap<string, Variable> = new Map()) {
    this.#variables = variables;
  }

  get(name: string): Variable | undefined {
    return this.#variables.get(name);
  }

  entries(): Iterable<readonly [string, Variable]> {
    return this.#variables;
  }

  with(added: Iterable<readonly [string, Variable]>): Variables {
    return new Variables(new Map([...this.#variables, ...added]));
  }

  /** A text with the variables in it written out, as far as they are known. Never the value of a secret. */
  spell(text: string): string {
    let spelled = text;
    for (let depth = 0; depth < DEEPEST; depth += 1) {
      const next = spelled.replace(USE, (found: string, ...names: readonly unknown[]) => {
        const name = names.slice(0, 6).find((one) => typeof one === "string");
        return (typeof name === "string" ? this.#variables.get(name)?.text : undefined) ?? found;
      });
      if (next === spelled || next.length > LONGEST) break;
      spelled = next;
    }
    return spelled;
  }
}
