import type { Emergency, Protocol } from "#model/emergency.ts";
import { type Fact, valueOf } from "#model/fact.ts";
import { all, decidedAt, fail, judge, pass, type Verdict } from "#model/verdict.ts";
import { few } from "../wording.ts";

/** It is declared under the protocol as it stands; what is closed may have been closed under an earlier one. */
export function underProtocol({ protocol: { name, version }, status }: Emergency, protocol: Protocol): Verdict {
  const current = valueOf(protocol.version) ?? "";
  const isClosed = valueOf(status) === "closed";
  const judged = (what: string, own: string, wanted: string) =>
    own === wanted || isClosed
      ? pass(`is declared under ${what}${own}`)
      : fail(`is declared under ${what}${own}; the protocol is ${what}${wanted}`, `declare it under ${what}${wanted}`);
  return all(
    judge(name, {
      declared: (own) => judged("", own, protocol.name),
      absent: fail(
        "does not say under which protocol it is declared",
        `write \`protocol: { name: ${protocol.name}, version: ${current} }\``,
      ),
    }),
    judge(version, {
      declared: (own) => judged("version ", own, current),
      absent: fail("does not say under which version of the protocol it is declared", `write \`version: ${current}\``),
    }),
  );
}

/** It meets a criterion of the protocol, is severe enough for it, and shows the evidence that it asks for. */
export function meetsCriterion({ criterion, severity, evidence }: Emergency, { criteria }: Protocol): Verdict {
  const met = criteria.find(({ id }) => id === valueOf(criterion));
  const judged = judge(criterion, {
    declared: (id) =>
      met
        ? pass(`meets \`${id}\``)
        : fail(
            `names the criterion \`${id}\`, which the protocol does not have`,
            `name one of ${few(
              criteria.map((each) => each.id),
              "or",
            )}; what is none of them is no emergency`,
          ),
    absent: fail(
      "names no criterion",
      `write \`criterion: …\`: ${few(
        criteria.map(({ id }) => id),
        "or",
      )}`,
    ),
  });
  if (!met) return judged;
  const given = new Set(evidence.map(({ kind }) => kind));
  const lacking = met.evidence.filter((kind) => !given.has(kind));
  const least = met.severity;
  return all(
    judged,
    ...(least.state === "declared"
      ? [
          judge(severity, {
            declared: (level) =>
              level <= least.value
                ? pass(`is of sev${level}`)
                : fail(`is of sev${level}, where \`${met.id}\` begins at sev${least.value}`, "let it go the usual way"),
            absent: fail("does not say how severe it is", `write \`severity: sev${least.value}\``),
          }),
        ]
      : []),
    decidedAt(
      lacking.length === 0
        ? pass("has its evidence")
        : fail(
            `has no evidence of the kind ${few(lacking)}`,
            `add \`{ kind: ${lacking[0]}, reference: … }\` to \`evidence\``,
          ),
      ...(lacking.length === 0 ? evidence.map(({ at }) => at) : [criterion.at, met.at]),
    ),
  );
}

/** It says who asks for it, why, and to which incident it belongs. */
export const saysWhy = ({ requestedBy, summary, incident }: Emergency): Verdict =>
  all(
    says(requestedBy, "does not say who asks for it", "write `requested-by: user:…`"),
    says(summary, "does not say what is wrong, and what the change does about it", "write `summary: …`"),
    says(incident, "belongs to no incident", "write `incident: …`"),
  );

const says = (fact: Fact<string>, absent: string, remedy: string): Verdict =>
  judge(fact, { declared: () => pass("says why it is one"), absent: fail(absent, remedy) });
