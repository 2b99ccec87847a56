import { type ASTNode, Environment, type ParseError, type TypeError } from "@marcbachmann/cel-js";
import { RE2JS, RE2JSException } from "re2js";
import { nearest } from "#model/nearest.ts";
import { durationIn } from "./seconds.ts";
import { type Each, types, variables } from "./types.ts";

/** An expression that was read and checked. */
export interface Expression {
  readonly each: Each;
  readonly tree: ASTNode;
  /** The patterns of `matches`, by the calls. They are of RE2: none takes longer than its text is long. */
  readonly patterns: ReadonlyMap<ASTNode, RE2JS>;
}

/** What is wrong in an expression. */
export interface Slip {
  readonly message: string;
  readonly hint: string;
  /** Of the character at which it is, from 0. */
  readonly offset: number;
}

const longest = 2_000;
const deepest = 24;
const mostNodes = 300;
const mostNested = 3;
const longestPattern = 200;
/** In instructions of RE2. */
const largestPattern = 2_000;

const environments = new Map<Each, Environment>();

/** Reads an expression of CEL and checks its types. */
export function compile(text: string, each: Each): Expression | Slip {
  if (text.length > longest)
    return {
      message: `it is longer than ${longest} characters`,
      hint: "make several assertions of it",
      offset: longest,
    };
  const environment = environments.get(each) ?? environmentOf(each);
  environments.set(each, environment);
  const parsed = parse(environment, text);
  if ("offset" in parsed) return parsed;
  const patterns = new Map<ASTNode, RE2JS>();
  const slip = refused(parsed.tree, { patterns, nested: 0 });
  return slip ?? { each, tree: parsed.tree, patterns };
}

export const isSlip = (compiled: Expression | Slip): compiled is Slip => "offset" in compiled;

function environmentOf(each: Each): Environment {
  const environment = new Environment({
    homogeneousAggregateLiterals: true,
    limits: { maxAstNodes: mostNodes, maxDepth: deepest, maxListElements: 100, maxMapEntries: 0, maxCallArguments: 4 },
  });
  const registered = new Set<string>();
  const register = (name: string): void => {
    const fields = types.get(name);
    if (!fields || registered.has(name)) return;
    registered.add(name);
    for (const { type } of fields.values()) register(/^list<(.*)>$/.exec(type)?.[1] ?? type);
    environment.registerType(name, {
      fields: Object.fromEntries([...fields].map(([field, { type }]) => [field, type])),
    });
  };
  for (const [name, type] of Object.entries(variables[each])) {
    register(type);
    environment.registerVariable(name, type);
  }
  return environment.registerFunction("seconds(string): int", () => 0n);
}

function parse(environment: Environment, text: string): { readonly tree: ASTNode } | Slip {
  try {
    const parsed = environment.parse(text);
    const { valid, type, error } = parsed.check();
    if (error) return slipOf(error, text);
    if (valid && type === "bool") return { tree: parsed.ast };
    return { message: `it gives a ${type}, where true or false belongs`, hint: "compare it with something", offset: 0 };
  } catch (error) {
    if (error instanceof Error && "summary" in error && "code" in error) return slipOf(error as ParseError, text);
    if (error instanceof RangeError) return { message: "it is nested too deeply", hint: "write it flatter", offset: 0 };
    throw error;
  }
}

const limits: Readonly<Record<string, string>> = {
  maxAstNodes: `it has more than ${mostNodes} parts`,
  maxDepth: `it is nested more than ${deepest} deep`,
  maxListElements: "it has too long a list in it",
  maxMapEntries: "it has a mapping in it",
  maxCallArguments: "a call in it is given too much",
};

function slipOf(error: ParseError | TypeError, text: string): Slip {
  const { code, summary, range } = error;
  const offset = range?.start ?? 0;
  const word = text.slice(offset, range?.end ?? offset);
  if (code === "no_such_key") {
    const field = [...types.values()].flatMap((ofRecord) => [...ofRecord.keys()]);
    return { message: `there is no \`${word}\` there`, hint: meant(word, field, known), offset };
  }
  if (code === "unknown_variable") {
    const names = [...new Set(Object.values(variables).flatMap((ofEach) => Object.keys(ofEach)))];
    const hint = meant(word, names, "`each` decides what it can name: the thing itself, and what it is a part of");
    return { message: `there is no \`${word}\``, hint, offset };
  }
  const limit = limits[/^Exceeded (\w+)/i.exec(summary)?.[1] ?? ""];
  if (limit) return { message: limit, hint: "make several assertions of it", offset };
  return { message: `CEL says: ${lowered(summary)}`, hint: known, offset };
}

