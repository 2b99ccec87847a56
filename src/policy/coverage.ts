import type { ResolvedClause, ResolvedPolicy, Ask } from "./resolve.ts";

/** One rule in one clause: what a case can reach. */
export interface Asking {
  readonly rule: string;
  readonly ask: Ask;
  readonly clause: ResolvedClause;
}

/**
 * What a policy asks in its own clauses and in those of the repository's files. What is built in, or comes with a
 * package, has tests of its own.
 */
export function askings({ clauses, files }: ResolvedPolicy): readonly Asking[] {
  const own = files.at(-1)?.file;
  return clauses
    .filter(({ file }) => file === own || !/^builtin:|(?:^|\/)node_modules\//.test(file))
    .flatMap((clause) => [...clause.asks].map(([rule, ask]) => ({ rule, ask, clause })));
}

/** Tells what is asked apart, wherever it is asked from. */
export const askingKey = (rule: string, file: string, line: number): string => `${file}:${line} ${rule}`;
