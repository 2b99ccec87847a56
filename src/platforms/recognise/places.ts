import type { Place } from "#model/place.ts";
import type { Node } from "#syntax/node.ts";

type Placer = (offset: number) => Place;

const placers = new WeakMap<Node, Placer>();

/**
 * The places of a script's characters. A literal block (`|`) has one line of the file for each of its own, all indented
 * alike, so that places can be counted; everything else is asked of the node, one character at a time.
 */
export function placerOf(node: Node, text: string): Placer {
  const known = placers.get(node);
  if (known) return known;
  const made = counted(node, text) ?? ((offset: number) => node.placeOf(offset));
  placers.set(node, made);
  return made;
}

function counted(node: Node, text: string): Placer | undefined {
  const first = node.placeOf(0);
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  const place = (offset: number): Place => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { file: first.file, line: first.line + low, column: first.column + offset - (starts[low] ?? 0) };
  };
  const last = text.trimEnd().length - 1;
  const middle = text.slice(0, last >> 1).trimEnd().length - 1;
  return [last, middle].every((offset) => offset < 0 || isSame(place(offset), node.placeOf(offset)))
    ? place
    : undefined;
}

const isSame = (a: Place, b: Place): boolean => a.line === b.line && a.column === b.column;
