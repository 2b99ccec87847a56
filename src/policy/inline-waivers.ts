import { absent, declared, type Fact, unknown } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { WrittenWaiver } from "#model/waiver.ts";
import type { Comment } from "#syntax/node.ts";
import { isDay } from "./day.ts";
import type { ResolvedPolicy } from "./resolve.ts";
import { nameOf, ruleFlaws } from "./waivers.ts";

const form = "`# bakewell: waive RULE until 2026-12-31 by user:NAME -- REASON (TICKET)`";

/**
 * The waivers in comments of one file that begin with `bakewell:`, each for the subject that begins on the next line
 * that is no such comment. A comment cannot say who asked for it. The policy has rules of its `own`.
 */
export function inlineWaivers(
  comments: readonly Comment[],
  settings: ResolvedPolicy["waivers"],
  own: readonly string[] = [],
): readonly WrittenWaiver[] {
  const next = new Map<number, number>();
  for (const { at } of comments.toSorted((a, b) => b.at.line - a.at.line))
    next.set(at.line, next.get(at.line + 1) ?? at.line + 1);
  return comments.map(({ text, at }) =>
    waiverOf(text, at, { ...at, line: next.get(at.line) ?? at.line + 1, column: 1 }, settings, own),
  );
}

function waiverOf(
  text: string,
  at: Place,
  line: Place,
  settings: ResolvedPolicy["waivers"],
  own: readonly string[],
): WrittenWaiver {
  const written = partsOf(text);
  const fact = (value: string | undefined): Fact<string> => (value ? declared(value, at) : absent(at));
  const rule = fact(written?.rule);
  const flaw = (reason: string, remedy: string) => [{ reason, remedy, at }];
  return {
    kind: "waiver",
    id: `${at.file} ${text}`,
    name: nameOf(rule),
    at,
    rule,
    scope: { at, names: [], line },
    until: fact(written?.until),
    requested: absent(at),
    because: fact(written?.because),
    requestedBy: unknown(
      "elsewhere",
      "a comment does not say who asked for the waiver",
      at,
      `move it to a file that matches \`${settings.files}\`, with \`requested-by\``,
    ),
    approvedBy: fact(written?.approvedBy),
    ticket: fact(written?.ticket),
    problems: !written
      ? flaw("is not written as one", `write ${form}`)
      : settings.inline
        ? ruleFlaws(rule, own)
        : flaw(
            "is in a comment, which the policy does not allow",
            `move it to a file that matches \`${settings.files}\``,
          ),
  };
}

interface Parts {
  readonly rule: string;
  readonly until: string;
  readonly approvedBy: string;
  readonly because: string;
  readonly ticket: string;
}

function partsOf(text: string): Parts | undefined {
  const found = /^bakewell:\s+waive\s+(\S+)\s+until\s+(\S+)\s+by\s+((?:user|team):\S+)(?:\s+--\s+(\S.*))?$/.exec(text);
  const [, rule = "", until = "", approvedBy = "", rest = ""] = found ?? [];
  if (!found || !isDay(until)) return undefined;
  const opening = rest.endsWith(")") ? rest.lastIndexOf("(") : -1;
  const [because, ticket] = opening < 0 ? [rest, ""] : [rest.slice(0, opening), rest.slice(opening + 1, -1)];
  return { rule, until, approvedBy, because: because.trim(), ticket: ticket.trim() };
}
