import type { Assertion } from "#policy/assertions.ts";
import type { ResolvedPolicy } from "#policy/resolve.ts";
import { inert, inertLines } from "#reporters/inert.ts";

/** What a policy asserts, as a page: the expression with its place, and the clauses that speak of it. */
export function assertionPage({ id, title, each, that, remedy, written }: Assertion, policy: ResolvedPolicy): string {
  const clauses = policy.clauses.flatMap(({ asks, file, cites }) => {
    const ask = asks.get(id);
    return ask ? [`- ${ask.strength} at ${file}:${ask.at.line}${cites ? ` (${cites})` : ""}`] : [];
  });
  const { file, line, column } = written.that;
  return [
    `# ${inert(title)}`,
    `\`${id}\` is a rule of the policy ${inert(policy.name)}, asked of each ${each === "source" ? "file" : each}. It passes where this is true, fails where it is false, and is unknown where what it looks at is unknown or absent:`,
    `    ${inertLines(that.trimEnd()).replaceAll("\n", "\n    ")}`,
    inert(`It is written at ${file}:${line}:${column}. The clauses that speak of it, in order:`),
    inertLines(clauses.join("\n")),
    ...(remedy ? [`Where it fails: ${inertLines(remedy.trimEnd())}`] : []),
    "`bakewell explain assertions` says what an assertion can look at, and how.",
  ]
    .join("\n\n")
    .concat("\n");
}
