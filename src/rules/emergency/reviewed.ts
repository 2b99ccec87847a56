import type { DeclaredReview, Emergency, Protocol } from "#model/emergency.ts";
import { isAutomation } from "#model/automation.ts";
import { valueOf } from "#model/fact.ts";
import { isDone, mergeDueOf, reviewDueOf } from "#model/obligations.ts";
import { identityOf } from "#model/people.ts";
import { all, type Claim, decidedAt, fail, judge, notApplicable, open, pass, type Verdict } from "#model/verdict.ts";
import { series } from "../wording.ts";
import { putOff } from "./gates.ts";

/** V10: somebody else has reviewed it in time, and said whether it was an emergency. */
export function reviewedInTime(emergency: Emergency, protocol: Protocol): Verdict {
  const { review, at, now } = emergency;
  const due = reviewDueOf(emergency, protocol);
  const place = review?.at ?? at;
  if (!review || review.completed.state === "absent") {
    if (due === undefined)
      return decidedAt(
        open("by when it must be reviewed is not written", "write `within` under `review` in the protocol"),
        place,
      );
    return {
      ...decidedAt(
        fail(
          due < now ? `was to be reviewed by ${due}` : `is to be reviewed by ${due}`,
          "let somebody else review it, and write `completed`, `reviewers` and `justified` under `review`",
        ),
        place,
      ),
      due,
    };
  }
  return all(
    judge(review.completed, {
      declared: (done) =>
        due === undefined
          ? open("by when it must be reviewed is not written", "write `within` under `review` in the protocol")
          : done <= due
            ? pass(`was reviewed at ${done}`)
            : late(review, `was reviewed at ${done}, after ${due}`),
      absent: fail("was not reviewed"),
    }),
    byAnother(emergency, protocol),
    judge(review.justified, {
      declared: (was) => pass(was ? "was found to be an emergency" : "was found to be none"),
      absent: fail("has a review that does not say whether it was an emergency", "write `justified: …`"),
    }),
  );
}

function byAnother({ review, requestedBy, change, approvals, at }: Emergency, { review: asked }: Protocol): Verdict {
  const parts = {
    requester: [valueOf(requestedBy)],
    author: [valueOf(change.author)],
    approver: approvals.map(({ by }) => by),
  };
  const excluded = new Set(asked.notBy.flatMap((part) => parts[part]).map((name = "") => identityOf(name)));
  const reviewers = review?.reviewers ?? [];
  const others = reviewers.filter(({ name }) => !excluded.has(identityOf(name)) && !isAutomation(name));
  const places = reviewers.map((each) => each.at);
  if (others.length > 0)
    return decidedAt(
      pass(
        `was reviewed by ${series(
          others.map(({ name }) => name),
          "and",
        )}`,
      ),
      ...places,
    );
  const whom = `somebody who is not its ${series(asked.notBy, "or")}`;
  return decidedAt(
    fail(
      reviewers.length === 0 ? "does not say who reviewed it" : `was not reviewed by ${whom}`,
      `let ${whom} review it, and add them to \`reviewers\``,
    ),
    ...(places.length > 0 ? places : [review?.at ?? at]),
  );
}

/** What is late stays late: the review says why, so that the next one is not. */
const late = ({ lateBecause }: DeclaredReview, says: string): Claim =>
  lateBecause.state === "declared"
    ? pass(`${says}, and says why`)
    : fail(says, "write why under `review`: `late-because: …`");

/** The change reached trunk, in time: what is deployed and not on trunk is lost with the next deployment. */
export function reachedTrunk(emergency: Emergency, protocol: Protocol): Verdict {
  const { review, now } = emergency;
  const due = mergeDueOf(emergency, protocol);
  const place = review?.at ?? emergency.at;
  if (!review || review.merged.state === "absent" || review.mergedAt.state === "absent") {
    if (due === undefined) return notApplicable("need not reach trunk by a time", place);
    const says = due < now ? `was to reach trunk by ${due}` : `is to reach trunk by ${due}`;
    return {
      ...decidedAt(fail(says, "merge the change, and write `merged` and `merged-at` under `review`"), place),
      due,
    };
  }
  return judge(review.mergedAt, {
    declared: (merged) =>
      due === undefined || merged <= due
        ? pass(`reached trunk at ${merged}`)
        : late(review, `reached trunk at ${merged}, after ${due}`),
    absent: fail("did not reach trunk"),
  });
}

/** V13: what is closed owes nothing: no check, no review, and its change is on trunk. */
export function closedWhole(emergency: Emergency): Verdict {
  const { status, review, now } = emergency;
  if (status.state === "absent")
    return decidedAt(fail("does not say whether it is closed", "write `status: open` or `status: closed`"), status.at);
  if (valueOf(status) !== "closed") return notApplicable("is open", status.at);
  const owed = putOff(emergency).filter((gate) => !isDone(gate, now) && valueOf(gate.result) !== "failed");
  return all(
    ...owed.map(({ name, at }) =>
      decidedAt(fail(`is closed and owes \`${name}\``, "leave it open until it is done"), at, status.at),
    ),
    review?.completed.state === "declared"
      ? decidedAt(pass("is closed"), status.at)
      : decidedAt(fail("is closed without a review", "leave it open until it is reviewed"), status.at),
    review?.merged.state === "declared"
      ? decidedAt(pass("is closed"), status.at)
      : decidedAt(
          fail(
            "is closed, and its change is not on trunk",
            "merge it, and write `merged` and `merged-at` under `review`",
          ),
          status.at,
        ),
  );
}
