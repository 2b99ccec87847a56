import type { Node } from "#syntax/node.ts";
import { has } from "../exported.ts";
import type { Resource, Value } from "./value.ts";

/**
 * What `terraform show -json` or `tofu show -json` prints of a state or a plan.
 * https://developer.hashicorp.com/terraform/internals/json-format
 */
export const isShown = (answer: Node): boolean =>
  has(answer, "format_version") && (answer.has("values") || answer.has("planned_values"));

export function shownResources(answer: Node): readonly Resource[] {
  const values = answer.has("planned_values") ? answer.get("planned_values") : answer.get("values");
  return inModule(values.get("root_module"));
}

function inModule(module: Node): readonly Resource[] {
  const own = module
    .get("resources")
    .items()
    .filter((resource) => resource.get("mode").text === "managed")
    .map((resource) => ({
      type: resource.get("type").text,
      address: resource.get("address").text.slice(0, 200),
      at: resource.at,
      values: valueOf(resource.get("values"), resource.get("sensitive_values")),
    }));
  return [...own, ...module.get("child_modules").items().flatMap(inModule)];
}

/** A value, without what is marked as sensitive. */
function valueOf(node: Node, sensitive: Node): Value {
  const { at } = node;
  if (sensitive.value === true) return { kind: "open", text: "a sensitive value", at };
  if (node.kind === "sequence")
    return { kind: "list", items: node.items().map((item, index) => valueOf(item, sensitive.get(index))), at };
  if (node.kind !== "mapping") return { kind: "constant", value: node.value ?? null, at };
  const entries = new Map(node.entries().map(({ key, node: value }) => [key, valueOf(value, sensitive.get(key))]));
  return { kind: "object", entries, at };
}
