import type { Emergency } from "#model/emergency.ts";
import { valueOf } from "#model/fact.ts";
import { all, decidedAt, fail, notApplicable, open, pass, type Verdict } from "#model/verdict.ts";
import { rule } from "../rule.ts";

const thirtyDays = 30 * 86_400_000;
const usual = 3;

export default rule({
  id: "rare-emergencies",
  title: "Emergencies stay rare",
  each: "repository",
  evidence: ["files", "records"],
  statements: ["S71"],
  judge: (repository, asked, { governance: { emergencies, protocol, now } }) => {
    if (emergencies.length === 0) return notApplicable("has declared no emergency", repository.at);
    const limits = valueOf(protocol)?.limits;
    const most = asked["per-30-days"] ?? (limits && valueOf(limits.perThirtyDays)) ?? usual;
    return judgeCount(emergencies, Date.parse(now) - thirtyDays, most);
  },
});

/** Those of which it is not known when they were declared may be among them. */
function judgeCount(emergencies: readonly Emergency[], since: number, most: number): Verdict {
  const recent = emergencies.filter(({ declared }) => Date.parse(valueOf(declared) ?? "") >= since);
  const undated = emergencies.filter(({ declared }) => declared.state !== "declared");
  const places = recent.map(({ at }) => at);
  const said = `had ${recent.length} emergenc${recent.length === 1 ? "y" : "ies"} in 30 days`;
  const verdict = decidedAt(
    recent.length > most
      ? fail(`${said}, more than ${most}`, "mend what makes the usual way too slow or too risky for them")
      : pass(said),
    ...places,
  );
  if (recent.length > most || recent.length + undated.length <= most) return verdict;
  return all(
    verdict,
    decidedAt(
      open("it is not known when each of its emergencies was declared", "write `declared: …` in each of them"),
      ...undated.map(({ at }) => at),
    ),
  );
}
