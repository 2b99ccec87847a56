import { declared, type Fact, unknown } from "#model/fact.ts";
import { type Place, startOf } from "#model/place.ts";
import type { Configuration, ConfigurationKey } from "#model/repository.ts";
import { hcl, type HclExpression } from "#syntax/hcl.ts";
import type { Node } from "#syntax/node.ts";
import { yaml } from "#syntax/yaml.ts";
import { type EnvironmentFile, sharedValues } from "./environments.ts";

/** Keys deeper than this are not told apart, and more of them are not compared. */
const deepest = 24;
const most = 20_000;

/** What each environment of a component sets. `textOf` reads a file, or gives the reason why it cannot. */
export function configurationsIn(
  files: readonly EnvironmentFile[],
  textOf: (path: string) => Fact<string>,
): readonly Omit<Configuration, "tier">[] {
  return files.map((file) => ({
    component: file.component,
    environment: file.environment,
    at: startOf(file.path),
    keys: withShared(keysIn(file, textOf(file.path)), file, textOf),
  }));
}

/** A chart's own values count for every environment that does not set them. */
function withShared(
  keys: Configuration["keys"],
  file: EnvironmentFile,
  textOf: (path: string) => Fact<string>,
): Configuration["keys"] {
  const shared = sharedValues(file);
  if (keys.state !== "declared" || shared === undefined || shared === file.path) return keys;
  const base = keysIn({ ...file, path: shared }, textOf(shared));
  if (base.state !== "declared") return keys;
  const own = new Set(keys.value.map(({ name }) => name));
  return declared([...keys.value, ...base.value.filter(({ name }) => !own.has(name))], keys.at);
}

function keysIn({ path, kind, environment }: EnvironmentFile, text: Fact<string>): Configuration["keys"] {
  if (text.state !== "declared") return text;
  if (kind === "terraform" && path.endsWith(".tfvars")) return terraformKeys(path, text.value);
  const { documents, problems } = yaml(path, text.value, { mergeKeys: true, duplicates: "last" });
  const broken = problems.find(({ weight }) => weight === "error");
  if (broken) return unknown("invalid", `\`${path}\` ${broken.reason}`, broken.at, broken.remedy);
  const found = new Map<string, ConfigurationKey>();
  for (const document of documents) {
    if (kind === "kustomization") kustomizationKeys(document, environment, found);
    else flatten(document, "", 0, found);
  }
  // An empty value of a chart means "nothing of it" as often as "not yet".
  const keys = [...found.values()].map((key): ConfigurationKey =>
    kind === "values" && key.state === "blank" ? { ...key, state: "set" } : key,
  );
  return declared(keys, startOf(path));
}

function flatten(node: Node, name: string, depth: number, found: Map<string, ConfigurationKey>): void {
  if (found.size >= most) return;
  const parts = depth < deepest ? partsOf(node, name) : [];
  if (parts.length > 0) {
    for (const part of parts) flatten(part.node, part.name, depth + 1, found);
    return;
  }
  if (name === "") return;
  // A repeated name is the same key: which of the two counts is the program's.
  if (!found.has(name)) found.set(name, { name, at: node.keyAt, state: stateOf(node) });
}

/** The parts of a mapping by their keys, and of a list by the names that its parts have. */
function partsOf(node: Node, name: string): readonly { readonly name: string; readonly node: Node }[] {
  const prefix = name === "" ? "" : `${name}.`;
  if (node.kind === "mapping")
    return node.entries().map((entry) => ({ name: `${prefix}${entry.key}`, node: entry.node }));
  if (node.kind !== "sequence") return [];
  return node.items().flatMap((item) => {
    const called = identifying.map((key) => item.get(key)).find(({ kind, text }) => kind === "scalar" && text !== "");
    return called ? [{ name: `${name}[${called.text}]`, node: item }] : [];
  });
}

const identifying = ["SchemaName", "LogicalName", "name", "key", "id"];

/** An empty list says that there is none of it. */
const stateOf = (node: Node): ConfigurationKey["state"] =>
  node.kind === "scalar" ? stateOfText(node.value === null ? "" : node.text) : "set";

/** `#{token}#` and `__token__` are what replacing tasks look for. */
function stateOfText(text: string): ConfigurationKey["state"] {
  if (text.trim() === "") return "blank";
  return /^(?:#\{[^}]+\}#?|__\w+__|<[a-z_ -]+>|TODO|change[_-]?me|replace[_-]?me)$/i.test(text.trim())
    ? "token"
    : "set";
}

/** What a kustomization is made of, by names that do not hold the environment. */
function kustomizationKeys(document: Node, environment: string, found: Map<string, ConfigurationKey>): void {
  const neutral = (text: string): string => text.replaceAll(environment, "*");
  const add = (name: string, at: Place): unknown => found.set(name, { name, at, state: "set" });
  for (const list of ["resources", "bases", "components"])
    for (const item of document.get(list).items()) add(`${list}[${neutral(item.text)}]`, item.at);
  for (const list of ["images", "configMapGenerator", "secretGenerator", "helmCharts"])
    for (const item of document.get(list).items()) add(`${list}[${neutral(item.get("name").text)}]`, item.at);
  for (const list of ["patches", "patchesStrategicMerge", "patchesJson6902"])
    for (const item of document.get(list).items()) add(`${list}[${neutral(patchOf(item))}]`, item.at);
}

function patchOf(item: Node): string {
  if (item.kind === "scalar") return item.text;
  const target = item.get("target");
  const named = [target.get("kind").text, target.get("name").text].filter((text) => text !== "").join("/");
  return named !== "" ? named : item.get("path").text;
}

function terraformKeys(path: string, text: string): Configuration["keys"] {
  const { body, problems } = hcl(path, text);
  const [broken] = problems;
  if (!body || broken)
    return unknown("invalid", `\`${path}\` ${broken?.reason ?? "cannot be read"}`, broken?.at ?? startOf(path));
  return declared(
    body.attributes.map(({ name, at, value }) => ({ name, at, state: stateOfExpression(value) })),
    startOf(path),
  );
}

const stateOfExpression = (value: HclExpression): ConfigurationKey["state"] =>
  value.kind === "literal" ? stateOfText(value.value === null ? "" : String(value.value)) : "set";
