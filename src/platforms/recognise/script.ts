/** A script as commands: what every shell's reader returns. */

export type Shell = "bash" | "sh" | "powershell" | "cmd";

/** A piece of a word: text that stands as it is, or an expansion that is decided when the script runs. */
export interface Part {
  readonly text: string;
  readonly expansion: boolean;
}

/** A word with its quotes removed. Expansions stay in its text as they are written. */
export interface Word {
  readonly text: string;
  /** Whether it holds no expansion. */
  readonly constant: boolean;
  /** Whether it is one expansion outside of quotes, which can become several words or none. */
  readonly splits: boolean;
  readonly parts: readonly Part[];
  /** Characters from the start of the script. */
  readonly offset: number;
}

export interface Assignment {
  readonly name: string;
  readonly value: Word;
}

export interface Redirect {
  readonly operator: string;
  readonly target: Word;
  /** The text of a here-document. */
  readonly body: string | undefined;
}

/** Something that decides whether a command is reached. */
export interface Condition {
  /** `guard`: a command before it can end the script with success. `failure`: it is reached because a command failed. */
  readonly kind: "if" | "case" | "and" | "or" | "loop" | "guard" | "failure";
  /** The test as it is written, on one line and cut to 80 characters. */
  readonly text: string;
  /** The variables and expressions that it reads, such as `SKIP_TESTS` and `${{ inputs.skip }}`. */
  readonly reads: readonly string[];
}

/** What becomes of a command's failure. The clauses follow the command's name. */
export type Failure =
  | { readonly state: "counts" }
  | { readonly state: "swallowed"; readonly how: string }
  | { readonly state: "unclear"; readonly why: string };

export interface Command {
  readonly words: readonly Word[];
  /** Variables set for it, or, where it has no words, for the rest of the script. */
  readonly assignments: readonly Assignment[];
  readonly redirects: readonly Redirect[];
  /** Characters from the start of the script. */
  readonly offset: number;
  /** Outermost first; empty where it is always reached. */
  readonly conditions: readonly Condition[];
  readonly failure: Failure;
  /** Whether it stands in a loop, and so can run any number of times. */
  readonly looped: boolean;
  /** Whether it runs in the background, so that what follows does not wait for it. */
  readonly aside: boolean;
  /** Where its output goes: on, into the next command of a pipe, or into a word of another command. */
  readonly output: "shown" | "piped" | "captured";
}

export interface ReadOptions {
  readonly shell: Shell;
  /** Whether a failing command ends the script from its start (`bash -e`). */
  readonly errexit?: boolean;
  /** Whether every command of a pipe counts from the start (`bash -o pipefail`). */
  readonly pipefail?: boolean;
}

export const counts: Failure = { state: "counts" };
export const swallowed = (how: string): Failure => ({ state: "swallowed", how });
export const unclear = (why: string): Failure => ({ state: "unclear", why });

/** A word without expansions, for readers that make one up. */
export const constantWord = (text: string, offset: number): Word => ({
  text,
  constant: true,
  splits: false,
  parts: [{ text, expansion: false }],
  offset,
});

/** A script's text on one line, cut for a message. */
export const brief = (text: string): string => {
  const line = text
    .slice(0, 400)
    .replace(/\\?\s+/g, " ")
    .trim();
  return line.length > 80 ? `${line.slice(0, 77)}…` : line;
};

const READ = /\$\{\{[^}]{0,200}\}\}|\$\{?[A-Za-z_]\w{0,100}|\$\?/g;

/** The variables and expressions that a piece of a script reads. */
export const readsOf = (text: string): readonly string[] => [
  ...new Set(
    Array.from(text.slice(0, 2000).matchAll(READ), ([found]) =>
      found.startsWith("${{") ? found : found.replace(/^\$\{?/, ""),
    ),
  ),
];
