import { nearest } from "#model/nearest.ts";
import { UsageError } from "#model/usage-error.ts";

/** The parser's complaint about the arguments, as a `UsageError`. */
export function parseMistake(thrown: unknown): unknown {
  if (!(thrown instanceof Error)) return thrown;
  if ("flags" in thrown && Array.isArray(thrown.flags))
    return unknownFlags(thrown.flags.map(String), knownFlags(thrown));
  const [message = "", ...rest] = thrown.message.replace(/\n?See more help with --help$/, "").split("\n");
  const lines = rest.map((line) => line.trim()).filter(Boolean);
  return new UsageError([lower(message), ...lines].join(" "), { hint: "add --help to see what the command takes" });
}

function unknownFlags(flags: readonly string[], known: readonly string[]): UsageError {
  const meant = flags.length === 1 && flags[0] ? nearest(flags[0].split("=", 1)[0] ?? "", known) : undefined;
  return new UsageError(`unknown flag ${flags.join(", ")}`, {
    hint: meant ? `did you mean ${meant}?` : "add --help to see what the command takes",
  });
}

/** The names of the flags that the command has, from the parse that failed. */
function knownFlags(error: Error): readonly string[] {
  const { parse } = error as Error & { readonly parse?: { readonly input?: { readonly flags?: object } } };
  return Object.keys(parse?.input?.flags ?? {}).map((name) => `--${name}`);
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
