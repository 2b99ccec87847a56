import { hoursOf } from "#model/hours.ts";
import type { Node } from "#syntax/node.ts";
import type { Mistake } from "./mistakes.ts";

/** Texts among the windows of a rule that are no hours of a week. */
export const windowMistakes = (windows: Node): readonly Mistake[] =>
  windows.items().flatMap((node) => {
    const hours = typeof node.value === "string" ? hoursOf(node.value) : undefined;
    if (typeof hours !== "string") return [];
    const message = `a part of \`windows\` is \`${node.text.slice(0, 60)}\`: ${hours.slice(0, 120)}`;
    return [{ message, at: node.at, hint: "write it as `Mon-Fri 09:00-16:00 Europe/Berlin`" }];
  });
