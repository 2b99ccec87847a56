import { known, textOf, type Unknown, type Value } from "../values/value.ts";

/** A variable in a text: `$NAME`, `${NAME}`, `%NAME%`; `$$` stands for a dollar sign. */
const USE = /\$\$|\$\{(\w{1,255})\}|\$([A-Za-z_]\w{0,254})|%([A-Za-z_]\w{0,254})%/g;
const LONGEST = 20_000;

/** A text with its variables written out. https://docs.gitlab.com/ci/variables/where_variables_can_be_used/ */
export function render(text: string, variable: (name: string) => Value | undefined): Value {
  if (!/[$%]/.test(text) || text.length > LONGEST) return known(text);
  let written = "";
  let from = 0;
  let prefix: string | undefined;
  const unknowns: Unknown[] = [];
  for (const found of text.matchAll(USE)) {
    written += text.slice(from, found.index);
    from = found.index + found[0].length;
    const name = found[1] ?? found[2] ?? found[3];
    const value = name === undefined ? known("$") : variable(name);
    if (value === undefined) written += found[0];
    else if (value.is === "unknown") {
      unknowns.push(value);
      prefix ??= written;
      written += value.written ?? found[0];
    } else written += textOf(value);
    if (written.length > LONGEST) return known(text);
  }
  written += text.slice(from);
  const [first] = unknowns;
  if (!first) return known(written);
  // A text that is one variable and nothing else is that variable.
  if (unknowns.length === 1 && /^(?:\$\w+|\$\{\w+\})$/.test(text)) return { ...first, written };
  const varies = unknowns.some((one) => one.varies === "run")
    ? "run"
    : unknowns.some((one) => one.varies === "ref")
      ? "ref"
      : first.varies;
  return {
    is: "unknown",
    by: unknowns.find(({ by }) => by === "person")?.by ?? first.by,
    what: first.what,
    varies,
    written,
    prefix: prefix || undefined,
    splits: unknowns.flatMap(({ splits }) => splits).slice(0, 8),
  };
}

/** How a value stands in a text: what cannot be told is left as it is written. */
export const writtenOf = (value: Value, otherwise: string): string =>
  value.is === "unknown" ? (value.written ?? otherwise) : textOf(value);
