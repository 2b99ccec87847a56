import type { Problem } from "./node.ts";

export interface Decoded {
  /** The text without a byte order mark; what could not be read stands as U+FFFD. Empty for a binary file. */
  readonly text: string;
  readonly problems: readonly Problem[];
}

type Encoding = "utf-8" | "utf-16le" | "utf-16be";

/** How many bytes are looked at to tell a text from a binary file. */
const SAMPLE = 8000;

/**
 * A file's bytes as text: UTF-8, or UTF-16 where a byte order mark or the zero byte of its first character tells so
 * (https://yaml.org/spec/1.2.2/#52-character-encodings). Bytes that are no text are problems at their places.
 */
export function decode(file: string, bytes: Uint8Array): Decoded {
  const [encoding, mark] = encodingOf(bytes);
  if (encoding === "utf-8" && isBinary(bytes)) {
    const at = { file, line: 1, column: 1 };
    return {
      text: "",
      problems: [
        { at, reason: "is a binary file, and was not read", remedy: "leave it out of the check", weight: "error" },
      ],
    };
  }
  const content = mark > 0 ? bytes.subarray(mark) : bytes;
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(content);
  const problems: Problem[] = [];
  if (text.includes("\uFFFD") && !isValid(encoding, content)) {
    problems.push({
      at: placeIn(file, text, firstBroken(encoding, content, text)),
      reason: `has bytes that are not ${encoding.toUpperCase()}`,
      remedy: "save the file as UTF-8",
      weight: "error",
    });
  }
  const zero = text.indexOf("\0");
  if (zero !== -1) {
    problems.push({
      at: placeIn(file, text, zero),
      reason: "has a NUL character",
      remedy: "remove it",
      weight: "error",
    });
  }
  return { text, problems };
}

/** The encoding, and the length of the byte order mark. */
function encodingOf(bytes: Uint8Array): readonly [Encoding, number] {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return ["utf-8", 3];
  if (first === 0xff && second === 0xfe) return ["utf-16le", 2];
  if (first === 0xfe && second === 0xff) return ["utf-16be", 2];
  // Without a mark, the zero half of an ASCII character tells: it must keep doing so, or the file is binary.
  if (bytes.length >= 4 && bytes.length % 2 === 0) {
    if (first === 0 && second !== 0 && third === 0) return ["utf-16be", 0];
    if (first !== 0 && second === 0 && third !== 0 && bytes[3] === 0) return ["utf-16le", 0];
  }
  return ["utf-8", 0];
}

/** More than a stray zero byte near the start. */
function isBinary(bytes: Uint8Array): boolean {
  let zeros = 0;
  for (const byte of bytes.subarray(0, SAMPLE)) if (byte === 0 && ++zeros > 4) return true;
  return false;
}

function isValid(encoding: Encoding, bytes: Uint8Array): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The offset of the first replacement character that the bytes do not hold themselves. */
function firstBroken(encoding: Encoding, bytes: Uint8Array, text: string): number {
  if (encoding !== "utf-8") return text.indexOf("\uFFFD");
  const encoder = new TextEncoder();
  let offset = 0;
  let at = 0;
  for (let found = text.indexOf("\uFFFD"); found !== -1; found = text.indexOf("\uFFFD", offset)) {
    at += encoder.encode(text.slice(offset, found)).length;
    const isWritten = bytes[at] === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd;
    if (!isWritten) return found;
    at += 3;
    offset = found + 1;
  }
  return 0;
}

function placeIn(file: string, text: string, offset: number): Problem["at"] {
  const before = text.slice(0, offset).split(/\r\n?|\n/);
  return { file, line: before.length, column: (before.at(-1) ?? "").length + 1 };
}
