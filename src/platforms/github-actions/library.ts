import type { Settings } from "#model/settings.ts";
import type { Node } from "#syntax/node.ts";
import type { Files, SourceFile } from "../platform.ts";
import type { Recognition } from "../recognise/recognition.ts";
import { trunkOf } from "./events.ts";
import { type Workflow, workflowOf } from "./workflow.ts";

/** The workflows and actions of a repository, read once. */
export class Library {
  readonly files: Files;
  readonly recognition: Recognition;
  readonly settings: Settings | undefined;
  readonly workflows: readonly Workflow[];
  readonly trunk: string;
  readonly #byPath: ReadonlyMap<string, Workflow>;
  readonly #actions = new Map<string, LocalAction | undefined>();

  constructor(claimed: readonly SourceFile[], files: Files, recognition: Recognition, settings?: Settings) {
    this.files = files;
    this.recognition = recognition;
    this.settings = settings;
    this.workflows = claimed.flatMap(({ path, documents: [root] }) =>
      root && isWorkflowPath(path) ? [workflowOf(path, root)] : [],
    );
    this.#byPath = new Map(this.workflows.map((workflow) => [workflow.path, workflow]));
    this.trunk = trunkOf(this.workflows.flatMap(({ starts }) => starts));
  }

  workflow(path: string): Workflow | undefined {
    return this.#byPath.get(path);
  }

  /** An action of the repository: the folder's `action.yml` or `action.yaml`. */
  action(folder: string): LocalAction | undefined {
    if (!this.#actions.has(folder)) this.#actions.set(folder, this.#read(folder));
    return this.#actions.get(folder);
  }

  #read(folder: string): LocalAction | undefined {
    for (const name of ["action.yml", "action.yaml"]) {
      const path = folder === "" ? name : `${folder}/${name}`;
      const root = this.files.parsed(path)?.documents[0];
      if (root) return { path, root };
    }
    return undefined;
  }
}

export interface LocalAction {
  readonly path: string;
  readonly root: Node;
}

export const isWorkflowPath = (path: string): boolean => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path);