const known = "`bakewell explain assertions` says what there is";

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

const meant = (word: string, candidates: readonly string[], otherwise: string): string => {
  const candidate = nearest(word, candidates);
  return candidate ? `did you mean \`${candidate}\`?` : otherwise;
};

interface Within {
  readonly patterns: Map<ASTNode, RE2JS>;
  /** How many macros that go through a list stand around it. */
  readonly nested: number;
}

const macros: ReadonlySet<string> = new Set(["all", "exists", "exists_one", "filter", "map"]);
const methods: ReadonlySet<string> = new Set(["contains", "startsWith", "endsWith", "size", "lowerAscii"]);

/** What is CEL, and not for assertions. */
function refused(node: ASTNode, within: Within): Slip | undefined {
  const offset = node.pos;
  const first = (nodes: readonly ASTNode[], inner = within): Slip | undefined => {
    for (const each of nodes) {
      const slip = refused(each, inner);
      if (slip) return slip;
    }
    return undefined;
  };
  switch (node.op) {
    case "value":
      return node.args instanceof Uint8Array || (typeof node.args === "object" && node.args !== null)
        ? { message: "it has bytes or an unsigned number in it", hint: "write text or a number", offset }
        : undefined;
    case "id":
      return undefined;
    case ".":
      return first([node.args[0]]);
    case "!_":
    case "-_":
      return first([node.args]);
    case "list":
    case "?:":
    case "&&":
    case "||":
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
    case "in":
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      return first(node.args);
    case "call": {
      const [name, parts] = node.args;
      if (name === "seconds") return secondsSlip(parts[0], offset);
      if (name === "has" || name === "size") return first(parts);
      return unsupported(`${name}()`, offset);
    }
    case "rcall": {
      const [name, receiver, parts] = node.args;
      if (name === "matches") return patternSlip(node, parts[0], within) ?? first([receiver]);
      if (methods.has(name)) return first([receiver, ...parts]);
      if (!macros.has(name) || parts.length !== 2) return unsupported(`${name}()`, offset);
      if (within.nested >= mostNested)
        return {
          message: `it goes through more than ${mostNested} lists inside each other`,
          hint: "ask it of each stage or plan instead",
          offset,
        };
      return first([receiver]) ?? first(parts.slice(1), { ...within, nested: within.nested + 1 });
    }
    default:
      return unsupported(node.op === "[]" ? "a position in brackets" : `\`${node.op}\``, offset);
  }
}

const unsupported = (what: string, offset: number): Slip => ({
  message: `${what} is not for assertions`,
  hint: known,
  offset,
});

const textOf = (node: ASTNode | undefined): string | undefined =>
  node?.op === "value" && typeof node.args === "string" ? node.args : undefined;

function secondsSlip(part: ASTNode | undefined, offset: number): Slip | undefined {
  const text = textOf(part);
  if (text !== undefined && durationIn(text) !== undefined) return undefined;
  return {
    message: text === undefined ? "seconds() takes a text in quotes" : `\`${text}\` is no duration`,
    hint: 'write `seconds("PT1H")`, `seconds("P1D")` (24 h) or `seconds("1h30m")`',
    offset: part?.pos ?? offset,
  };
}

function patternSlip(node: ASTNode, part: ASTNode | undefined, { patterns }: Within): Slip | undefined {
  const text = textOf(part);
  const offset = part?.pos ?? node.pos;
  if (text === undefined || text.length > longestPattern)
    return {
      message: `matches() takes a pattern in quotes of at most ${longestPattern} characters`,
      hint: "write the pattern itself there",
      offset,
    };
  try {
    const pattern = RE2JS.compile(text);
    if (pattern.programSize() > largestPattern)
      return { message: `\`${text}\` repeats too much`, hint: "repeat less, or ask for less", offset };
    patterns.set(node, pattern);
    return undefined;
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return {
      message: `\`${text}\` is no pattern of RE2: ${lowered(error.message)}`,
      hint: "RE2 has neither look-around nor back-references: https://github.com/google/re2/wiki/Syntax",
      offset,
    };
  }
}
