import type { Place } from "#model/place.ts";
import type { Node } from "#syntax/node.ts";
import type { Shell } from "../recognise/index.ts";
import { placerOf } from "../recognise/places.ts";
import { unmacroed } from "./macros.ts";
import { taskName } from "./tasks.ts";
import type { Variables } from "./variables.ts";

/** A script of a step, its macros written as expressions. */
export interface Written {
  readonly text: string;
  readonly shell: Shell;
  readonly errexit: boolean;
  readonly pipefail: boolean;
  readonly place: (offset: number) => Place;
  /** The folder that it runs in where it says so. */
  readonly folder?: string | undefined;
  readonly remote?: boolean;
}

const shells: ReadonlyMap<string, Shell> = new Map([
  ["bash", "bash"],
  ["pwsh", "powershell"],
  ["powershell", "powershell"],
]);

/** How a task names its script: what is written in place, a file's path, its arguments, and the shell. */
interface Runner {
  readonly inline: readonly string[];
  readonly file: readonly string[];
  readonly args: readonly string[];
  readonly shell: Shell;
  /** The input that tells the shell, or whether it is the file that runs. */
  readonly remote?: boolean;
  readonly source: string;
}

const docs = (page: string): string => `https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/${page}`;

const runners: ReadonlyMap<string, Runner> = new Map([
  ["bash", { inline: ["script"], file: ["filePath"], args: ["arguments"], shell: "bash", source: docs("bash-v3") }],
  [
    "powershell",
    { inline: ["script"], file: ["filePath"], args: ["arguments"], shell: "powershell", source: docs("powershell-v2") },
  ],
  ["cmdline", { inline: ["script"], file: [], args: [], shell: "cmd", source: docs("cmd-line-v2") }],
  [
    "azurecli",
    {
      inline: ["inlineScript"],
      file: ["scriptPath"],
      args: ["scriptArguments", "arguments"],
      shell: "bash",
      source: docs("azure-cli-v2"),
    },
  ],
  [
    "azurepowershell",
    {
      inline: ["Inline", "inline"],
      file: ["ScriptPath", "scriptPath"],
      args: ["ScriptArguments", "scriptArguments"],
      shell: "powershell",
      source: docs("azure-powershell-v5"),
    },
  ],
  ["shellscript", { inline: [], file: ["scriptPath"], args: ["args"], shell: "bash", source: docs("shell-script-v2") }],
  [
    "batchscript",
    { inline: [], file: ["filename"], args: ["arguments"], shell: "cmd", source: docs("batch-script-v1") },
  ],
  ["ssh", { inline: ["inline", "commands"], file: [], args: [], shell: "bash", remote: true, source: docs("ssh-v0") }],
]);

/**
 * The script of a step or task; `undefined` where it has none. Bash is run without `-e`, and only its last command counts.
 * https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/steps-bash
 */
export function scriptOf(step: Node, pool: string, variables: Variables): Written | undefined {
  const key = ["script", "bash", "pwsh", "powershell"].find((candidate) => step.has(candidate));
  if (key !== undefined) {
    const shell = shells.get(key) ?? (/windows|win\d|vs20/i.test(pool) ? "cmd" : "bash");
    return inline(step.get(key), shell, folderOf(step.get("workingDirectory"), variables), variables);
  }
  const runner = runners.get(taskName(step.get("task").text).toLowerCase());
  return runner && ofTask(runner, step.get("inputs"), pool, variables);
}

function ofTask(runner: Runner, inputs: Node, pool: string, variables: Variables): Written | undefined {
  const given = new Map(inputs.entries().map(({ key, node }) => [key.toLowerCase(), node]));
  const first = (names: readonly string[]): Node | undefined =>
    names.map((name) => given.get(name.toLowerCase())).find((node) => node !== undefined && node.text.trim() !== "");
  const folder = folderOf(first(["workingDirectory", "cwd", "workingFolder"]), variables);
  const type = (first(["scriptType"])?.text ?? "").toLowerCase();
  const shell: Shell =
    runner.shell === "cmd" && !/windows|win\d|vs20/i.test(pool) && pool !== ""
      ? "bash"
      : type === "ps" || type === "pscore"
        ? "powershell"
        : type === "batch"
          ? "cmd"
          : runner.shell;
  const kind = (first(["targetType", "scriptLocation", "scriptType", "runOptions"])?.text ?? "").toLowerCase();
  const written = first(runner.inline);
  const file = first(runner.file);
  const isFile = kind === "filepath" || kind === "scriptpath" || kind === "script" || !written;
  if (written && !(isFile && file))
    return { ...inline(written, shell, folder, variables), ...(runner.remote && { remote: true }) };
  return file ? called(file, first(runner.args), shell, folder, variables) : undefined;
}

function inline(node: Node, shell: Shell, folder: string | undefined, variables: Variables): Written {
  const { text, offset } = unmacroed(
    node.text,
    (name) => variables.isMacro(name),
    (macro) => variables.shown(macro),
  );
  const place = placerOf(node, node.text);
  return { text, shell, errexit: false, pipefail: false, place: (at) => place(offset(at)), folder };
}

/** A script of the repository, as a command that runs it. */
function called(
  file: Node,
  args: Node | undefined,
  shell: Shell,
  folder: string | undefined,
  variables: Variables,
): Written {
  const path = pathOf(file.text, variables);
  const program = shell === "powershell" ? "./" : shell === "cmd" ? "" : "bash ./";
  const command = `${program}${path} ${(args?.text ?? "").replace(/\s+/g, " ")}`.trim();
  const { text } = unmacroed(
    command,
    (name) => variables.isMacro(name),
    (macro) => variables.shown(macro),
  );
  return { text, shell, errexit: false, pipefail: false, place: () => file.at, folder };
}

/** The folders that the repository is checked out to, where it is the only one. */
const ROOTS =
  /^\$\((?:System\.DefaultWorkingDirectory|Build\.SourcesDirectory|Build\.Repository\.LocalPath|Pipeline\.Workspace\)\/s)\)?[\\/]*/i;

function pathOf(text: string, variables: Variables): string {
  const path = text.trim().replace(ROOTS, "");
  return variables
    .shown(path)
    .replaceAll("\\", "/")
    .replace(/^(?:\.?\/)+/, "");
}

/** The folder that a script says it runs in; `undefined` where it says none, or none of the repository. */
function folderOf(node: Node | undefined, variables: Variables): string | undefined {
  if (!node || node.kind !== "scalar" || node.text.trim() === "") return undefined;
  const path = pathOf(node.text, variables).replace(/\/+$/, "");
  return path.includes("$(") ? undefined : path;
}

/** The folder that a task says its program runs in. */
export const taskFolder = (inputs: Node, variables: Variables): string | undefined =>
  inputs
    .entries()
    .filter(({ key }) => /^(?:workingDir(?:ectory)?|cwd)$/i.test(key))
    .map(({ node }) => folderOf(node, variables))
    .find((folder) => folder !== undefined);

const SET = /##vso\[task\.setvariable\s+([^\]]{1,300})\]/gi;

/**
 * The variables, in small letters, that a script sets for the steps behind it.
 * https://learn.microsoft.com/azure/devops/pipelines/process/set-variables-scripts
 */
export function setVariables(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [, properties = ""] of text.includes("task.setvariable") ? text.matchAll(SET) : []) {
    const name = /(?:^|;)\s*variable=([^;]+)/i.exec(properties)?.[1]?.trim();
    if (name !== undefined) found.add(name.toLowerCase());
  }
  return found;
}
