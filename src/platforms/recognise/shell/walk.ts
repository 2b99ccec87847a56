import {
  brief,
  counts,
  readsOf,
  swallowed,
  unclear,
  type Command,
  type Condition,
  type Failure,
  type ReadOptions,
} from "../script.ts";
import { breaks, endOf, isTest, looksFatal, maySucceed, survey, type Script } from "./ends.ts";
import type { Chain, If, Loop, Sequence, Simple, Tree } from "./tree.ts";

// Which failures a script sees: https://www.gnu.org/software/bash/manual/html_node/The-Set-Builtin.html (`-e`, `-o pipefail`)

const MOST = 20_000;
const DEEPEST = 120;

/** The options in force, which commands change as they go. */
interface Options {
  errexit: boolean;
  pipefail: boolean;
}

interface Place {
  /** What becomes of a failure that the shell acts on by itself. */
  readonly failure: Failure;
  /** What becomes of a status that is only passed on. */
  readonly status: Failure;
  /** What becomes of an `exit` with a failure here: subshells hand it to what stands around them. */
  readonly exit: Failure;
  /** Whether `-e` does nothing here, as in tests and before `&&`. */
  readonly ignored: boolean;
  readonly conditions: readonly Condition[];
  readonly options: Options;
  readonly looped: boolean;
  readonly aside: boolean;
  readonly output: Command["output"];
  readonly depth: number;
}

/** The commands of a script in its order, with how each is reached and what becomes of its failure. */
export function walk(root: Sequence, source: string, options: ReadOptions): readonly Command[] {
  const walker = new Walker(survey(root, source));
  walker.visit(root, {
    failure: counts,
    status: counts,
    exit: counts,
    ignored: false,
    conditions: [],
    options: { errexit: options.errexit ?? false, pipefail: options.pipefail ?? false },
    looped: false,
    aside: false,
    output: "shown",
    depth: 0,
  });
  return walker.commands;
}

class Walker {
  readonly commands: Command[] = [];
  readonly #script: Script;

  constructor(script: Script) {
    this.#script = script;
  }

  visit(tree: Tree, place: Place): void {
    if (place.depth > DEEPEST || this.commands.length >= MOST) return;
    const inner = { ...place, depth: place.depth + 1 };
    switch (tree.kind) {
      case "simple":
        return this.#simple(tree, inner);
      case "sequence":
        return this.#sequence(tree, inner);
      case "chain":
        return this.#chain(tree, inner);
      case "pipe": {
        const lost = swallowed(
          tree.negated
            ? "stands behind `!`, which turns its failure into success"
            : this.#pipeClause(tree.parts.at(-1)),
        );
        for (const [position, part] of tree.parts.entries()) {
          const last = position === tree.parts.length - 1;
          const kept = !tree.negated && (last || place.options.pipefail || this.#checks("PIPESTATUS", tree.offset));
          const fate = kept ? place : { failure: lost, status: lost };
          this.visit(part, {
            ...inner,
            failure: fate.failure,
            status: fate.status,
            exit: tree.parts.length > 1 ? fate.failure : place.exit,
            ignored: place.ignored || tree.negated,
            output: last ? place.output : "piped",
            options: tree.parts.length > 1 ? { ...place.options } : place.options,
          });
        }
        return;
      }
      case "group":
        return this.visit(
          tree.body,
          tree.subshell ? { ...inner, exit: place.failure, options: { ...place.options } } : inner,
        );
      case "if":
        return this.#if(tree, inner);
      case "loop":
        return this.#loop(tree, inner);
      case "case":
        for (const body of tree.bodies) this.visit(body, under(inner, "case", tree.head));
        return;
      case "definition":
        return;
    }
  }

  #text({ offset, end }: Tree): string {
    return this.#script.source.slice(offset, Math.min(end, offset + 400));
  }

  #checks(variable: string, from: number): boolean {
    return (this.#script.checked.get(variable) ?? -1) > from;
  }

