import { glob } from "#model/pattern.ts";
import type { SourceProblem } from "#model/repository.ts";
import type { Node } from "#syntax/node.ts";
import type { Files } from "../../platform.ts";
import { type Foreign, foreignOf } from "./foreign.ts";
import { partsOf, withInputs } from "./inputs.ts";
import { merged, nowhere, without } from "./merge.ts";

/** A configuration with what it includes, as far as it is in this repository. */
export interface Included {
  readonly root: Node;
  readonly foreign: readonly Foreign[];
  readonly problems: readonly SourceProblem[];
  /** Every file that was read for it. */
  readonly paths: ReadonlySet<string>;
}

/** GitLab includes at most 150 files. https://docs.gitlab.com/administration/instance_limits/#maximum-number-of-includes */
const MOST_FILES = 150;

/** Lays a file over what it includes. https://docs.gitlab.com/ci/yaml/includes/ */
export function include(path: string, files: Files, isThere: (entry: Node) => boolean): Included | undefined {
  const file = files.parsed(path);
  const parts = file && partsOf(file.documents);
  if (!parts?.content) return undefined;
  const walk = new Walk(files, isThere);
  const { node } = withInputs(parts, nowhere(parts.content.at));
  const root = walk.file(path, node ?? parts.content, [path]);
  return { root, foreign: walk.foreign, problems: walk.problems, paths: walk.paths };
}

/** Several files as one configuration, as `trigger:include` lists them. */
export function includeAll(list: Node, files: Files, isThere: (entry: Node) => boolean): Included {
  const walk = new Walk(files, isThere);
  const root = walk.list(list, nowhere(list.at), []);
  return { root, foreign: walk.foreign, problems: walk.problems, paths: walk.paths };
}

class Walk {
  readonly foreign: Foreign[] = [];
  readonly problems: SourceProblem[] = [];
  readonly paths = new Set<string>();
  readonly #files: Files;
  readonly #isThere: (entry: Node) => boolean;
  #count = 0;

  constructor(files: Files, isThere: (entry: Node) => boolean) {
    this.#files = files;
    this.#isThere = isThere;
  }

  file(path: string, content: Node, above: readonly string[]): Node {
    this.paths.add(path);
    const base = this.list(content.get("include"), nowhere(content.at), above);
    const own = without(content, "include");
    return base.kind === "missing" ? own : merged(base, own);
  }

  list(written: Node, base: Node, above: readonly string[]): Node {
    let root = base;
    const entries = written.kind === "sequence" ? written.items() : written.kind === "missing" ? [] : [written];
    for (const entry of entries) {
      if (!this.#isThere(entry)) continue;
      const local = localOf(entry, this.#files);
      if (local === undefined) this.foreign.push(...foreignOf(entry));
      else for (const path of this.#paths(local, entry)) root = this.#one(path, entry, root, above);
    }
    return root;
  }

  #paths(written: string, entry: Node): readonly string[] {
    if (/[$%]/.test(written)) {
      const why = `\`${written}\` is decided when the pipeline is made`;
      this.foreign.push({
        to: written,
        at: entry.at,
        kind: "unread",
        pinnedBy: { state: "unknown", at: entry.at, cause: "run-time", why, settle: "" },
      });
      return [];
    }
    const path = written.replace(/^(?:\.?\/)+/, "");
    if (!path.includes("*")) {
      if (this.#files.exists(path)) return [path];
      this.problems.push({
        at: entry.kind === "mapping" ? entry.get("local").at : entry.at,
        reason: `includes \`${path}\`, which is not in the repository`,
        remedy: "correct the path, or commit the file",
        weight: "error",
      });
      return [];
    }
    const fixed = path.slice(0, path.slice(0, path.indexOf("*")).lastIndexOf("/") + 1);
    const matches = glob(path);
    return this.#files
      .below(fixed.replace(/\/$/, ""))
      .filter((candidate) => /\.ya?ml$/.test(candidate) && matches(candidate));
  }

  #one(path: string, entry: Node, base: Node, above: readonly string[]): Node {
    if (above.includes(path)) {
      this.problems.push({
        at: entry.at,
        reason: `includes \`${path}\`, which includes it in turn`,
        remedy: "take one of the includes out of the circle",
        weight: "error",
      });
      return base;
    }
    if (++this.#count > MOST_FILES) {
      if (this.#count === MOST_FILES + 1)
        this.problems.push({
          at: entry.at,
          reason: `includes more than ${MOST_FILES} files, which GitLab refuses`,
          remedy: "include fewer files",
          weight: "error",
        });
      return base;
    }
    const file = this.#files.parsed(path);
    const { node, problems } = withInputs(
      partsOf(file?.documents ?? []),
      entry.kind === "mapping" ? entry.get("inputs") : nowhere(entry.at),
    );
    this.problems.push(...problems);
    if (node?.kind !== "mapping") return base;
    const content = this.file(path, node, [...above, path]);
    return base.kind === "missing" ? content : merged(base, content);
  }
}

/** The path of an include that names a file of this repository. */
function localOf(entry: Node, files: Files): string | undefined {
  if (entry.kind === "scalar") return /^https?:\/\//i.test(entry.text) ? undefined : entry.text;
  if (entry.has("local")) return entry.get("local").text;
  const own = ["$CI_PROJECT_PATH", "${CI_PROJECT_PATH}", ...(files.slug === undefined ? [] : [files.slug])];
  const file = entry.get("file");
  if (entry.has("project") && own.includes(entry.get("project").text) && !entry.has("ref") && file.kind === "scalar")
    return file.text;
  const [, name] =
    /^\$(?:CI_SERVER_FQDN|\{CI_SERVER_FQDN\})\/\$\{?CI_PROJECT_PATH\}?\/([\w-]+)@\$\{?CI_COMMIT_SHA\}?$/.exec(
      entry.get("component").text,
    ) ?? [];
  if (name === undefined) return undefined;
  return [`templates/${name}.yml`, `templates/${name}/template.yml`].find((path) => files.exists(path));
}
