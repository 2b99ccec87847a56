import type { ErrorCode, YAMLParseError } from "yaml";
import type { Problem } from "./node.ts";

type Fault = Omit<Problem, "at">;

const fault = (reason: string, remedy: string, weight: Problem["weight"] = "error"): Fault => ({
  reason,
  remedy,
  weight,
});

/** What each of the parser's errors says about a file, in the words of this program. */
const FAULTS: Readonly<Partial<Record<ErrorCode, Fault>>> = {
  ALIAS_PROPS: fault(
    "has an alias with an anchor or a tag of its own",
    "remove the anchor or the tag before the alias",
  ),
  BAD_ALIAS: fault("has an alias that is no name", "write `*` and the name of an anchor, or put the text in quotes"),
  BAD_COLLECTION_TYPE: fault("has a tag that does not fit what it stands before", "remove the tag"),
  BAD_DIRECTIVE: fault("starts with a `%` line that is no YAML directive", "put a text that starts with `%` in quotes"),
  BAD_DQ_ESCAPE: fault("has an unknown escape in double quotes", "double the backslash, or use single quotes"),
  BAD_INDENT: fault("is not indented as its surroundings call for", "indent the line as its siblings"),
  BAD_PROP_ORDER: fault("has an anchor or a tag before an indicator", "write it behind the indicator"),
  BAD_SCALAR_START: fault("has a text that starts with a character that YAML reserves", "put the text in quotes"),
  BLOCK_AS_IMPLICIT_KEY: fault(
    "has a mapping inside of a value on one line",
    "put the value in quotes, or start a new line",
  ),
  BLOCK_IN_FLOW: fault(
    "has an indented block inside of brackets",
    "close the brackets first, or write all of it in brackets",
  ),
  KEY_OVER_1024_CHARS: fault("has a key of more than 1024 characters", "shorten the key"),
  MISSING_CHAR: fault(
    "lacks a character that YAML calls for here",
    "close the quote or bracket, or write the missing `:`, `,` or space",
  ),
  MULTILINE_IMPLICIT_KEY: fault(
    "has a key that goes over several lines",
    "write the key on one line, with `:` behind it",
  ),
  MULTIPLE_ANCHORS: fault("has two anchors on one value", "keep one"),
  MULTIPLE_TAGS: fault("has two tags on one value", "keep one"),
  TAB_AS_INDENT: fault("has a tab where only spaces may indent", "replace the tab by spaces"),
  UNEXPECTED_TOKEN: fault("has something that YAML does not allow here", "look at the line and the one above it"),
};

/** An error as a problem without its place. The parser's own words say what was found. */
export function faultOf(error: YAMLParseError): Fault {
  const known = FAULTS[error.code] ?? fault("is not YAML", "look at the line and the one above it");
  const found = (error.message.split("\n", 1)[0] ?? "").slice(0, 120).replace(/\.$/, "");
  return { ...known, reason: `${known.reason} (${found})` };
}
