import { blend, combine, FALSE, known, textOf, TRUE, type Value } from "./value.ts";

/** What a test of two texts comes to, without case. */
export const texts = (args: readonly Value[], f: (a: string, b: string) => boolean): Value =>
  combine(args, ([a, b]) => known(a && b ? f(textOf(a).toLowerCase(), textOf(b).toLowerCase()) : false), {
    domain: [true, false],
  });

/** Whether a text holds another. */
export function containsText(search: Value, item: Value): Value {
  if (search.is === "unknown" && !search.domain && item.is === "known" && search.prefix) {
    if (search.prefix.toLowerCase().includes(textOf(item).toLowerCase())) return TRUE;
  }
  return texts([search, item], (a, b) => a.includes(b));
}

/** Whether a text begins with another. */
export function startsWith(text: Value, start: Value): Value {
  if (text.is === "unknown" && !text.domain && text.prefix && start.is === "known") {
    const prefix = text.prefix.toLowerCase();
    const wanted = textOf(start).toLowerCase();
    if (prefix.startsWith(wanted)) return TRUE;
    if (!wanted.startsWith(prefix)) return FALSE;
    if (text.not?.some((other) => other.toLowerCase() === `${wanted}*`)) return FALSE;
  }
  if (text.is === "unknown" && !text.domain && start.is === "known" && text.variable) {
    const value = `${text.variable.before}${textOf(start)}*`;
    if (text.not?.includes(value)) return FALSE;
    const split = { key: text.variable.key, values: [value], rest: true, switch: false };
    return blend([{ ...text, splits: [split] }], { domain: [true, false] });
  }
  return texts([text, start], (a, b) => a.startsWith(b));
}
