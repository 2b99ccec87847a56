import { together } from "#model/assurance.ts";
import type { Trigger } from "#model/plan.ts";
import { all, any, decidedAt, fail, judge, notApplicable, open, pass, type Verdict } from "#model/verdict.ts";
import { judgeBoth } from "../judged.ts";
import { rule } from "../rule.ts";
import { isTrunk, type Run, runs } from "./runs.ts";

export default rule({
  id: "continuous-integration",
  title: "Checks run on every change and on trunk",
  each: "repository",
  evidence: ["files"],
  statements: ["S49", "S50"],
  judge: (repository) => {
    const known = runs(repository);
    if (known.length === 0)
      return decidedAt(open("what checks a change is not written here", "see what runs on its changes"), repository.at);
    const orNone = (judged: Verdict, when: string): Verdict =>
      judged.outcome === "not-applicable"
        ? decidedAt(fail(`runs no tests ${when}`, `run tests ${when}`), repository.at)
        : judged;
    return all(
      orNone(any(...known.map(judgeOnChange)), "on every change"),
      orNone(any(...known.map(judgeOnTrunk)), "on trunk"),
    );
  },
});

const judgeOnChange = ({ name, triggers, checks, everyChange }: Run): Verdict =>
  startedBy(triggers, ["change-request", "merge-queue"]).length === 0
    ? notApplicable(`does not start \`${name}\` on a change`)
    : any(
        ...checks.map(({ blocking }) =>
          judgeBoth(together(blocking, everyChange), {
            held: `tests every change by \`${name}\``,
            broken: `does not test every change by \`${name}\``,
            remedy: `let \`${name}\` run on every change, and fail where a test does`,
          }),
        ),
      );

const judgeOnTrunk = ({ name, triggers, checks }: Run): Verdict =>
  any(
    ...startedBy(checks.length > 0 ? triggers : [], ["push", "merge-queue"]).map(({ on, refs, at }) => {
      const starts = decidedAt(pass(`starts \`${name}\` on trunk`), at);
      const onTrunk =
        on === "merge-queue"
          ? starts
          : judge(refs, {
              declared: (branches) =>
                branches.some(isTrunk) ? starts : notApplicable(`does not start \`${name}\` on trunk`, at),
              absent: starts,
            });
      if (onTrunk.outcome === "not-applicable") return onTrunk;
      return all(
        onTrunk,
        any(
          ...checks.map(({ blocking }) =>
            judgeBoth(blocking, {
              held: `tests trunk by \`${name}\``,
              broken: `does not test trunk by \`${name}\``,
              remedy: `let \`${name}\` fail where a test does`,
            }),
          ),
        ),
      );
    }),
  );

const startedBy = (triggers: readonly Trigger[], wanted: readonly Trigger["on"][]): readonly Trigger[] =>
  triggers.filter(({ on }) => wanted.includes(on));
