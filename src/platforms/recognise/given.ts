import type { Fact } from "#model/fact.ts";
import { absent, declared, unknown } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Word } from "./script.ts";
import type { Variables } from "./variables.ts";

/** `remote`: it runs on another machine. The others say where its output goes. */
export type Standing = "remote" | "shown" | "piped" | "captured";

export type Answer = "yes" | "no" | "unclear";

/** What a command or an action is given, asked in the tables' words. */
export interface Given {
  readonly at: Place;
  /** Whether a value can list several things. */
  readonly lists: boolean;
  /** Whether one of the names is given. */
  has(names: readonly string[]): Answer;
  /** The value of the first of the names that is given. */
  value(names: readonly string[]): Fact<string>;
  /** The same as it is written, with its expressions. */
  written(names: readonly string[]): string | undefined;
  /** The word at a position behind the command's own words, from 1. */
  position(number: number): Fact<string>;
  writtenAt(number: number): string | undefined;
  /** The values of words such as `web=ghcr.io/acme/shop:1.2.3`, as they are written. */
  pairs(): readonly string[];
  /** The values of a flag that can be given several times, as they are written. */
  every(names: readonly string[]): readonly string[];
  /** Whether an environment variable is in force. */
  variable(name: string): boolean;
  /** What is so about where it stands. */
  readonly standing: ReadonlySet<Standing>;
  /** Whether a word stands among the arguments. */
  word(text: string): Answer;
}

/** What an expansion in a script stands for: `$IMAGE`, `${{ github.sha }}`. */
export type Resolve = (expression: string, at: Place) => Fact<string>;

export const noResolve: Resolve = (expression, at) =>
  unknown("run-time", `\`${expression}\` is decided when it runs`, at);

/** Where a command stands. */
export interface Surroundings {
  readonly at: Place;
  /** The environment variables in force. */
  readonly variables: Variables;
  readonly resolve: Resolve;
  /** How a text is written where its variables and expressions come from. */
  readonly spell: (text: string) => string;
  /** The folder that it runs in, from the repository's root; `undefined` where it is not known. */
  readonly folder: string | undefined;
  readonly standing: ReadonlySet<Standing>;
}

/** How a program reads its flags. */
export interface Syntax {
  /** The flags that take the next word. */
  readonly taking: ReadonlySet<string>;
  /** Whether `-sf` stands for `-s -f`. */
  readonly bundles: boolean;
}

/** The arguments of a command, behind the words that its entry is found by. */
export class Arguments implements Given {
  readonly at: Place;
  readonly lists = false;
  readonly standing: ReadonlySet<Standing>;
  readonly #folder: string | undefined;
  readonly #bundles: boolean;
  readonly #words: readonly Word[];
  readonly #resolve: Resolve;
  readonly #taking: ReadonlySet<string>;
  readonly #variables: Variables;

  constructor(words: readonly Word[], around: Surroundings, { taking, bundles }: Syntax) {
    const { at, resolve, variables, folder } = around;
    this.#words = words;
    this.#folder = folder;
    this.standing = around.standing;
    this.#bundles = bundles;
    this.#variables = variables;
    this.at = at;
    this.#resolve = resolve;
    this.#taking = taking;
  }

