/**
 * A text from a repository, made harmless for a terminal or a log: control characters, and those that turn the
 * direction of writing or are invisible, are left out; line breaks become spaces; what a CI log would take for a
 * command to its runner is broken apart (`::error::` at the start of a line, `##[group]` and `##vso[…]` anywhere).
 */
export const inert = (text: string): string =>
  text
    .replaceAll(/[\r\n\t]+/g, " ")
    // Colour and cursor sequences whole, so that no rest of them stays.
    .replaceAll(/\u001B\[[0-?]*[ -/]*[@-~]/g, "")
    .replaceAll(/[\u0000-\u001F]/g, "")
    .replaceAll(unseen, "")
    .replace(/^\s*:(?=:)/, ": ")
    .replaceAll(/##(?=\w*\[)/g, "# #");

const unseen = /[\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;

/** The same, with its line breaks kept: for remedies that show lines to write. */
export const inertLines = (text: string): string => text.split(/\r?\n/).map(inert).join("\n");

/** A document as JSON whose texts keep their values, and whose lines are as harmless as inert text. */
export const inertJson = (document: unknown, replacer?: (key: string, value: unknown) => unknown): string =>
  `${JSON.stringify(document, replacer, 2).replaceAll(harmfulInJson, (marks) => (marks === "##" ? String.raw`#\u0023` : escaped(marks)))}\n`;

/** JSON escapes the other control characters by itself. In one pass: a report can be large. */
const harmfulInJson = new RegExp(`${unseen.source}|##`, "gu");

const escaped = (mark: string): string =>
  mark
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");

/** For XML's texts and attributes. Line breaks stay as references, so that they survive in attributes. */
export const inertXml = (text: string): string =>
  inertLines(text)
    // Lone surrogates and the two non-characters are not allowed in XML at all.
    .toWellFormed()
    .replaceAll(/[\uFFFE\uFFFF]/g, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\n", "&#10;");
