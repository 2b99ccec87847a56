import type { Fact } from "#model/fact.ts";
import type { Group } from "#model/governance.ts";
import { isAutomation } from "#model/automation.ts";
import { samePlace } from "#model/place.ts";
import type { Approval } from "#model/plan.ts";
import { all, decidedAt, fail, judge, open, pass, type Verdict } from "#model/verdict.ts";
import { judgeBoth } from "../judged.ts";
import type { Parameters } from "../rule.ts";
import { few, series } from "../wording.ts";
import { type Approver, approversOf, judgedFor, type Wanted } from "./approvers.ts";

type Asked = Parameters<"approval">;

/** Judges what makes an approval one, whoever gives it: one that lacks something is none. */
export function judgeHold({ name, everyRoute, byAuthor, byStarter, bypass }: Approval, asked: Asked): Verdict {
  return all(
    judgeBoth(everyRoute, {
      held: `waits for \`${name}\``,
      broken: `need not wait for \`${name}\``,
      remedy: `let every route to it wait for \`${name}\``,
    }),
    judgeOwn(byAuthor, byStarter, asked),
    ...(asked.bypass ? [] : [judgeBypass(bypass, name)]),
  );
}

/** Judges by an approval alone whether enough of the wanted people say yes. */
export function judgePeople(approval: Approval, wanted: Wanted, listed: readonly Group[]): Verdict {
  const count = judgeCount(approval, wanted.total);
  // Where too few are asked, it is still worth saying who they are.
  const enough = { ...approval, count: { ...approval.count, state: "declared", value: wanted.total } as const };
  const approvers = approversOf([approval], wanted, listed);
  if (wanted.groups.length === 0 && approvers.every(({ standings }) => standings.every((one) => one === "in")))
    return count;
  switch (judgedFor([count.outcome === "fail" ? enough : approval], approvers, wanted)) {
    case "yes":
      return all(count, decidedAt(pass(`is approved by ${names(approval.from.items)}`), approval.at));
    case "no":
      return all(count, decidedAt(outsiders(approval, approvers, wanted, listed), approval.at));
    case "maybe":
      return all(count, doubtful(approval, approvers, wanted));
  }
}

/** Judges by several approvals together, each of which holds or may. */
export function judgeTogether(approvals: readonly Approval[], wanted: Wanted, listed: readonly Group[]): Verdict {
  const called = few(approvals.map(({ name }) => name));
  const places = approvals.map(({ at }) => at);
  switch (judgedFor(approvals, approversOf(approvals, wanted, listed), wanted)) {
    case "yes":
      return decidedAt(pass(`is approved by ${wanted.total} different people in ${called}`), ...places);
    case "no":
      return decidedAt(
        fail(
          `may be approved by fewer than ${wanted.total} of the wanted people in ${called} together`,
          "let different people answer each of them",
        ),
        ...places,
      );
    case "maybe":
      return decidedAt(
        open(
          `whether ${wanted.total} different people approve in ${called} together is not written`,
          "list the members of their teams under `groups` in the policy: `team:acme/ops: [user:mina]`",
        ),
        ...places,
      );
  }
}

function judgeCount({ name, count, from, askable }: Approval, asked: number): Verdict {
  return judge(count, {
    declared: (people) => {
      const among = from.others.state === "absent" && from.items.length > people ? ` of ${from.items.length}` : "";
      const asks = `asks ${people}${among} to approve`;
      if (people >= asked) return pass(asks);
      return askable !== undefined && askable < asked
        ? fail(
            `${asks}, fewer than ${asked}, and cannot be made to ask more than ${askable}`,
            `let different people give ${asked} approvals one after the other, each with reviewers of its own`,
          )
        : fail(`${asks}, fewer than ${asked}`, `let \`${name}\` ask ${asked} to approve`);
    },
    absent: open(`how many must approve \`${name}\` is not written`),
  });
}