  has(names: readonly string[]): Answer {
    let unclear = false;
    for (const word of this.#words) {
      const flag = flagOf(word.text);
      if (names.includes(flag) || (this.#bundles && names.some((name) => bundled(name, word.text)))) return "yes";
      if (!word.constant && word.splits) {
        if (names.some((name) => name.startsWith("--") && word.text.includes(name))) return "yes";
        unclear ||= mayHoldFlags(word.text, this.#resolve, this.at);
      }
    }
    return unclear ? "unclear" : "no";
  }

  value(names: readonly string[]): Fact<string> {
    const found = this.#find(names);
    if (found) return expand(found.word, found.from, this.#resolve, this.at);
    if (names.includes(".")) return this.#place();
    const opaque = this.#words.find((word) => word.splits && mayHoldFlags(word.text, this.#resolve, this.at));
    return opaque
      ? unknown("run-time", `\`${opaque.text}\` may hold \`${names[0] ?? ""}\`, and is decided when it runs`, this.at)
      : absent(this.at);
  }

  written(names: readonly string[]): string | undefined {
    const found = this.#find(names);
    return found?.word.text.slice(found.from);
  }

  position(number: number): Fact<string> {
    const word = this.#positional()[number - 1];
    return word ? expand(word, 0, this.#resolve, this.at) : absent(this.at);
  }

  writtenAt(number: number): string | undefined {
    return this.#positional()[number - 1]?.text;
  }

  #place(): Fact<string> {
    return this.#folder === undefined
      ? unknown("run-time", "the folder that it runs in is decided when it runs", this.at)
      : declared(this.#folder === "" ? "." : this.#folder, this.at);
  }

  #find(names: readonly string[]): { readonly word: Word; readonly from: number } | undefined {
    for (const name of names) {
      for (const [position, word] of this.#words.entries()) {
        const next = this.#words[position + 1];
        if (word.text === name) return next && { word: next, from: 0 };
        // `--flag=value`, `/p:name=value`, and `resource=image` behind `kubectl set image`.
        if (word.text.startsWith(`${name}=`)) return { word, from: name.length + 1 };
        if (name.endsWith(":") && word.text.startsWith(name)) return { word, from: name.length };
      }
    }
    return undefined;
  }

  pairs(): readonly string[] {
    return this.#positional().flatMap(({ text }) => {
      const [, value] = /^[\w.*$(){}-]+=(.+)$/.exec(text) ?? [];
      return value === undefined ? [] : [value];
    });
  }

  every(names: readonly string[]): readonly string[] {
    return this.#words.flatMap(({ text }, position) => {
      const name = names.find((one) => text === one || text.startsWith(`${one}=`));
      if (name === undefined) return [];
      return text === name ? (this.#words[position + 1]?.text ?? []) : text.slice(name.length + 1);
    });
  }

  variable(name: string): boolean {
    return this.#variables.get(name) !== undefined;
  }

  word(pattern: string): Answer {
    const words = this.#positional();
    if (words.some((word) => matches(pattern, word.text.toLowerCase()))) return "yes";
    return words.some((word) => word.splits) ? "unclear" : "no";
  }

  #positional(): readonly Word[] {
    const found: Word[] = [];
    let skip = false;
    for (const word of this.#words) {
      if (skip) skip = false;
      else if (word.text.startsWith("-") && word.text !== "-") skip = this.#taking.has(word.text);
      else found.push(word);
    }
    return found;
  }
}

/** A word with its expansions resolved, from one of its characters on; unknown where one of them cannot be. */
export function expand(word: Word, from: number, resolve: Resolve, at: Place): Fact<string> {
  let text = "";
  let via: readonly Place[] = [];
  for (const part of word.parts) {
    if (!part.expansion) {
      text += part.text;
      continue;
    }
    const fact = resolve(part.text, at);
    if (fact.state === "unknown") return fact;
    if (fact.state === "absent") return unknown("run-time", `\`${part.text}\` is decided when it runs`, at);
    text += fact.value;
    via = [...via, fact.at, ...(fact.via ?? [])];
  }
  return declared(text.slice(from), at, via);
}

/** An input of an action: its value, and how it is written. */
export interface Input {
  readonly value: Fact<string>;
  readonly text: string;
}

/** The inputs of an action, by their names in small letters. */
export class Inputs implements Given {
  readonly at: Place;
  readonly lists = true;
  readonly standing: ReadonlySet<Standing> = new Set();
  readonly #inputs: ReadonlyMap<string, Input>;
  readonly #variables: Variables;

  constructor(inputs: ReadonlyMap<string, Input>, at: Place, variables: Variables) {
    this.#inputs = inputs;
    this.#variables = variables;
    this.at = at;
  }

  has(names: readonly string[]): Answer {
    const found = this.value(names);
    if (found.state === "absent") return "no";
    return found.state === "unknown" ? "yes" : found.value.trim() === "" ? "no" : "yes";
  }

  value(names: readonly string[]): Fact<string> {
    for (const name of names) {
      const found = this.#inputs.get(name.toLowerCase())?.value;
      if (found && found.state !== "absent") return found;
    }
    return absent(this.at);
  }

