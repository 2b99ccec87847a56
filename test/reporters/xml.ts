/**
 * A check that a text is well-formed XML, for what the reporters write: elements, attributes in double quotes, the five
 * entities and numbered references. Gives the elements with their attributes; throws where it is not.
 */
export function elementsOf(
  xml: string,
): readonly { readonly name: string; readonly attributes: ReadonlyMap<string, string> }[] {
  const forbidden =
    /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
  if (forbidden.test(xml)) throw new Error("has a character that XML does not allow");
  const found: { name: string; attributes: Map<string, string> }[] = [];
  const open: string[] = [];
  const rest = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, "");
  for (const [, tag, content] of rest.matchAll(/<([^>]*)>|([^<]+)/g)) {
    if (content !== undefined) {
      checkText(content);
      continue;
    }
    const [, closing, name, attributes = "", empty] =
      /^(\/?)([A-Za-z][\w-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)$/.exec(tag ?? "") ?? [];
    if (name === undefined) throw new Error(`has no tag: <${tag}>`);
    if (closing) {
      if (open.pop() !== name) throw new Error(`closes ${name} that is not open`);
      continue;
    }
    const pairs = [...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].map(
      ([, key = "", value = ""]) => [key, value] as const,
    );
    if (new Set(pairs.map(([key]) => key)).size < pairs.length) throw new Error(`has an attribute twice: ${tag}`);
    for (const [, value] of pairs) checkText(value);
    found.push({ name, attributes: new Map(pairs) });
    if (!empty) open.push(name);
  }
  if (open.length > 0) throw new Error(`leaves ${open.join(", ")} open`);
  return found;
}

function checkText(text: string): void {
  if (/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)|\]\]>/.test(text))
    throw new Error(`has a bare mark: ${text.slice(0, 80)}`);
}