  #sequence({ items }: Sequence, place: Place): void {
    let conditions = place.conditions;
    for (const [position, { tree, background }] of items.entries()) {
      const last = position === items.length - 1;
      const checked = items[position + 1]?.tree;
      const keeps = checked !== undefined && this.#readsStatus(checked);
      const lost = keeps
        ? counts
        : swallowed(
            place.ignored
              ? "is followed by other commands where `set -e` has no effect"
              : "is followed by other commands without `set -e`",
          );
      const unseen = keeps
        ? counts
        : swallowed(`stands in \`${brief(this.#text(tree))}\`, whose failure does not end the script`);
      const acts = place.options.errexit && !place.ignored;
      const here: Place = {
        ...place,
        conditions,
        failure: acts ? place.exit : last ? place.status : lost,
        status: last ? place.status : acts ? unseen : lost,
      };
      if (background) {
        const alone = this.#script.waits
          ? counts
          : swallowed("runs in the background, and nothing waits for its result");
        this.visit(tree, {
          ...here,
          failure: alone,
          status: alone,
          exit: alone,
          options: { ...place.options },
          aside: true,
        });
      } else this.visit(tree, here);
      if (endOf(tree, this.#script) !== "goes-on" && !background) return;
      if (!last && tree.kind !== "definition" && maySucceed(tree))
        conditions = and(conditions, "guard", this.#text(tree));
    }
  }

  /** `code=$?`, `exit $?`, `if [ $? -ne 0 ]; then exit 1; fi`: what comes next looks at the status. */
  #readsStatus(next: Tree): boolean {
    const text = this.#script.source.slice(next.offset, next.end);
    if (!text.slice(0, 2000).includes("$?") && !text.slice(0, 2000).includes("PIPESTATUS")) return false;
    if (next.kind === "simple") {
      if (next.words[0]?.text === "exit" || next.words[0]?.text === "return") return true;
      return next.assignments.some(({ name }) => this.#checks(name, next.offset)) || this.#exports(next);
    }
    if (next.kind === "if")
      return (
        next.branches.some(({ body }) => this.#fails(body)) ||
        (next.otherwise !== undefined && this.#fails(next.otherwise))
      );
    if (next.kind === "chain") return next.parts.some(({ tree }) => this.#fails(tree));
    return false;
  }

  #exports({ words }: Simple): boolean {
    return words.some(({ text }) => {
      const name = /^([A-Za-z_]\w*)=/.exec(text)?.[1];
      return name !== undefined && this.#checks(name, words[0]?.offset ?? 0);
    });
  }

  #fails(tree: Tree): boolean {
    return endOf(tree, this.#script) === "fails";
  }

  #chain({ parts }: Chain, place: Place): void {
    let conditions = place.conditions;
    for (const [position, { tree, operator }] of parts.entries()) {
      const before = parts[position - 1]?.tree;
      if (before && operator) {
        const counted = this.#rescue(parts, position - 1, place).state === "counts";
        if (operator === "||") conditions = and(conditions, isTest(before) ? "or" : "failure", this.#text(before));
        else if (isTest(before) && !counted) conditions = and(conditions, "and", this.#text(before));
      }
      const last = position === parts.length - 1;
      const fate = last ? place.failure : this.#rescue(parts, position, place);
      this.visit(tree, {
        ...place,
        conditions,
        failure: fate,
        status: last ? place.status : fate,
        ignored: place.ignored || !last,
      });
    }
  }

  /** What the rest of a chain makes of the failure of one of its parts. */
  #rescue(parts: Chain["parts"], position: number, place: Place): Failure {
    const rescue = parts.slice(position + 1, position + 50).findIndex(({ operator }) => operator === "||");
    const next = parts[position + 1];
    if (rescue === -1) {
      if (next?.operator === "&&") {
        if (breaks(next.tree)) return this.#retried();
        if (maySucceed(next.tree) && this.#script.endsFailing) return counts;
      }
      return place.status;
    }
    const tree = parts[position + 1 + rescue]?.tree;
    if (!tree) return place.status;
    const end = endOf(tree, this.#script);
    if (end === "fails") return place.exit;
    const failed = parts[position]?.tree;
    if (failed && this.#text(failed).trim() === this.#text(tree).trim()) return place.failure;
    const name = tree.kind === "simple" ? (tree.words[0]?.text ?? "") : "";
    if (name === "false") return place.failure;
    const kept = this.#assigned(tree).filter((variable) => this.#checks(variable, tree.offset));
    if (kept.length > 0) return counts;
    if (end === "goes-on" && looksFatal(name) && !this.#script.functions.has(name))
      return unclear(`is followed by \`|| ${brief(this.#text(tree))}\`, and what \`${name}\` does is not written here`);
    return swallowed(`is followed by \`|| ${brief(this.#text(tree))}\`, which swallows its failure`);
  }

  #assigned(tree: Tree): readonly string[] {
    switch (tree.kind) {
      case "simple":
        return tree.assignments.map(({ name }) => name);
      case "group":
        return tree.body.items.flatMap((part) => (part.tree.kind === "simple" ? this.#assigned(part.tree) : []));
      default:
        return [];
    }
  }

  /** What becomes of a try that leaves its loop by `break` when it succeeds. */
  #retried(): Failure {
    return this.#script.lastFailure === -1
      ? swallowed("is tried in a loop, after which the script goes on without it")
      : unclear("is tried in a loop, and what follows when no try succeeds cannot be told");
  }

  #if({ branches, otherwise }: If, place: Place): void {
    const bodies = [...branches.map(({ body }) => body), ...(otherwise ? [otherwise] : [])];
    let conditions = place.conditions;
    for (const [position, { test, body }] of branches.entries()) {
      const text = this.#text(test).replace(/;\s*$/, "");
      const [only] = test.items;
      const negated = test.items.length === 1 && only?.tree.kind === "pipe" && only.tree.negated;
      const failing = test.items.length === 1 && only !== undefined && !isTest(only.tree);
      const onFailure = negated ? body : (branches[position + 1]?.body ?? otherwise);
      const fate: Failure =
        onFailure && this.#fails(onFailure)
          ? counts
          : !negated && breaks(body)
            ? this.#retried()
            : !negated && maySucceed(body) && this.#script.endsFailing
              ? counts
              : this.#flags(bodies)
                ? unclear(`decides \`if ${brief(text)}\`, and what follows cannot be told`)
                : swallowed(`decides \`if ${brief(text)}\`, which does not end the script when it fails`);
      this.visit(positive(test), { ...place, conditions, failure: fate, status: fate, ignored: true });
      this.visit(body, { ...place, conditions: and(conditions, failing && negated ? "failure" : "if", text) });
      conditions = and(conditions, failing && !negated ? "failure" : "if", text);
    }
    if (otherwise) this.visit(otherwise, { ...place, conditions });
  }

  /** Whether one of the branches sets a variable that decides the exit status further down. */
  #flags(bodies: readonly Sequence[]): boolean {
    return bodies.some((body) =>
      body.items.some((part) => this.#assigned(part.tree).some((name) => this.#checks(name, part.tree.offset))),
    );
  }

  #loop({ type, head, test, body }: Loop, place: Place): void {
    if (test) {
      const negated = test.items.length === 1 && test.items[0]?.tree.kind === "pipe" && test.items[0].tree.negated;
      const insists = (type === "until") !== negated;
      const leaves = maySucceed(body) || this.#leaves(body);
      const fate: Failure = !insists
        ? swallowed(`decides \`${brief(head)}\`, which ends without it when it fails`)
        : leaves
          ? unclear(`is tried by \`${brief(head)}\`, which can also be left without it`)
          : counts;
      this.visit(positive(test), { ...place, failure: fate, status: fate, ignored: true });
    }
    const inside = { ...place, looped: true };
    this.visit(body, type === "for" ? inside : under(inside, "loop", head));
  }

  #leaves(body: Sequence): boolean {
    return body.items.some(
      ({ tree }) =>
        breaks(tree) ||
        (tree.kind === "if" &&
          [...tree.branches.map((one) => one.body), ...(tree.otherwise ? [tree.otherwise] : [])].some(breaks)) ||
        (tree.kind === "chain" && tree.parts.some((part) => breaks(part.tree))),
    );
  }

  #pipeClause(last: Tree | undefined): string {
    return `is piped into \`${last ? brief(this.#text(last)) : ""}\`, whose result is the only one that counts without \`pipefail\``;
  }

  #simple(tree: Simple, place: Place): void {
    const name = tree.words[0]?.text;
    const called = name === undefined ? undefined : this.#script.functions.get(name);
    this.#substitutions(tree, place);
    if (name === "set" || name === "shopt") this.#options(tree, place.options);
    if (called) {
      this.visit(called, { ...place, depth: place.depth + 10 });
      return;
    }
    const { words, assignments, redirects, offset } = tree;
    this.commands.push({
      words,
      assignments,
      redirects,
      offset,
      conditions: place.conditions,
      failure: place.failure,
      output: place.output,
      looped: place.looped,
      aside: place.aside,
    });
  }

  #substitutions({ words, assignments, substitutions, offset }: Simple, place: Place): void {
    const name = words[0];
    const examined = assignments.find((one) => this.#checks(one.name, offset));
    // `X=$(…)` has the status of what it runs; any other command hides it behind its own.
    const fate =
      words.length === 0 && assignments.length > 0
        ? place.failure.state === "swallowed" && examined
          ? unclear(`leaves its answer in \`${examined.name}\`, and what the script makes of it cannot be told`)
          : place.failure
        : swallowed(`runs inside \`$(…)\`, and only the result of \`${name?.text.slice(0, 40) ?? ""}\` counts`);
    for (const inner of substitutions)
      this.visit(inner, {
        ...place,
        failure: fate,
        status: fate,
        exit: fate,
        output: "captured",
        ignored: true,
        options: { ...place.options },
      });
  }

  #options({ words }: Simple, options: Options): void {
    for (const [position, { text }] of words.entries()) {
      const on = text.startsWith("-");
      if (position === 0 || !/^[-+][A-Za-z]+$/.test(text)) continue;
      if (text.includes("e")) options.errexit = on;
      if (!text.includes("o")) continue;
      const option = words[position + 1]?.text;
      if (option === "pipefail") options.pipefail = on;
      if (option === "errexit") options.errexit = on;
    }
  }
}

/** A test without the `!` that belongs to the `if` or loop around it. */
function positive(test: Sequence): Sequence {
  const [only] = test.items;
  return test.items.length === 1 && only?.tree.kind === "pipe" && only.tree.negated
    ? { ...test, items: [{ ...only, tree: { ...only.tree, negated: false } }] }
    : test;
}

/** More than this many decide nothing that fewer would not. */
const CONDITIONS = 20;

const and = (conditions: readonly Condition[], kind: Condition["kind"], text: string): readonly Condition[] =>
  conditions.length < CONDITIONS ? [...conditions, { kind, text: brief(text), reads: readsOf(text) }] : conditions;

const under = (place: Place, kind: Condition["kind"], text: string): Place => ({
  ...place,
  conditions: and(place.conditions, kind, text),
});