  written(names: readonly string[]): string | undefined {
    return names
      .map((name) => this.#inputs.get(name.toLowerCase())?.text)
      .find((text) => text !== undefined && text !== "");
  }

  position(): Fact<string> {
    return absent(this.at);
  }

  writtenAt(): undefined {
    return undefined;
  }

  pairs(): readonly string[] {
    return [];
  }

  every(): readonly string[] {
    return [];
  }

  variable(name: string): boolean {
    return this.#variables.get(name) !== undefined;
  }

  /** Texts of an action's inputs that are command lines: `command: pages deploy`. */
  word(pattern: string): Answer {
    for (const name of ["command", "args", "arguments", "script", "goals", "tasks", "action", "run"]) {
      const found = this.#inputs.get(name)?.value;
      if (found?.state === "unknown") return "unclear";
      if (
        found?.state === "declared" &&
        found.value
          .toLowerCase()
          .split(/\s+/)
          .some((word) => matches(pattern, word))
      )
        return "yes";
    }
    return "no";
  }
}

const STANDINGS: readonly Standing[] = ["remote", "shown", "piped", "captured"];

/** Answers one question of the tables; `entry.ts` says how they are written. */
export function ask(question: string, given: Given): Answer {
  if (question.startsWith("!")) return negate(ask(question.slice(1), given));
  if (question.startsWith("@"))
    return anyOf(
      question
        .slice(1)
        .split("|")
        .map((text) => given.word(text)),
    );
  if (question.startsWith("&"))
    return STANDINGS.some((one) => question.slice(1).split("|").includes(one) && given.standing.has(one))
      ? "yes"
      : "no";
  if (question.startsWith("$")) return given.variable(question.slice(1)) ? "yes" : "no";
  const [, names = question, operator, values] = /^([^=!^*]+)([!^*]?=)(.*)$/.exec(question) ?? [];
  const every = names.split("|");
  if (operator === "*=") {
    const text = given.written(every)?.toLowerCase() ?? "";
    return values
      ?.toLowerCase()
      .split("|")
      .some((one) => text.includes(one))
      ? "yes"
      : "no";
  }
  if (operator === undefined || values === undefined) return given.has(every);
  const position = /^\{(\d)\}$/.exec(names)?.[1];
  const found = position === undefined ? given.value(every) : given.position(Number(position));
  if (found.state === "unknown") return "unclear";
  const value = found.state === "declared" ? found.value.trim().toLowerCase() : undefined;
  if (value === undefined) return "no";
  const wanted = values.toLowerCase().split("|");
  if (operator === "^=") return wanted.some((one) => value.startsWith(one)) ? "yes" : "no";
  return wanted.includes(value) === (operator === "=") ? "yes" : "no";
}

/** Whether every question is answered with yes; no as soon as one is. */
export const askAll = (questions: readonly string[], given: Given): Answer => {
  const answers = questions.map((question) => ask(question, given));
  return answers.includes("no") ? "no" : answers.includes("unclear") ? "unclear" : "yes";
};

const anyOf = (answers: readonly Answer[]): Answer =>
  answers.includes("yes") ? "yes" : answers.includes("unclear") ? "unclear" : "no";

const negate = (answer: Answer): Answer => (answer === "yes" ? "no" : answer === "no" ? "yes" : "unclear");

/** `*test` ends with it, `publish*` begins with it, `*test*` holds it. */
function matches(pattern: string, word: string): boolean {
  if (pattern.length > 2 && pattern.startsWith("*") && pattern.endsWith("*"))
    return word.includes(pattern.slice(1, -1));
  if (pattern.startsWith("*")) return word.endsWith(pattern.slice(1));
  return pattern.endsWith("*") ? word.startsWith(pattern.slice(0, -1)) : word === pattern;
}

const flagOf = (text: string): string => (text.startsWith("-") ? (text.split("=", 1)[0] ?? text) : text);

/** `-sf` holds `-f`. */
const bundled = (name: string, text: string): boolean =>
  /^-[A-Za-z]$/.test(name) && /^-[A-Za-z]{2,5}$/.test(text) && text.includes(name.slice(1));

const LISTS = /arg|opt|flag|param|extra|[@*]|--/i;

/** Whether an expansion outside of quotes can add flags: one that is known to hold none, or is named for one thing, cannot. */
function mayHoldFlags(expression: string, resolve: Resolve, at: Place): boolean {
  const fact = resolve(expression, at);
  return fact.state === "declared" ? /(?:^|\s)-/.test(fact.value) : LISTS.test(expression);
}
