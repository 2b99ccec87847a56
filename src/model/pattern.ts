/** Whether a text or path matches. */
export type Matcher = (text: string) => boolean;

/**
 * A pattern over one text: `*` stands for any run of characters, `?` for one.
 * Takes time in proportion to the text and the pattern at worst, whatever either holds.
 */
export function wildcard(pattern: string): Matcher {
  if (!/[*?]/.test(pattern)) return (text) => text === pattern;
  return (text) => {
    let at = 0;
    let star = -1;
    let resume = 0;
    let next = 0;
    while (at < text.length) {
      if (pattern[next] === "*") {
        star = next++;
        resume = at;
      } else if (next < pattern.length && (pattern[next] === "?" || pattern[next] === text[at])) {
        next++;
        at++;
      } else if (star >= 0) {
        next = star + 1;
        at = ++resume;
      } else return false;
    }
    while (pattern[next] === "*") next++;
    return next === pattern.length;
  };
}

/** A pattern over a path: `*` and `?` stay within a part of it, `**` stands for any number of parts. */
export function glob(pattern: string): Matcher {
  const parts = pattern.split("/").map((part) => (part === "**" ? part : wildcard(part)));
  const last = parts.length;
  return (path) => {
    const names = path.split("/");
    // The positions in the pattern that the path so far can have reached.
    let reached = pastStars(new Set([0]));
    for (const name of names) {
      const next = new Set<number>();
      for (const position of reached) {
        const part = parts[position];
        if (part === "**") next.add(position);
        else if (part?.(name)) next.add(position + 1);
      }
      if (next.size === 0) return false;
      reached = pastStars(next);
    }
    return reached.has(last);
  };

  function pastStars(positions: Set<number>): Set<number> {
    for (const position of positions) if (parts[position] === "**") positions.add(position + 1);
    return positions;
  }
}