/** Why it may be approved by others than the wanted ones, or without some of them. */
function outsiders(approval: Approval, approvers: readonly Approver[], wanted: Wanted, listed: readonly Group[]) {
  const remedy = `let only ${series(wanted.groups.flat(), "or")} approve`;
  const others = approvers.filter(({ standings }) => standings.every((one) => one === "out")).map(({ name }) => name);
  if (others.includes("anyone"))
    return wanted.groups.length === 0
      ? fail("may be approved by anyone")
      : fail(`may be approved by anyone whom \`${approval.name}\` lets`, remedy);
  const machines = others.filter(isAutomation);
  if (machines.length > 0 && !wanted.automation)
    return fail(`may be approved by ${names(machines)}, which is no person`, "let people approve");
  if (others.length > 0) return fail(`may be approved by ${names(others)}`, remedy);
  const missing = wanted.groups.filter((group, index) => {
    const people = wanted.people.slice(index, index + 1);
    const one = { ...wanted, groups: [group], people, total: wanted.each };
    return judgedFor([approval], approversOf([approval], one, listed), one) === "no";
  });
  return missing.length > 0
    ? fail(
        `may be approved without ${wanted.each} of ${series(
          missing.map((group) => series(group, "or")),
          "and",
        )}`,
        "let each of them give an approval of its own, one after the other",
      )
    : fail("may be approved by people who are counted for two groups", "let each group give an approval of its own");
}

function doubtful({ at, from, name }: Approval, approvers: readonly Approver[], { groups, people }: Wanted): Verdict {
  if (from.others.state === "unknown")
    return decidedAt(open(from.others.why, from.others.settle || undefined), from.others.at);
  const unclear = approvers.filter(({ standings }) => standings.includes("maybe")).map((one) => one.name);
  const unlisted = new Set(people.flatMap(({ others }) => [...others]));
  return decidedAt(
    open(
      unclear.length > 0
        ? `whether ${names(unclear)} is of ${unlisted.size > 0 ? names([...unlisted]) : series(groups.flat(), "or")} is not written`
        : `who of ${series(groups.flat(), "or")} must answer \`${name}\` cannot be told`,
      "name the members under `groups` in the policy",
    ),
    at,
  );
}

const most = 3;

const names = (all: readonly string[]): string =>
  series(all.length > most ? [...all.slice(0, most), `${all.length - most} more`] : all, "or");

/** The author, and the one who starts the run: a platform that knows only one of them takes that one for both. */
function judgeOwn(byAuthor: Fact<boolean>, byStarter: Fact<boolean>, asked: Asked): Verdict {
  const author = { who: "the author of the change", fact: byAuthor, may: asked["by-author"] };
  const starter = { who: "the one who starts the run", fact: byStarter, may: asked["by-initiator"] };
  const both = { ...author, who: `${author.who} or ${starter.who}` };
  const barred = isSame(byAuthor, byStarter) && !author.may && !starter.may ? [both] : [author, starter];
  return all(
    ...barred
      .filter(({ may }) => !may)
      .map(({ who, fact }) =>
        judge(fact, {
          declared: (may) =>
            may ? fail(`may be approved by ${who}`, `forbid ${who} to approve`) : pass(`may not be approved by ${who}`),
          absent: open(`whether ${who} may approve it is not written`),
        }),
      ),
  );
}

const isSame = (one: Fact<boolean>, other: Fact<boolean>): boolean =>
  samePlace(one.at, other.at) && one.state === "declared" && other.state === "declared" && one.value === other.value;

/** Whoever may go on without an approval was given the right to: where nothing gives it, nobody has it. */
const judgeBypass = (bypass: Fact<boolean>, name: string): Verdict => {
  const denied = pass(`may not begin without \`${name}\``);
  return judge(bypass, {
    declared: (may) => (may ? fail(`may begin without \`${name}\``, "let nobody go on without it") : denied),
    absent: denied,
  });
};
