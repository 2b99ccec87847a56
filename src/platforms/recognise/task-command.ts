import type { Input } from "./given.ts";
import type { ReadOptions } from "./script.ts";

/** What a task runs, as a script that does the same. */
export interface TaskCommand extends ReadOptions {
  readonly text: string;
}

type Given = (...names: readonly string[]) => string;

const join = (...parts: readonly string[]): string => parts.filter((part) => part.trim() !== "").join(" ");
const flag = (name: string, value: string): string => (value.trim() === "" ? "" : `${name} ${value.trim()}`);
const lines = (text: string): string =>
  text
    .trim()
    .split(/\s*\n\s*/)
    .join(" ");

/** Tasks that run one program. https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/ */
const commands: ReadonlyMap<string, (given: Given) => string> = new Map<string, (given: Given) => string>([
  ["dotnetcorecli", dotnet],
  ["npm", npm],
  ["maven", (given) => join("mvn", given("goals") || "package", given("options"))],
  ["gradle", (given) => join("gradle", given("tasks") || "build", given("options"))],
  ["go", (given) => join("go", given("command"), given("arguments"))],
  [
    "nugetcommand",
    (given) =>
      given("command") === "custom" ? `nuget ${given("arguments")}` : join("nuget", given("command") || "restore"),
  ],
  ["docker", docker],
  [
    "dockercompose",
    (given) =>
      /push/i.test(given("action"))
        ? "docker-compose push"
        : join("docker-compose", given("dockercomposecommand") || "build", given("arguments")),
  ],
  ["helmdeploy", helm],
  [
    "kubernetes",
    (given) =>
      join(
        "kubectl",
        given("command") || "apply",
        flag("-f", given("configuration")),
        lines(given("arguments")),
        flag("--namespace", given("namespace")),
      ),
  ],
  ["azureresourcemanagertemplatedeployment", resources],
  ["azureresourcegroupdeployment", resources],
  ["terraformtaskv1", terraform],
  ["terraformtaskv2", terraform],
  ["terraformtaskv3", terraform],
  ["terraformtaskv4", terraform],
  ["terraformtask", terraform],
  ["terraformcli", terraform],
  ["terraform", terraform],
  ["awscli", (given) => join("aws", given("awscommand"), given("awssubcommand"), lines(given("awsarguments")))],
  [
    "pythonscript",
    (given) => (given("scriptpath") === "" ? "" : join("python", given("scriptpath"), given("arguments"))),
  ],
]);

/** The program that a task runs, with its arguments: empty where it does nothing that matters; `undefined` where it is no such task. */
export function taskCommand(name: string, inputs: ReadonlyMap<string, Input>): TaskCommand | undefined {
  const made = commands.get(name.toLowerCase());
  if (!made) return undefined;
  const given: Given = (...names) =>
    names.map((one) => inputs.get(one)?.text ?? "").find((text) => text.trim() !== "") ?? "";
  const text = made(given).replaceAll(/\$\(([A-Za-z_][\w.-]{0,200})\)/g, "${{$1}}");
  return { text, shell: "bash", errexit: true };
}

function dotnet(given: Given): string {
  const command = given("command") || "build";
  if (command === "custom") return join("dotnet", given("custom"), lines(given("projects")), lines(given("arguments")));
  if (command === "push") return "dotnet nuget push";
  return join("dotnet", command, lines(given("projects")), lines(given("arguments")));
}

function npm(given: Given): string {
  const command = given("command") || "install";
  return command === "custom" ? join("npm", lines(given("customcommand"))) : join("npm", command);
}

function docker(given: Given): string {
  const command = given("command", "action") || "buildAndPush";
  const repository = given("repository", "imagename") || "image";
  const tags = (given("tags") || "$(Build.BuildId)")
    .split(/[\s,]+/)
    .filter(Boolean)
    .slice(0, 20);
  const images = tags.map((tag) => `${repository}:${tag}`);
  const build = join(
    "docker build",
    ...images.map((image) => `-t ${image}`),
    given("arguments") && lines(given("arguments")),
    ".",
  );
  const push = images.map((image) => `docker push ${image}`).join("\n");
  if (/^build(?: an image)?$/i.test(command)) return build;
  if (/^buildAndPush$/i.test(command)) return `${build}\n${push}`;
  if (/^push/i.test(command)) return push;
  return /^login$/i.test(command) ? "" : join("docker", lines(given("arguments")));
}

function helm(given: Given): string {
  const command = given("command") || "ls";
  const chart = given("chartpath", "chartname");
  const base = join("helm", command === "upgrade" && given("install") !== "false" ? "upgrade --install" : command);
  if (command !== "upgrade" && command !== "install")
    return join(base, given("releasename"), lines(given("arguments")));
  return join(
    base,
    given("releasename"),
    chart,
    flag("--namespace", given("namespace")),
    flag("--values", lines(given("valuefile"))),
    flag("--set", lines(given("overridevalues"))),
    given("waitforexecution") === "false" ? "" : "--wait",
    lines(given("arguments")),
  );
}

function resources(given: Given): string {
  const scope = given("deploymentscope").toLowerCase();
  const verb = /validation/i.test(given("deploymentmode")) ? "validate" : "create";
  if (/delete/i.test(given("action"))) return "";
  if (scope === "subscription")
    return join(`az deployment sub ${verb}`, flag("--subscription", given("subscriptionid", "subscriptionname")));
  if (scope === "management group") return `az deployment mg ${verb}`;
  return join(`az deployment group ${verb}`, flag("--resource-group", given("resourcegroupname")));
}

function terraform(given: Given): string {
  const command = given("command") || "init";
  const options = lines(given("commandoptions"));
  return command === "custom"
    ? join("terraform", given("customcommand"), options)
    : join("terraform", command, options);
}
