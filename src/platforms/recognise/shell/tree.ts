import type { Assignment, Redirect, Word } from "../script.ts";

/** A POSIX shell script as its grammar sees it. Offsets count characters from the start of the script. */
export type Tree = Simple | Pipe | Chain | Sequence | Group | If | Loop | Case | Definition;

interface Span {
  readonly offset: number;
  readonly end: number;
}

export interface Simple extends Span {
  readonly kind: "simple";
  readonly words: readonly Word[];
  readonly assignments: readonly Assignment[];
  readonly redirects: readonly Redirect[];
  /** What its `$(…)` run before it. */
  readonly substitutions: readonly Sequence[];
}

export interface Pipe extends Span {
  readonly kind: "pipe";
  readonly parts: readonly Tree[];
  readonly negated: boolean;
}

/** `a && b || c`: every part with the operator that stands before it. */
export interface Chain extends Span {
  readonly kind: "chain";
  readonly parts: readonly { readonly operator: "&&" | "||" | undefined; readonly tree: Tree }[];
}

export interface Sequence extends Span {
  readonly kind: "sequence";
  readonly items: readonly { readonly tree: Tree; readonly background: boolean }[];
}

export interface Group extends Span {
  readonly kind: "group";
  readonly subshell: boolean;
  readonly body: Sequence;
}

export interface If extends Span {
  readonly kind: "if";
  readonly branches: readonly { readonly test: Sequence; readonly body: Sequence }[];
  readonly otherwise: Sequence | undefined;
}

export interface Loop extends Span {
  readonly kind: "loop";
  readonly type: "for" | "while" | "until";
  readonly head: string;
  readonly test: Sequence | undefined;
  readonly body: Sequence;
}

export interface Case extends Span {
  readonly kind: "case";
  readonly head: string;
  readonly bodies: readonly Sequence[];
}

export interface Definition extends Span {
  readonly kind: "definition";
  readonly name: string;
  readonly body: Tree;
}
