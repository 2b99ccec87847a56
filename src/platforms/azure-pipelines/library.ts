import type { Settings } from "#model/settings.ts";
import type { Node } from "#syntax/node.ts";
import type { Files, SourceFile } from "../platform.ts";
import type { Recognition } from "../recognise/recognition.ts";
import { isRoot } from "./shape.ts";

/** A pipeline's file. */
export interface Pipeline {
  readonly path: string;
  readonly root: Node;
  readonly name: string;
}

/** The pipelines and templates of a repository, read once. */
export class Library {
  readonly files: Files;
  readonly recognition: Recognition;
  readonly settings: Settings | undefined;
  readonly pipelines: readonly Pipeline[];
  readonly trunk: string;
  readonly #templates = new Map<string, Node | undefined>();
  readonly #used = new Set<string>();

  constructor(claimed: readonly SourceFile[], files: Files, recognition: Recognition, settings?: Settings) {
    this.files = files;
    this.recognition = recognition;
    this.settings = settings;
    const roots = claimed.flatMap(({ path, documents: [root] }) => (root ? [{ path, root }] : []));
    for (const { path, root } of roots) this.#templates.set(path, root);
    for (const { path, root } of roots)
      for (const used of templatesIn(root)) this.#used.add(resolvePath(used, path, files) ?? "");
    this.pipelines = roots
      .filter(({ path, root }) => isRoot(root, path, this.#used.has(path)))
      .map(({ path, root }) => ({ path, root, name: nameOf(path) }));
    this.trunk = trunkOf(this.pipelines);
  }

  /** A template of this repository, by its path. */
  template(path: string): Node | undefined {
    if (!this.#templates.has(path)) this.#templates.set(path, this.files.parsed(path)?.documents[0]);
    return this.#templates.get(path);
  }
}

/** What Azure DevOps calls a pipeline is not written: by default it is named for the repository, and people name it for its file. */
const nameOf = (path: string): string => path.replace(/\.ya?ml$/i, "");

const MOST_DEEP = 60;

/** The templates that a file names, as they are written. */
function templatesIn(root: Node): readonly string[] {
  const found: string[] = [];
  const visit = (node: Node, depth: number): void => {
    if (depth > MOST_DEEP) return;
    for (const item of node.items()) visit(item, depth + 1);
    for (const { key, node: value } of node.entries()) {
      if (key === "template" && value.kind === "scalar") found.push(value.text);
      else if (value.kind !== "scalar") visit(value, depth + 1);
    }
  };
  visit(root, 0);
  return found;
}

/**
 * The path of a template from the repository's root; `undefined` where it is in another repository, or not here.
 * https://learn.microsoft.com/azure/devops/pipelines/process/templates
 */
export function resolvePath(written: string, from: string, files: Files): string | undefined {
  const [name = "", alias] = written.trim().replaceAll("\\", "/").split("@");
  if (alias !== undefined && alias.toLowerCase() !== "self") return undefined;
  const folder = from.includes("/") ? from.slice(0, from.lastIndexOf("/")) : "";
  const relative = normal(`${folder}/${name}`);
  const absolute = normal(name);
  const [first, second] = name.startsWith("/") || alias !== undefined ? [absolute, relative] : [relative, absolute];
  return [first, second].find((path) => path !== undefined && files.exists(path));
}

/** A path without `.` and `..`; `undefined` where it leads out of the repository. */
function normal(path: string): string | undefined {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

/** The branch that the pipelines of a repository take for its trunk. */
function trunkOf(pipelines: readonly Pipeline[]): string {
  const texts = pipelines.map(({ root }) => JSON.stringify([root.get("trigger").toPlain(), root.get("pr").toPlain()]));
  const count = (name: string): number => texts.filter((text) => text.includes(`"${name}"`)).length;
  return count("master") > count("main") ? "master" : "main";
}
