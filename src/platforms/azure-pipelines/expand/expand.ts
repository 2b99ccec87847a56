import type { Place } from "#model/place.ts";
import type { Entry, Node } from "#syntax/node.ts";
import type { Runs } from "../../routes/graph.ts";
import { splitsOf } from "../../values/decide.ts";
import { assume, type Assumptions, type Wishes } from "../../values/explore.ts";
import { known, truth, type Unknown, unread, type Value } from "../../values/value.ts";
import { evaluate, type Scope } from "../expression/evaluate.ts";
import { ExpressionFault, parse } from "../expression/parse.ts";
import { joined, partsOf, valueOfPart, written } from "../expression/template.ts";
import { type Library, resolvePath } from "../library.ts";
import { lists } from "../shape.ts";
import { always, Chain, maybe } from "./branch.ts";
import { directiveOf, isDirected } from "./directive.ts";
import { Grown, mapping, type Mark, marked, openOf, unmarked, within } from "./grown.ts";
import { bind, type Bound, contextOf, type Declared, defaultSplit, parametersOf } from "./parameters.ts";
import { nodeOf, pairOf, valueOf } from "./trees.ts";
import { Written } from "./variables.ts";

/** A template of another repository. */
export interface Foreign {
  readonly node: Node;
  /** `deploy.yml@templates`, as it is written. */
  readonly uses: string;
  readonly via: readonly Place[];
}

/** Where a part of a pipeline stands while it is expanded. */
interface Around {
  readonly file: string;
  readonly parameters: Bound;
  readonly loops: ReadonlyMap<string, Value>;
  readonly variables: Written;
  readonly depth: number;
  readonly files: readonly string[];
  readonly via: readonly Place[];
  /** The list that a sequence is, where it can hold templates. */
  readonly list: List | undefined;
}

type List = (typeof lists)[number] | "variables";

interface Options {
  readonly library: Library;
  readonly assumed: Assumptions;
  readonly wishes: Wishes;
  /** Variables that the service sets, as far as they are there before a run begins. */
  readonly predefined: (name: string) => Value | undefined;
}

/** https://learn.microsoft.com/azure/devops/pipelines/process/templates#imposed-limits */
const MOST_DEEP = 100;
const MOST_FILES = 100;
const MOST_PARTS = 100_000;

/** Expands the templates of a pipeline in one way to start. Bounded: what goes on without end is cut off, and noted. */
export class Expander {
  readonly foreign: Foreign[] = [];
  /** Where the first part was left out, because there are too many, or because it leads back to itself. */
  cutOff: { readonly at: Place; readonly why: string } | undefined;
  /** Local templates that are not there. */
  readonly missing: { readonly at: Place; readonly written: string }[] = [];
  /** What is written wrong in the directives. */
  readonly faults: { readonly at: Place; readonly reason: string }[] = [];
  #parts = 0;
  readonly #options: Options;
  #declared: readonly Declared[] = [];

  constructor(options: Options) {
    this.#options = options;
  }

