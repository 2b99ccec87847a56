/** `0.125` as "12.5%". */
export const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`;

const shown = 3;

/** The first few of some names, in quotes, and how many more there are. */
export function few(names: readonly string[], word: "and" | "or" = "and"): string {
  const quoted = [...new Set(names)].map((name) => `\`${name}\``);
  const left = quoted.length - shown;
  return series(left > 0 ? [...quoted.slice(0, shown), `${left} more`] : quoted, word);
}

/** "a, b and c". */
export const series = (parts: readonly string[], word: "and" | "or"): string =>
  parts.length > 1 ? `${parts.slice(0, -1).join(", ")} ${word} ${parts.at(-1)}` : (parts[0] ?? "");
