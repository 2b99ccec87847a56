import type { Known } from "./recognition.ts";

/**
 * The tables' entries are data. What an entry asks of the arguments is written as texts:
 *
 * - `--prod`: the flag (or input) is given. `--prod|-p`: one of them is.
 * - `--dry-run=none|client`: it is given with one of these values. `--exit-code!=0`: with a value that is none of them.
 * - `!--prod`: none of it holds.
 * - `{1}^=s3://`: the first word behind the command begins so; `=` and `!=` go with positions, too.
 * - `--environment*=outputs.|$made`: it is written with one of these texts in it, whatever it comes to.
 * - `@remove|*test`: one of the words stands among the arguments; `*` stands for any beginning or end.
 * - `&remote`: it runs on another machine. `&piped|captured`: its output goes into another command.
 * - `$TRIVY_EXIT_CODE`: the environment variable is in force.
 *
 * A flag that only an expression may carry is unclear, and never guessed.
 */
type Ask = string;

export interface Entry extends Known {
  /** The words that begin a command (`kubectl apply`), or an action's name (`azure/webapps-deploy`). */
  readonly key: string;
  /** How many words behind the key are a part of its name, such as the goal of `mvn verify`. */
  readonly named?: number;
  /** What it does with certain arguments; the first whose every question is answered with yes decides. */
  readonly variants?: readonly Variant[];
  /** Of a deployment: the flag that names a file with what the environment has of its own, and what it needs to count. */
  readonly settings?: { readonly from: string; readonly when?: Ask };
  /** Of a check: what keeps it from failing. */
  readonly weak?: readonly Weakness[];
  /** Of a command that asks as often as it checks: it is a check only where its failure counts. */
  readonly asks?: boolean;
  /** Of a check whose result is judged somewhere else: the clause, and how to settle it. */
  readonly judged?: { readonly why: string; readonly settle: string };
  /**
   * Of a deployment or a removal: what it changes. Each piece holds a `{flag}`, a position `{1}` behind the command's words or the
   * folder that it runs in, `{.}`; a piece whose flag is not given falls out, and one that must be there ends with `!`.
   */
  readonly target?: readonly string[];
  /** Flags (or inputs) whose values may tell the tier. */
  readonly signals?: string;
  /** Whether the name of a variable tells, too, where its value is only known when it runs: `PRODUCTION_ENVIRONMENT_URL`. */
  readonly variablesTell?: boolean;
  /** Flags, inputs or positions that name what is shipped: `--image|-i`, `{1}`, `name=` for words like `web=image`, or `--set=image` for Helm's values. */
  readonly ships?: readonly string[];
  /** The same, of what is made. */
  readonly makes?: readonly string[];
  /** The flag that names a file which is shipped, and whose form only what made it can tell. */
  readonly shipsFile?: string;
  /** Of a build: the flag that names the file that it makes, when it is sealed, and when it makes both forms. */
  readonly packs?: { readonly file: string; readonly sealed: readonly Ask[]; readonly both?: readonly Ask[] };
  /** The flags that give a version to what is made after it. */
  readonly stamps?: string;
  /** Of a copy that is kept: the flag or position under which it is found again. */
  readonly label?: string;
  /** The label that it has where none is given. */
  readonly otherLabel?: string;
  /** Of a deployment that takes something away, too: the question, where it does not always, and what. */
  readonly removes?: { readonly when?: Ask; readonly what: string };
  /** Of a deployment that rolls back by itself: the flags, and the clause. */
  readonly rollsBack?: { readonly when: Ask; readonly how: string };
  /** Of a wait: where its time stands, and in which unit a bare number is. */
  readonly time?: { readonly from: string; readonly unit: "s" | "m" };
  /** Of an approval: the inputs with the approvers and with their number, and the number where none is given (`everyone`: all that are named). */
  readonly approvers?: string;
  readonly approvals?: { readonly from: string; readonly otherwise: number | "everyone" };
  /** Of an approval: when the one who starts the run may not give it. */
  readonly notByStarter?: Ask;
  /** Of a deployment by weight: where its share stands. */
  readonly share?: string;
}

export interface Variant extends Partial<Omit<Known, "source">> {
  readonly when: readonly Ask[];
  readonly ships?: Entry["ships"];
}

export interface Weakness {
  readonly when: readonly Ask[];
  /** The clause that follows the command's name, where it then cannot fail. */
  readonly how?: string;
  /** The clause that stands by itself, where it then cannot be told from here. */
  readonly unsure?: string;
  /** How to settle that. */
  readonly settle?: string;
}

/** A table: what its entries share, and its entries. */
export type Table = readonly Entry[];

/** Entries of one tool, which share a source. */
export const entries = (
  source: string,
  shared: Omit<Entry, "key" | "source">,
  ...keys: readonly (string | (Partial<Entry> & { readonly key: string }))[]
): Table => keys.map((key) => ({ source, ...shared, ...(typeof key === "string" ? { key } : key) }));
