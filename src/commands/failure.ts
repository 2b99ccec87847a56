import { UsageError } from "#model/usage-error.ts";
import { inertLines } from "#reporters/inert.ts";
import about from "../../package.json" with { type: "json" };

/** What to write on standard error for an error, and the exit code it ends with. */
export function failure(error: unknown, debug: boolean): { readonly text: string; readonly code: 2 | 3 } {
  if (error instanceof UsageError) return { text: [error, ...error.also].map(mistake).join(""), code: 2 };
  const said = error instanceof Error ? error.message : String(error);
  const stack = debug && error instanceof Error && error.stack ? `\n${error.stack}` : "";
  const hint = debug ? "" : "; BAKEWELL_DEBUG=1 adds the stack";
  return {
    text: `error: this is a bug in Bakewell ${about.version}: ${inertLines(said)}\n  please report it${hint}${stack}\n`,
    code: 3,
  };
}

function mistake({ at, message, hint }: UsageError): string {
  const place = at ? `${at.file}:${at.line}:${at.column}: ` : "";
  return `error: ${inertLines(`${place}${message}`)}\n${hint ? `  ${inertLines(hint).replaceAll("\n", "\n  ")}\n` : ""}`;
}
