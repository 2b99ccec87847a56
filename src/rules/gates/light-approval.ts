import type { Approval, Plan, Stage } from "#model/plan.ts";
import { all, decidedAt, fail, judge, notApplicable, open, pass, type Verdict } from "#model/verdict.ts";
import { endsBefore } from "../order.ts";
import { rule } from "../rule.ts";
import { askedOfProduction, perhapsProduction } from "../stages.ts";
import { few } from "../wording.ts";

export default rule({
  id: "light-approval",
  title: "Few approvals stand one after another before production",
  each: "plan",
  evidence: ["files", "settings"],
  statements: ["S09", "S57"],
  judge: (plan, { serial }) => {
    const ends = perhapsProduction(plan);
    if (ends.length === 0) return notApplicable("deploys nothing to production", plan.at);
    const known = longestWays(plan, isSure);
    const most = longestWays(plan, () => true);
    const judged = all(
      ...ends.map((end) => askedOfProduction(end, judgeWay(plan, end, serial, known.get(end.id)!, most.get(end.id)!))),
    );
    if (judged.outcome !== "pass") return judged;
    const longest = ends
      .map(({ id }) => most.get(id)!)
      .reduce((one, other) => (other.length > one.length ? other : one));
    return decidedAt(pass(said(longest)), ...placesOf(longest), plan.at);
  },
});

const isSure = ({ everyRoute }: Approval): boolean => everyRoute.state === "holds";

type Way = readonly Approval[];

/** The approvals that are waited for before each stage, on the way that has the most; each counts where it comes first. */
function longestWays({ stages }: Plan, counts: (approval: Approval) => boolean): ReadonlyMap<string, Way> {
  const ways = new Map<string, Way>();
  const waited = new Map<string, ReadonlySet<string>>();
  for (const { id, after, approvals } of stages) {
    const earlier = new Set(after.flatMap((one) => [...(waited.get(one) ?? [])]));
    const own = new Map(approvals.items.filter(counts).map((approval) => [keyOf(approval), approval]));
    const longest = after
      .map((one) => ways.get(one) ?? [])
      .reduce((one, other) => (other.length > one.length ? other : one), []);
    ways.set(id, [...longest, ...[...own].filter(([key]) => !earlier.has(key)).map(([, approval]) => approval)]);
    waited.set(id, new Set([...earlier, ...own.keys()]));
  }
  return ways;
}

const keyOf = ({ name, at }: Approval): string => JSON.stringify([name, at]);

function judgeWay(plan: Plan, end: Stage, serial: number, known: Way, most: Way): Verdict {
  const remedy = `keep ${serial} of them or fewer, and let checks take the place of the others`;
  if (known.length > serial) return decidedAt(fail(`${said(known)}: more than ${serial}`, remedy), ...placesOf(known));
  const isBefore = endsBefore(plan, end);
  const others = plan.stages
    .filter((stage) => stage === end || isBefore(stage))
    .map(({ approvals }) => approvals.others);
  const unsure = most.filter((approval) => !isSure(approval));
  return all(
    ...others.map((other) => judge<never>(other, { declared: (never) => never, absent: pass(said(most)) })),
    ...(most.length > serial
      ? [
          decidedAt(
            open(`${said(most)}, of which ${few(namesOf(unsure))} may not stand on every way`),
            ...placesOf(unsure),
          ),
        ]
      : []),
  );
}

const said = (way: Way): string =>
  way.length === 0
    ? "waits for no approval"
    : `waits for ${way.length} ${way.length === 1 ? "approval" : "approvals"} on its longest way: ${few(namesOf(way))}`;

const namesOf = (way: Way): readonly string[] => way.map(({ name }) => name);
const placesOf = (way: Way) => way.map(({ at }) => at);
