import type { Marker } from "#model/repository.ts";
import type { Node } from "#syntax/node.ts";
import { admission } from "./tables/break-glass.ts";

/** The texts of a document, keys and values, that access beyond the routine leaves. Comments are none of it. */
export function markersIn(document: Node, texts: readonly string[]): readonly Marker[] {
  const version = document.get("apiVersion").text;
  if (admission.some((group) => version.startsWith(group))) return [];
  const found: Marker[] = [];
  const seen = new Set<string>();
  const waiting: Node[] = [document];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const key = `${node.at.line}:${node.at.column}:${node.kind}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (node.kind === "scalar") found.push(...markersOf(node, texts));
    for (const entry of node.entries()) {
      const text = isOff(entry.node.text) ? undefined : texts.find((each) => positionIn(entry.key, each) >= 0);
      if (text !== undefined) found.push({ text, at: entry.keyAt });
      waiting.push(entry.node);
    }
    waiting.push(...node.items());
  }
  return found;
}

/** The same of a text that is no document, such as a template of one. */
export const markersInText = (file: string, text: string, texts: readonly string[]): readonly Marker[] =>
  text.split("\n").flatMap((line, index) =>
    texts.flatMap((each) => {
      const position = positionIn(line, each);
      if (position < 0 || /^["']?:\s*["']?false\b/i.test(line.slice(position + each.length))) return [];
      return [{ text: each, at: { file, line: index + 1, column: position + 1 } }];
    }),
  );

const markersOf = (node: Node, texts: readonly string[]): readonly Marker[] =>
  texts.flatMap((text) => {
    const position = positionIn(node.text, text);
    return position < 0 ? [] : [{ text, at: node.placeOf(position) }];
  });

const isOff = (value: string): boolean => value.toLowerCase() === "false";

/** Where a text stands by itself, switched on, and not behind the sign of a comment; -1 where nowhere. */
function positionIn(text: string, marker: string): number {
  for (let at = text.indexOf(marker); at >= 0; at = text.indexOf(marker, at + 1)) {
    const line = text.slice(text.lastIndexOf("\n", at) + 1, at);
    const after = text.slice(at + marker.length, at + marker.length + 8);
    // The name under which its use is logged: https://cloud.google.com/binary-authorization/docs/viewing-audit-logs
    const isLogged = line.endsWith("imagepolicywebhook.");
    const isWhole = !isLogged && !/[\w-]$/.test(line) && !/^[\w-]/.test(after);
    if (isWhole && !/(?:^|\s)#/.test(line) && !/^=["']?false\b/i.test(after)) return at;
  }
  return -1;
}
