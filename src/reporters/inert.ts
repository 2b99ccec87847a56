/**
 * A text from a repository, made harmless for a terminal or a log: control characters, and those that turn the
 * direction of writing or are invisible, are left out; line breaks become spaces.
 */
export const inert = (text: string): string =>
  text
    .replaceAll(/[\r\n\t]+/g, " ")
    // Colour and cursor sequences whole, so that no rest of them stays.
    .replaceAll(/\u001B\[[0-?]*[ -/]*[@-~]/g, "")
    .replaceAll(/[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g, "");

/** The same, with its line breaks kept: for remedies that show lines to write. */
export const inertLines = (text: string): string => text.split(/\r?\n/).map(inert).join("\n");
