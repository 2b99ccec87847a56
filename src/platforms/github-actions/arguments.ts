import { declared, type Fact, unknown } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Node } from "#syntax/node.ts";
import type { Input } from "../recognise/index.ts";
import { brief } from "./decision.ts";
import type { Scope } from "./expression/evaluate.ts";
import { render, show } from "./expression/template.ts";
import { dict, known, textOf, truth, type Value } from "../values/value.ts";
import { valueOfNode } from "./matrix.ts";

/** What is handed to an action, by names in small letters. */
export function inputsOf(given: Node, scope: Scope): ReadonlyMap<string, Input> {
  return new Map(
    given.entries().map(({ key, node }) => {
      const value = typeof node.value === "string" ? render(node.text, scope) : known(node.value ?? null);
      return [key.toLowerCase(), { value: factOf(value, node.text, node.at), text: show(node.text, scope) }] as const;
    }),
  );
}

/** A value as a fact; `written` is how it stands in the file. */
export function factOf(value: Value | undefined, written: string, at: Place): Fact<string> {
  if (!value) return unknown("run-time", `\`${brief(written)}\` is decided when it runs`, at);
  if (value.is === "unknown") return unknown("run-time", `${value.what} decides what \`${brief(written)}\` is`, at);
  return declared(textOf(value), at);
}

/** The folder that a script runs in, from the repository's root; `undefined` where it cannot be told. */
export function folderOf(places: readonly Node[], scope: Scope): string | undefined {
  const node = places.map((place) => place.get("working-directory")).find(({ kind }) => kind === "scalar");
  if (!node) return "";
  const value = render(node.text, scope);
  return value.is === "known"
    ? textOf(value)
        .replace(/^(?:\.\/)+|\/+$/g, "")
        .replace(/^\.$/, "")
    : undefined;
}

/** The inputs of a called workflow: the caller's arguments, then the defaults. */
export function argumentsOf(inputs: Node, given: Node, scope: Scope): Value {
  return dict(
    inputs.entries().map(({ key, node }) => {
      const type = node.get("type").text;
      const argument = given.entries().find((entry) => entry.key.toLowerCase() === key.toLowerCase());
      const value = argument ? valueOfNode(argument.node, scope) : valueOfNode(node.get("default"), scope);
      return [key, typed(value, type)] as const;
    }),
  );
}

function typed(value: Value, type: string): Value {
  if (value.is === "known" && value.value === null)
    return type === "boolean" ? known(false) : type === "number" ? known(0) : known("");
  if (value.is === "known" && type === "string") return known(textOf(value));
  if (value.is === "known" && type === "boolean" && typeof value.value === "string")
    return known(truth(value) === true && value.value !== "false");
  return value;
}
