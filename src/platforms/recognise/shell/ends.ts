import type { Sequence, Simple, Tree } from "./tree.ts";

/** What a piece of a script surely does to the rest of it. */
export type End = "fails" | "succeeds" | "goes-on";

const FATAL = /^(?:die|fail|error|abort|fatal|panic|err)(?:$|[_-])|^(?:exit|error)_/i;

/** Whether an unknown command looks as if it ended the script with a failure, from a library that is not here. */
export const looksFatal = (name: string): boolean => FATAL.test(name);

/** The functions that a script defines, and the variables whose value it ends with. */
export interface Script {
  readonly functions: ReadonlyMap<string, Tree>;
  /** Variables that decide an exit status, with the last offset that they do so at. */
  readonly checked: ReadonlyMap<string, number>;
  /** The last offset at which the script ends with a failure; -1 where it never does. */
  readonly lastFailure: number;
  /** Whether its last statement fails for certain. */
  readonly endsFailing: boolean;
  /** Whether it waits for a named background process. */
  readonly waits: boolean;
  readonly source: string;
}

const DEEPEST = 80;
const VARIABLE = /\$\{?(?:#|!)?([A-Za-z_]\w*)|\(\(\s*([A-Za-z_]\w*)/g;

/** Looks once over a script for what its commands' fates depend on. */
export function survey(root: Sequence, source: string): Script {
  const functions = new Map<string, Tree>();
  const checked = new Map<string, number>();
  let lastFailure = -1;
  let waits = false;
  const script = { functions, checked, endsFailing: false, source };
  const assigned: Simple[] = [];
  const note = (text: string, offset: number): void => {
    for (const [, name, arithmetic] of text.slice(0, 4000).matchAll(VARIABLE)) {
      const variable = name ?? arithmetic;
      if (variable !== undefined) checked.set(variable, Math.max(offset, checked.get(variable) ?? -1));
    }
  };
  const visit = (tree: Tree, depth: number): void => {
    if (depth > DEEPEST) return;
    const inner = (next: Tree | undefined): void => {
      if (next) visit(next, depth + 1);
    };
    switch (tree.kind) {
      case "simple": {
        const name = tree.words[0]?.text;
        if (name === "exit" || name === "return") {
          note(tree.words[1]?.text ?? "", tree.offset);
          if (exitOf(tree) === "fails") lastFailure = Math.max(lastFailure, tree.offset);
        }
        if (name === "wait" && tree.words.length > 1) waits = true;
        if (name === undefined && tree.assignments.length > 0) assigned.push(tree);
        tree.substitutions.forEach(inner);
        return;
      }
      case "definition":
        functions.set(tree.name, tree.body);
        return inner(tree.body);
      case "if":
        for (const { test, body } of tree.branches) {
          if (endOf(body, script) === "fails" || (tree.otherwise && endOf(tree.otherwise, script) === "fails"))
            note(source.slice(test.offset, test.end), test.offset);
          inner(test);
          inner(body);
        }
        return inner(tree.otherwise);
      case "chain":
        for (const [position, { tree: part }] of tree.parts.entries()) {
          const before = tree.parts[position - 1]?.tree;
          if (before && endOf(part, script) === "fails") note(source.slice(before.offset, before.end), before.offset);
          inner(part);
        }
        return;
      case "pipe":
        return tree.parts.forEach(inner);
      case "sequence": {
        const last = tree.items.at(-1)?.tree;
        // `[ $code -eq 0 ]` as a script's last word is its exit status.
        if (tree === root && last && isTest(last)) note(source.slice(last.offset, last.end), last.offset);
        return tree.items.forEach((part) => inner(part.tree));
      }
      case "group":
        return inner(tree.body);
      case "loop":
        inner(tree.test);
        return inner(tree.body);
      case "case":
        return tree.bodies.forEach(inner);
    }
  };
  visit(root, 0);
  // What a variable is made of decides where the variable does: `sha=$(jq .sha <<< $answer)`.
  for (const { assignments, offset, end } of assigned.toReversed())
    for (const { name } of assignments) {
      const decides = checked.get(name) ?? -1;
      if (decides > offset) note(source.slice(offset, end), decides);
    }
  const last = root.items.at(-1)?.tree;
  return { ...script, lastFailure, waits, endsFailing: last !== undefined && endOf(last, script) === "fails" };
}

const TESTS = /^(?:\[\[?|test|true|false|e?grep|command|which|type|hash|diff|cmp)$/;

/** Whether it only asks something, so that its failure is an answer and no fault. */
export function isTest(tree: Tree): boolean {
  switch (tree.kind) {
    case "simple": {
      const name = tree.words[0]?.text ?? "";
      const asks =
        name === "git" &&
        ["diff", "diff-index", "rev-parse", "ls-remote", "show-ref"].includes(tree.words[1]?.text ?? "");
      return asks || (tree.words.length === 0 ? tree.assignments.length === 0 : TESTS.test(name));
    }
    case "pipe": {
      const last = tree.parts.at(-1);
      return last !== undefined && isTest(last);
    }
    case "chain":
      return tree.parts.every((part) => isTest(part.tree));
    case "group":
      return isTest(tree.body);
    case "sequence": {
      const last = tree.items.at(-1);
      return last !== undefined && isTest(last.tree);
    }
    default:
      return false;
  }
}

/** How a piece of a script surely ends. `goes-on` where it may do anything else. */
export function endOf(tree: Tree, script: { readonly functions: ReadonlyMap<string, Tree> }, depth = 0): End {
  if (depth > 20) return "goes-on";
  switch (tree.kind) {
    case "simple": {
      const name = tree.words[0]?.text;
      if (name === "exit" || name === "return") return exitOf(tree);
      const called = name === undefined ? undefined : script.functions.get(name);
      return called ? endOf(called, script, depth + 5) : "goes-on";
    }
    case "group":
      return endOf(tree.body, script, depth + 1);
    case "sequence": {
      for (const { tree: part } of tree.items) {
        const end = endOf(part, script, depth + 1);
        if (end !== "goes-on") return end;
      }
      const last = tree.items.at(-1)?.tree;
      return last?.kind === "simple" && last.words[0]?.text === "false" ? "fails" : "goes-on";
    }
    case "if": {
      if (!tree.otherwise) return "goes-on";
      const ends = [...tree.branches.map(({ body }) => body), tree.otherwise].map((body) =>
        endOf(body, script, depth + 1),
      );
      return ends.every((end) => end === "fails") ? "fails" : "goes-on";
    }
    default:
      return "goes-on";
  }
}

/** Whether `exit 0` (or `return 0`) stands anywhere in it outside of functions. */
export function maySucceed(tree: Tree, depth = 0): boolean {
  if (depth > 20) return false;
  const inner = (next: Tree): boolean => maySucceed(next, depth + 1);
  switch (tree.kind) {
    case "simple":
      return tree.words[0]?.text === "exit" && tree.words[1]?.text === "0";
    case "sequence":
      return tree.items.some((part) => inner(part.tree));
    case "chain":
      return tree.parts.some((part) => inner(part.tree));
    case "if":
      return tree.branches.some(({ body }) => inner(body)) || (tree.otherwise !== undefined && inner(tree.otherwise));
    case "case":
      return tree.bodies.some(inner);
    case "group":
      return !tree.subshell && inner(tree.body);
    case "loop":
      return inner(tree.body);
    default:
      return false;
  }
}

/** Whether a loop is left by `break` in it. */
export function breaks(tree: Tree): boolean {
  switch (tree.kind) {
    case "simple":
      return tree.words[0]?.text === "break";
    case "group":
      return breaks(tree.body);
    case "sequence":
      return tree.items.some((part) => breaks(part.tree));
    default:
      return false;
  }
}

/** `exit` without a number repeats the failure that led to it. */
function exitOf({ words }: Simple): End {
  const code = words[1]?.text;
  return code === "0" ? "succeeds" : "fails";
}
