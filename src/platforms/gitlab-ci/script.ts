import { broken, together, unsure } from "#model/assurance.ts";
import { declared, type Fact, unknown } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Node } from "#syntax/node.ts";
import { nothingDone } from "../routes/act.ts";
import type { Act, Runs } from "../routes/graph.ts";
import { namedDeployment, nameOf, opaqueCommands } from "../recognise/opaque.ts";
import { placerOf } from "../recognise/places.ts";
import { brief, type Command, type ReadOptions } from "../recognise/script.ts";
import { readScript } from "../recognise/shell.ts";
import { recogniseScript, type ScriptAct, type Variables } from "../recognise/index.ts";
import { type Split, textOf, type Unknown } from "../values/value.ts";
import { isReference, referenceText } from "./configuration/references.ts";
import { choicesIn } from "./environment.ts";
import type { Scope } from "./expression/evaluate.ts";
import type { Library } from "./library.ts";
import { isQuality } from "./templates.ts";
import { render, writtenOf } from "./texts.ts";

/** What a job's scripts come to. */
export interface ScriptRead {
  readonly acts: readonly Act[];
  /** Set where a part of it is written elsewhere, and where it runs what is in no table. */
  readonly hidden: { readonly how: string; readonly at: Place } | undefined;
  readonly opaque: { readonly how: string; readonly at: Place } | undefined;
  /** What would have to be assumed to tell where it deploys to. */
  readonly splits: readonly Split[];
}

/** A script as it is run, in one piece. */
interface Whole {
  readonly text: string;
  readonly place: (offset: number) => Place;
  /** Which of the lists' lines holds a character. */
  readonly line: (offset: number) => number;
  readonly lost: Node | undefined;
}

const KEYWORDS = "https://docs.gitlab.com/ci/yaml/#script";
const LONGEST = 500_000;

