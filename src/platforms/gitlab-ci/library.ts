import type { Settings } from "#model/settings.ts";
import type { SourceProblem } from "#model/repository.ts";
import { valueOf } from "#model/fact.ts";
import type { Node } from "#syntax/node.ts";
import type { Files, SourceFile } from "../platform.ts";
import type { Recognition } from "../recognise/recognition.ts";
import { type Configuration, configurationOf } from "./configuration/configuration.ts";
import { include, includeAll } from "./configuration/include.ts";
import { exists } from "./filters.ts";
import { FALSE, NULL, truth } from "../values/value.ts";
import { plainStarts } from "./starts.ts";
import type { Refs } from "./only.ts";

const ROOT = ".gitlab-ci.yml";

/** The pipelines of a repository, read once. */
export class Library {
  readonly files: Files;
  readonly recognition: Recognition;
  readonly settings: Settings | undefined;
  readonly claimed: readonly SourceFile[];
  /** The pipelines that GitLab makes by itself. */
  readonly roots: readonly Configuration[];
  readonly trunk: string;
  readonly #children = new Map<string, Configuration | undefined>();

  constructor(claimed: readonly SourceFile[], files: Files, recognition: Recognition, settings?: Settings) {
    this.files = files;
    this.recognition = recognition;
    this.settings = settings;
    this.claimed = claimed;
    this.roots = claimed.flatMap(({ path }) => (path === ROOT ? (this.#read(path) ?? []) : []));
    this.trunk = valueOf(settings?.project?.defaultBranch ?? NOTHING) ?? trunkIn(claimed);
  }

  #read(path: string): Configuration | undefined {
    const included = include(path, this.files, (entry) => this.#isThere(entry));
    return included && configurationOf(path, included);
  }

  /** The pipeline that a job triggers from files of this repository. */
  child(list: Node): Configuration | undefined {
    const key = JSON.stringify([list.at, list.toPlain()]);
    if (!this.#children.has(key)) {
      const included = includeAll(list, this.files, (entry) => this.#isThere(entry));
      const [path] = included.paths;
      this.#children.set(key, path === undefined ? undefined : configurationOf(path, included));
    }
    return this.#children.get(key);
  }

  /** Only files that are there are told apart when a pipeline is put together; conditions over variables are not. */
  #isThere(entry: Node): boolean {
    const rules = entry.kind === "mapping" ? entry.get("rules").items() : [];
    if (rules.length === 0 || !rules.every((rule) => rule.has("exists"))) return true;
    return rules.some((rule) => truth(exists(rule.get("exists"), this.#refs)) !== false);
  }

  get #refs(): Refs {
    return {
      files: this.files,
      hasWorkflow: false,
      scope: { variable: () => NULL, atom: () => FALSE, excludes: () => false },
      origin: { start: plainStarts[0]!, assumed: new Map(), trunk: "main", frozen: false },
    };
  }

  /** What is wrong with all that was read. */
  get problems(): readonly SourceProblem[] {
    return [...this.roots, ...this.#children.values()].flatMap((configuration) => configuration?.problems ?? []);
  }

  /** Every configuration that was read. */
  get configurations(): readonly Configuration[] {
    return [...this.roots, ...this.#children.values()].flatMap((configuration) => configuration ?? []);
  }
}

const NOTHING = { state: "absent", at: { file: ROOT, line: 1, column: 1 } } as const;

/** The branch that conditions take for the trunk. */
function trunkIn(claimed: readonly SourceFile[]): string {
  const count = (name: string): number =>
    claimed.reduce(
      (sum, { text }) => sum + (text.match(new RegExp(String.raw`["'\s/^-]${name}["'\s$/]`, "g"))?.length ?? 0),
      0,
    );
  return count("master") > count("main") ? "master" : "main";
}
