import { isoOf } from "#model/business-days.ts";
import type { Duration } from "#model/duration.ts";
import type { Named } from "#model/emergency.ts";
import { absent, declared, type Fact, unknown } from "#model/fact.ts";
import type { Node } from "#syntax/node.ts";
import { isDay } from "./day.ts";
import { durationOf } from "./parameters.ts";

export const text = (node: Node): Fact<string> =>
  node.kind === "scalar" && node.text !== "" ? declared(node.text, node.at) : absent(node.at);

export const flag = (node: Node): Fact<boolean> =>
  typeof node.value === "boolean" ? declared(node.value, node.at) : absent(node.at);

export const number = (node: Node): Fact<number> =>
  typeof node.value === "number" ? declared(node.value, node.at) : absent(node.at);

export const named = (node: Node): readonly Named[] => node.items().map(({ text: name, at }) => ({ name, at }));

export function duration(node: Node): Fact<Duration> {
  const seconds = durationOf(node.text);
  if (node.kind === "missing") return absent(node.at);
  return seconds === undefined
    ? unknown(
        "invalid",
        `\`bake\` is \`${node.text.slice(0, 60)}\`, which is no duration`,
        node.at,
        "write it as `15m`",
      )
    : declared(seconds, node.at);
}

/** A time with its zone, in whole seconds; another text is unknown. */
export function time(mapping: Node, key: string): Fact<string> {
  const node = mapping.get(key);
  if (node.kind === "missing") return absent(node.at);
  const { text: written, at } = node;
  const shape = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?$/.exec(written);
  const instant = Date.parse(written);
  if (shape?.[2] !== undefined && isDay(shape[1] ?? "") && !Number.isNaN(instant)) return declared(isoOf(instant), at);
  const flaw = shape && shape[2] === undefined ? "has no zone" : "is no time";
  return unknown(
    "invalid",
    `\`${key}\` is \`${written.slice(0, 60)}\`, which ${flaw}`,
    at,
    "write it as `2026-11-02T14:07:00Z`",
  );
}
