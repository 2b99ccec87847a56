import type { Node } from "#syntax/node.ts";
import { isDay } from "./day.ts";
import type { Mistake } from "./mistakes.ts";
import { durationOf } from "./parameters.ts";

/** A day that is written as one and is not in the calendar. */
export function dayMistakes({ at, text }: Node, key: string): readonly Mistake[] {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || isDay(text)) return [];
  return [
    { message: `\`${key}\` is \`${text}\`, which is no day of the calendar`, at, hint: "write it as `2026-12-31`" },
  ];
}

/** A text where a duration belongs that is none. */
export function durationMistake(node: Node, name: string): readonly Mistake[] {
  if (typeof node.value !== "string" || durationOf(node.text) !== undefined) return [];
  const subject = `${name} is \`${node.text.slice(0, 60)}\``;
  const isCalendar = /^P\d+[YM]|month|year/i.test(node.text);
  return [
    isCalendar
      ? {
          message: `${subject}: months and years have no fixed length`,
          at: node.at,
          hint: "write it in days: `P30D`",
        }
      : {
          message: `${subject}, where a duration belongs`,
          at: node.at,
          hint: "write it as `PT1H`, `P1D` (24 h), `10m` or `1h30m`",
        },
  ];
}