/** The lines of lists, one below the other; lists may hold lists. */
function joined(lists: readonly Node[]): Whole {
  const parts: { readonly from: number; readonly node: Node; readonly text: string }[] = [];
  let text = "";
  let lost: Node | undefined;
  const add = (node: Node, depth: number): void => {
    if (isReference(node)) lost ??= node;
    else if (node.kind === "sequence" && depth < 12) for (const item of node.items()) add(item, depth + 1);
    else if (node.kind === "scalar" && node.value !== null && text.length < LONGEST) {
      parts.push({ from: text.length, node, text: node.text });
      text += `${node.text}\n`;
    }
  };
  for (const list of lists) add(list, 0);
  const line = (offset: number): number => {
    let low = 0;
    let high = parts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (parts[middle]!.from <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const place = (offset: number): Place => {
    const part = parts[line(offset)];
    return part ? placerOf(part.node, part.text)(Math.min(offset - part.from, part.text.length)) : lists[0]!.at;
  };
  return { text, place, line, lost };
}

/**
 * The runner's shell ends at the first failure, of a pipe's parts as well, and PowerShell's where the runner is Windows.
 * https://docs.gitlab.com/runner/shells/
 */
function shellOf(node: Node): ReadOptions {
  const words = [
    ...node
      .get("tags")
      .items()
      .map(({ text }) => text),
    node.get("image").text,
    node.get("image", "name").text,
  ];
  return words.some((word) => /windows|servercore|nanoserver/i.test(word))
    ? { shell: "powershell", errexit: true, pipefail: false }
    : { shell: "bash", errexit: true, pipefail: true };
}

/** The scripts of a job, in order. */
export function readScripts(job: string, node: Node, scope: Scope, variables: Variables, library: Library): ScriptRead {
  const steps = node
    .get("run")
    .items()
    .map((step) => step.get("script"));
  const main = joined([node.get("before_script"), node.get("script"), ...steps]);
  const after = joined([node.get("after_script")]);
  const reader = new Reader(job, scope, variables, library, shellOf(node));
  const acts = reader.read(main);
  const rest = reader.read(after).map((act): Act => ({
    ...act,
    when: "end",
    blocking: together(broken("a failure of `after_script` is ignored", act.at), act.blocking),
  }));
  const { lost } = main;
  return {
    acts: [...acts, ...rest],
    hidden: lost && { how: `what \`${referenceText(lost)}\` names is written elsewhere`, at: lost.at },
    opaque: reader.opaque,
    splits: reader.splits,
  };
}

class Reader {
  opaque: ScriptRead["opaque"];
  readonly splits: Split[] = [];
  readonly #job: string;
  readonly #scope: Scope;
  readonly #variables: Variables;
  readonly #library: Library;
  readonly #shell: ReadOptions;

  constructor(job: string, scope: Scope, variables: Variables, library: Library, shell: ReadOptions) {
    this.#job = job;
    this.#scope = scope;
    this.#variables = variables;
    this.#library = library;
    this.#shell = shell;
  }

  read(whole: Whole): readonly Act[] {
    const { text, place } = whole;
    if (text.trim() === "") return [];
    const acts = recogniseScript(
      {
        text,
        ...this.#shell,
        place,
        folder: "",
        variables: this.#variables,
        resolve: (expression, at) => this.#resolve(expression, at),
      },
      this.#library.files,
      this.#library.recognition,
    );
    const found = acts.map((act): Act => ({ ...act, runs: this.#runs(act) }));
    return [...found, ...this.#others(acts, whole)];
  }

  /** What no table knows: GitLab's own analyzers, and what deploys by its name alone. */
  #others(acts: readonly ScriptAct[], { text, place, line }: Whole): readonly Act[] {
    const known = new Set(acts.map(({ at }) => JSON.stringify(at)));
    const active = new Set(acts.flatMap((act) => (act.known.does === "nothing" ? [] : [JSON.stringify(act.at)])));
    const commands = readScript(text, this.#shell).map((command) => ({ command, at: place(command.offset) }));
    // What stands beside something that is known, in one line of the list, prepares it or tells of it.
    const settled = new Set(
      commands.flatMap(({ command, at }) => (active.has(JSON.stringify(at)) ? [line(command.offset)] : [])),
    );
    const found: Act[] = commands
      .filter(({ command }) => isPackageUpload(command))
      .map(({ command, at }) => {
        const act = upload(at);
        return { ...act, runs: this.#runs({ ...act, conditions: command.conditions }) };
      });
    for (const command of opaqueCommands(text, this.#shell)) {
      const at = place(command.offset);
      const [first, second] = command.words;
      if (/^(?:\/analyzer (?:run|r)|\/analyze|gtcs scan)$/.test(`${first?.text ?? ""} ${second?.text ?? ""}`.trim())) {
        const act = analysis(this.#job, at);
        found.push({ ...act, runs: this.#runs({ ...act, conditions: command.conditions }) });
        continue;
      }
      const named = namedDeployment(command, at, (written) => this.#variables.spell(written));
      if (named && !settled.has(line(command.offset))) {
        const own = { ...named, known: { ...named.known, source: KEYWORDS } };
        found.push({ ...own, runs: this.#runs({ ...own, conditions: command.conditions }) });
      } else if (active.size === 0 && !known.has(JSON.stringify(at)))
        this.opaque ??= { how: `\`${nameOf(command)}\` is not known`, at };
    }
    return found;
  }

  #resolve(expression: string, at: Place): Fact<string> {
    if (!/^\$/.test(expression) || /^\$\(/.test(expression))
      return unknown("run-time", `\`${brief(expression)}\` is decided when it runs`, at);
    const value = render(expression, this.#scope.variable);
    this.splits.push(...choicesIn(value));
    if (value.is !== "unknown") {
      // What the files do not set may be set in the project's settings.
      return expression.includes("$") && textOf(value) === expression
        ? unknown("run-time", `\`${brief(expression)}\` is decided when it runs`, at)
        : declared(textOf(value), at);
    }
    return unknown("run-time", `${value.what} decides what \`${brief(writtenOf(value, expression))}\` is`, at);
  }

  #runs({ conditions, name, at }: Pick<ScriptAct, "conditions" | "name" | "at">): Runs {
    if (conditions.length === 0) return { state: "always" };
    const unknowns = conditions
      .flatMap(({ reads }) => reads)
      .map((read) => this.#scope.variable(read))
      .filter((value): value is Unknown => value.is === "unknown");
    const first = unknowns.find(({ by }) => by === "person") ?? unknowns.find(({ by }) => by === "change");
    if (first) return { state: "maybe", at, how: `${first.what} decides whether \`${name}\` runs`, by: first.by };
    return { state: "maybe", at, how: `\`${conditions[0]!.text}\` decides whether \`${name}\` runs`, by: "unread" };
  }
}

/** A file that is sent to the package registry. https://docs.gitlab.com/user/packages/generic_packages/ */
const isPackageUpload = ({ words: [first, ...rest] }: Command): boolean =>
  first?.text === "curl" &&
  rest.some(({ text }) => /^(?:-T|--upload-file)/.test(text)) &&
  rest.some(({ text }) => /\/packages\/\w+\//.test(text));

const upload = (at: Place): Act => ({
  ...nothingDone("an upload to the package registry", at),
  known: { does: "publish", source: "https://docs.gitlab.com/user/packages/generic_packages/" },
});

/**
 * What one of GitLab's analyzers does: it writes a report, and succeeds whatever it found.
 * https://docs.gitlab.com/user/application_security/detect/security_scanning_results/
 */
const analysis = (job: string, at: Place): Act => ({
  ...nothingDone(job, at),
  blocking: unsure(
    "settings",
    `\`${job}\` only reports what it finds, and which findings hold up a change is set in merge request approval policies`,
    at,
  ),
  known: {
    does: "check",
    kinds: [isQuality(job) ? "static-analysis" : "security-scan"],
    source: "https://docs.gitlab.com/user/application_security/",
  },
});