  /** The whole pipeline. */
  pipeline(path: string, root: Node, parameters: Bound): Node {
    this.#declared = parametersOf(root);
    return this.#root(root, {
      file: path,
      parameters,
      loops: new Map(),
      variables: new Written(),
      depth: 0,
      files: [path],
      via: [],
      list: undefined,
    });
  }

  #root(root: Node, around: Around): Node {
    const whole = this.#mapping(root, around, new Set(["parameters"]));
    const extended = root.get("extends");
    return extended.kind === "mapping" ? this.#extend(whole, extended, around) : whole;
  }

  /** https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/extends */
  #extend(whole: Node, extended: Node, around: Around): Node {
    const given = whole.get("extends", "parameters");
    const reference = extended.get("template");
    const { template, path } = this.#find(reference, around);
    const own = whole.entries().filter(({ key }) => key !== "extends");
    if (!template || path === undefined) {
      const uses = reference.text.trim();
      this.foreign.push({ node: reference, uses, via: around.via });
      const mark: Mark = { via: around.via, runs: { state: "always" }, within: uses };
      return mapping(whole, [
        ...whole.entries().filter(({ key }) => key === "extends"),
        ...own,
        ...given
          .entries()
          .filter(({ key }) => isList(key))
          .map((entry) => within(entry, mark)),
      ]);
    }
    const inner = this.#root(template, {
      ...around,
      file: path,
      parameters: bind(parametersOf(template), given, (node) => this.#any(node, { ...around, parameters: new Map() })),
      files: [...around.files, path],
      loops: new Map(),
      depth: around.depth + 1,
      via: [...around.via, reference.at],
    });
    const kept = new Set(own.map(({ key }) => key));
    return mapping(whole, [
      ...own,
      ...inner
        .entries()
        .filter(({ key }) => !kept.has(key))
        .map((entry) => (isList(entry.key) ? within(entry, { ...unmarked, via: [reference.at] }) : entry)),
    ]);
  }

  #find(
    reference: Node,
    around: Around,
  ): { readonly template?: Node; readonly path?: string; readonly isForeign: boolean } {
    const name = this.#scalar(reference, around);
    const isForeign = /@(?!self\s*$)[\w.-]+\s*$/i.test(name.text);
    const open = openOf(name);
    if (open) this.#wishForText(name);
    if (isForeign || open) return { isForeign: isForeign || open !== undefined };
    const path = resolvePath(name.text, around.file, this.#options.library.files);
    if (path === undefined) {
      this.missing.push({ at: reference.at, written: name.text });
      return { isForeign: false };
    }
    if (around.files.length >= MOST_FILES || around.files.filter((file) => file === path).length > 3) {
      this.#cut(reference.at, `\`${name.text}\` leads back to itself`);
      return { isForeign: false };
    }
    const template = this.#options.library.template(path);
    return template ? { template, path, isForeign: false } : { isForeign: false };
  }

  #any(node: Node, around: Around): Node {
    if (++this.#parts > MOST_PARTS || around.depth > MOST_DEEP) {
      this.#cut(node.at, "it has more parts than are looked at");
      return new Grown({ at: node.at, keyAt: node.keyAt, kind: "scalar", value: null });
    }
    const deeper = { ...around, depth: around.depth + 1 };
    if (node.kind === "scalar") return this.#scalar(node, around);
    if (node.kind === "sequence")
      return new Grown({ at: node.at, keyAt: node.keyAt, kind: "sequence", items: this.#items(node, deeper) });
    return node.kind === "mapping" ? this.#mapping(node, { ...deeper, list: undefined }) : node;
  }

  #cut(at: Place, why: string): void {
    this.cutOff ??= { at, why };
  }

  #scope(around: Around): Scope {
    return {
      name: (name) => {
        const loop = around.loops.get(name.toLowerCase());
        if (loop) return loop;
        return name.toLowerCase() === "parameters" ? contextOf(around.parameters) : unread(`\`${name}\``);
      },
      variable: (name) => this.#variable(name, around.variables),
    };
  }

  /** A variable as it stands before the run. What is set on the server, or by a script, is not there yet. */
  #variable(name: string, variables: Written): Value {
    const { assumed, predefined } = this.#options;
    const node = variables.get(name);
    if (node) return valueOf(node);
    const { elsewhere } = variables;
    const where = elsewhere ? `, which ${elsewhere} may hold,` : "";
    return (
      predefined(name) ??
      assume(
        { assumed },
        `variables.${name.toLowerCase()}`,
        unread(`the variable \`${name}\`${where}`, { varies: "fixed" }),
      )
    );
  }

  #scalar(node: Node, around: Around): Node {
    const { text } = node;
    if (!text.includes("${{")) return node;
    const parts = partsOf(text);
    const scope = this.#scope(around);
    const values = parts.map((part) => valueOfPart(part, scope));
    const value = joined(values);
    if (value.is === "list" || value.is === "dict") return nodeOf(value, node.at, node.keyAt);
    const made = nodeOf(value, node.at, node.keyAt);
    const starts: { readonly from: number; readonly at: number; readonly isText: boolean }[] = [];
    let from = 0;
    for (const [index, part] of parts.entries()) {
      starts.push({ from, at: part.at, isText: part.kind === "text" });
      from += values[index] ? textLength(values[index]) : 0;
    }
    return new Grown({
      at: node.at,
      keyAt: node.keyAt,
      kind: "scalar",
      value: made.value,
      text: made.text,
      open: openOf(made),
      comments: node.comments,
      placeOf: (offset) => {
        const piece = starts.findLast((start) => start.from <= offset) ?? { from: 0, at: 0, isText: true };
        return node.placeOf(piece.isText ? piece.at + offset - piece.from : piece.at);
      },
    });
  }

  #items(node: Node, around: Around): readonly Node[] {
    const found: Node[] = [];
    const chain = new Chain();
    const all = node.items();
    for (const [index, item] of all.entries()) {
      if (isDirected(item)) found.push(...this.#directed(item, all[index + 1], around, chain));
      else {
        chain.end();
        found.push(...this.#item(item, around));
      }
    }
    return found;
  }

  /** An item of a list that is made of directives alone. */
  #directed(item: Node, next: Node | undefined, around: Around, chain: Chain): readonly Node[] {
    const entries = item.entries();
    return entries.flatMap((entry, index): readonly Node[] => {
      const following = entries[index + 1] ?? next?.entries()[0];
      return this.#branches(entry, following, around, chain).flatMap(({ around: inner, runs }) => {
        const mark: Mark = { ...unmarked, runs };
        const { node } = entry;
        if (node.kind === "sequence")
          return this.#items(node, { ...inner, depth: inner.depth + 1 }).map((made) => marked(made, mark));
        if (node.kind === "mapping") return this.#item(node, inner).map((made) => marked(made, mark));
        const made = this.#any(node, inner);
        if (made.kind === "sequence") return made.items().map((one) => marked(one, mark));
        return made.kind === "scalar" && made.value === null ? [] : [made];
      });
    });
  }

  /** One item of a list: a template's parts stand in its place. */
  #item(item: Node, around: Around): readonly Node[] {
    if (item.kind === "mapping" && item.has("template") && (around.list || isTemplateName(item.get("template").text)))
      return this.#template(item, around);
    const made = this.#any(item, around);
    if (around.list === "variables") around.variables.add(made);
    // A list that an expression hands over becomes a part of the list that it stands in.
    return made.kind === "sequence" && item.kind === "scalar" ? made.items() : [made];
  }

  #template(item: Node, around: Around): readonly Node[] {
    const reference = item.get("template");
    const found = this.#find(reference, around);
    const given = this.#any(item.get("parameters"), { ...around, list: undefined });
    const { template, path } = found;
    const list = around.list ?? [...lists, "variables" as const].find((kind) => template?.has(kind)) ?? "steps";
    if (!template || path === undefined) {
      if (found.isForeign)
        this.foreign.push({ node: reference, uses: this.#scalar(reference, around).text.trim(), via: around.via });
      if (list === "variables") around.variables.open(`\`${reference.text}\``);
      return [
        mapping(
          item,
          item
            .entries()
            .map((entry) =>
              entry.key === "parameters"
                ? { ...entry, node: given }
                : { ...entry, node: this.#any(entry.node, around) },
            ),
        ),
      ];
    }
    const inner: Around = {
      ...around,
      file: path,
      parameters: bind(parametersOf(template), given, (node) => this.#any(node, { ...around, parameters: new Map() })),
      loops: new Map(),
      files: [...around.files, path],
      depth: around.depth + 1,
      via: [...around.via, reference.at],
    };
    const mark: Mark = { ...unmarked, via: [reference.at] };
    // A template of stages or jobs can set variables of its own only below them; one of variables sets the caller's.
    const made = this.#mapping(
      template,
      inner,
      new Set(["parameters"]),
      list === "variables" ? around.variables : undefined,
    );
    if (list === "variables") return made.get("variables").items();
    return made
      .get(list)
      .items()
      .map((one) => marked(one, mark));
  }

  #mapping(node: Node, around: Around, without: ReadonlySet<string> = new Set(), shared?: Written): Node {
    const variables = shared ?? (node.has("variables") ? new Written(around.variables) : around.variables);
    const inner: Around = { ...around, variables, list: undefined };
    const entries = new Map<string, Entry>();
    const add = (entry: Entry): void => {
      entries.delete(entry.key);
      entries.set(entry.key, entry);
    };
    const first = node.entries().filter(({ key }) => key === "variables");
    for (const entry of first) if (!without.has(entry.key)) add(this.#block(entry, inner));
    const chain = new Chain();
    const all = node.entries();
    for (const [index, entry] of all.entries()) {
      const { key, keyAt } = entry;
      if (without.has(key) || key === "variables") continue;
      if (directiveOf(key)) {
        for (const branch of this.#branches(entry, all[index + 1], inner, chain, true)) {
          const made =
            entry.node.kind === "mapping"
              ? this.#mapping(entry.node, branch.around, new Set(), variables)
              : this.#any(entry.node, branch.around);
          for (const one of made.entries()) add(one);
        }
        continue;
      }
      chain.end();
      add(this.#entry(entry, key.includes("${{") ? this.#key(key, keyAt, inner) : key, inner));
    }
    return mapping(node, [...entries.values()]);
  }

  #key(key: string, at: Place, around: Around): string {
    const scope = this.#scope(around);
    const value = joined(partsOf(key).map((part) => valueOfPart(part, scope)));
    return nodeOf(value, at, at).text;
  }

  #entry({ keyAt, node }: Entry, key: string, around: Around): Entry {
    const list = isList(key) ? key : undefined;
    return { key, keyAt, node: this.#any(node, { ...around, list }) };
  }

  /** A block of variables: each is known to those behind it. */
  #block({ key, keyAt, node }: Entry, around: Around): Entry {
    const made = this.#any(node, { ...around, list: "variables" });
    if (made.kind === "mapping") around.variables.addAll(made);
    else if (node.kind === "scalar") around.variables.addAll(made);
    return { key, keyAt, node: made };
  }

  /** What a directive lets in: nothing, one branch, or one for each part of a list. */
  #branches(entry: Entry, next: Entry | undefined, around: Around, chain: Chain, isKeyed = false): readonly Branch[] {
    const directive = directiveOf(entry.key);
    if (!directive) return [{ around, runs: always }];
    const { kind, source, name } = directive;
    if (kind === "insert") {
      chain.end();
      return [{ around, runs: always }];
    }
    if (kind === "each") {
      chain.end();
      return this.#each(this.#evaluate(source, entry, around)).map((value) => ({
        around: { ...around, loops: new Map(around.loops).set(name.toLowerCase(), value) },
        runs: always,
      }));
    }
    if (kind === "if") chain.begin();
    else if (!chain.isOpen) {
      this.faults.push({ at: entry.keyAt, reason: `has \`${kind}\` without an \`if\` before it` });
      return [];
    }
    if (chain.isTaken) return [];
    const condition = kind === "else" ? known(true) : this.#evaluate(source, entry, around);
    const isTrue = truth(condition);
    if (isTrue === false) return [];
    if (isTrue) {
      chain.take();
      return [{ around, runs: always }];
    }
    const follows = next ? directiveOf(next.key)?.kind : undefined;
    const isLone = kind === "if" && follows !== "else" && follows !== "elseif";
    const decided = this.#undecided(condition as Unknown, source, isKeyed || !isLone || around.list === "variables");
    if (decided === false) return [];
    if (!isLone || decided) chain.take();
    return [{ around, runs: decided ? always : maybe(condition as Unknown, entry.keyAt) }];
  }

  /** A condition that cannot be told: what is assumed of it, or nothing yet. */
  #undecided(condition: Unknown, source: string, mustBeDecided: boolean): boolean | undefined {
    const key = `the condition ${source}`;
    const assumed = this.#options.assumed.get(key)?.value;
    if (assumed !== undefined) return assumed === true;
    const splits = mustBeDecided ? condition.splits : splitsOf(condition);
    if (splits.length > 0) this.#options.wishes.add(splits);
    else if (mustBeDecided) this.#options.wishes.add([{ key, values: [true, false], rest: false, switch: false }]);
    return undefined;
  }

  #evaluate(source: string, { keyAt }: Entry, around: Around): Value {
    try {
      return evaluate(parse(source), this.#scope(around));
    } catch (error) {
      if (!(error instanceof ExpressionFault)) throw error;
      this.faults.push({ at: keyAt, reason: `has an expression \`${source.slice(0, 40)}\` that ${error.message}` });
      return unread(`\`${source}\``);
    }
  }

  #each(value: Value): readonly Value[] {
    if (value.is === "list") return value.items;
    if (value.is === "dict") return [...value.entries.values()].map(({ key, value: part }) => pairOf(key, part));
    return [];
  }

  /** A part of a path that hangs on a choice: each is another one; a free text is what it is by default. */
  #wishForText(node: Node): void {
    const split = defaultSplit(this.#declared, node);
    this.#options.wishes.add([...(openOf(node)?.splits ?? []), ...(split ? [split] : [])]);
  }
}

interface Branch {
  readonly around: Around;
  readonly runs: Runs;
}

const isTemplateName = (text: string): boolean => /\.ya?ml(?:@[\w.-]+)?\s*$/i.test(text);

const isList = (key: string): key is List => key === "variables" || lists.some((kind) => kind === key);

const textLength = (value: Value): number => (value.is === "list" || value.is === "dict" ? 0 : written(value).length);
