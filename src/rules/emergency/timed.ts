import { isoOf } from "#model/business-days.ts";
import { printDuration } from "#model/duration.ts";
import type { Emergency, Protocol } from "#model/emergency.ts";
import { type Fact, map, valueOf } from "#model/fact.ts";
import { beganAt } from "#model/obligations.ts";
import { all, decidedAt, fail, judge, notApplicable, pass, type Verdict } from "#model/verdict.ts";
import { putOff } from "./gates.ts";

const day = 86_400;

/** V3: it ends, in time, and was deployed in its window alone; what is written afterwards says so, within a day. */
export function deployedInWindow(emergency: Emergency, protocol: Protocol): Verdict {
  const { declared, expires, deployments } = emergency;
  const longest = longestOf(protocol);
  return all(
    judge(declared, {
      declared: (from) =>
        judge(expires, {
          declared: (until) => {
            const term = seconds(from, until);
            const latest = isoOf(Date.parse(from) + longest * 1000);
            return term <= longest
              ? pass(`ends at ${until}`)
              : fail(
                  `lasts ${printDuration(term)}, longer than ${printDuration(longest)}`,
                  `end it at ${latest} at the latest`,
                );
          },
          absent: fail("has no end", "write `expires: …`"),
        }),
      absent: fail("does not say when it was declared", "write `declared: …`"),
    }),
    ...deployments.map(({ started }) => judgeStart(started, emergency)),
  );
}

const judgeStart = (started: Fact<string>, { declared, expires, retroactive }: Emergency): Verdict =>
  judge(started, {
    declared: (start) => {
      const from = valueOf(declared) ?? start;
      if (start > (valueOf(expires) ?? start))
        return fail(
          `was deployed at ${start}, after its end`,
          "declare a new emergency for what comes after the end of one",
        );
      if (start >= from) return pass("was deployed in its window");
      if (!retroactive)
        return fail(
          `was deployed at ${start}, before it was declared`,
          "write `retroactive: true` where it was written afterwards",
        );
      const late = seconds(start, from);
      return late <= day
        ? pass(`was declared ${printDuration(late)} after its deployment`)
        : fail(
            `was declared ${printDuration(late)} after its deployment, more than ${printDuration(day)}`,
            "say so in its review",
          );
    },
    absent: fail("does not say when it was deployed", "write `started: …`"),
  });

/** The longest that the protocol gives rights beyond the usual, renewals included; a day where it does not say. */
export const longestOf = ({ elevation: { longest, renewals } }: Protocol): number =>
  longest.state === "declared" ? longest.value * (1 + (valueOf(renewals) ?? 0)) : day;

/** V8: rights beyond the usual were given for no longer than the protocol lets, and taken back by their end. */
export function elevatedBriefly({ elevation, now }: Emergency, protocol: Protocol): Verdict {
  if (!elevation) return notApplicable("gave nobody more rights than usual");
  const { granted, expires, revoked } = elevation;
  const longest = longestOf(protocol);
  return all(
    judge(granted, {
      declared: (from) =>
        judge(expires, {
          declared: (until) => {
            const term = seconds(from, until);
            return term <= longest
              ? pass(`gave more rights for ${printDuration(term)}`)
              : fail(
                  `gave more rights for ${printDuration(term)}, longer than ${printDuration(longest)}`,
                  "end them earlier",
                );
          },
          absent: fail("does not say when the rights that it gave end", "write `expires: …`"),
        }),
      absent: fail("does not say when it gave more rights", "write `granted: …`"),
    }),
    judge(revoked, {
      declared: (end) =>
        end <= (valueOf(expires) ?? end)
          ? pass("took them back in time")
          : fail(`took the rights that it gave back at ${end}, after their end`, "let them end by themselves"),
      absent:
        (valueOf(expires) ?? now) < now
          ? fail("does not say when the rights that it gave were taken back", "write `revoked: …` under `elevation`")
          : notApplicable("still gives more rights", elevation.at),
    }),
  );
}

/** V14: every time is one, has its zone, has come where it must have, and stands in its order. */
export function soundTimes(emergency: Emergency): Verdict {
  const { declared, expires, retroactive, approvals, gates, deployments, elevation, review, now } = emergency;
  const past: readonly Moment[] = [
    ["was declared", declared],
    ...approvals.map(({ time, by }): Moment => [`was decided on by ${by}`, time]),
    ...gates.map(({ name, completed }): Moment => [`finished \`${name}\``, completed]),
    ...deployments.flatMap(({ started, ended }): Moment[] => [
      ["was deployed", started],
      ["was done deploying", ended],
    ]),
    ...(elevation
      ? ([
          ["gave more rights", elevation.granted],
          ["took them back", elevation.revoked],
        ] as Moment[])
      : []),
    ...(review
      ? ([
          ["was reviewed", review.completed],
          ["reached trunk", review.mergedAt],
        ] as Moment[])
      : []),
  ];
  const later: readonly Moment[] = [
    ["ends", expires],
    ...gates.map(({ deadline }): Moment => ["has a deadline", deadline]),
    ...(elevation ? ([["ends its rights", elevation.expires]] as Moment[]) : []),
    ...(review ? ([["is to be reviewed", review.due]] as Moment[]) : []),
  ];
  return all(
    ...[...past, ...later].map(([, time]) => written(time)),
    ...past.map(([what, time]) => hasCome(what, time, now)),
    inOrder(declared, expires, "ends before it was declared"),
    ...putOff(emergency).map(({ name, completed }) =>
      inOrder(beginning(emergency), completed, `finished \`${name}\` before it was declared, though it puts it off`),
    ),
    ...(retroactive ? [] : approvals.map(({ time }) => inOrder(declared, time, "was approved before it was declared"))),
    ...deployments.map(({ started, ended }) => inOrder(started, ended, "was done deploying before it began")),
    ...(elevation
      ? [
          inOrder(elevation.granted, elevation.expires, "ended the rights that it gave before it gave them"),
          inOrder(elevation.granted, elevation.revoked, "took rights back before it gave them"),
        ]
      : []),
    ...(review
      ? deployments.map(({ started }) => inOrder(started, review.completed, "was reviewed before it was deployed"))
      : []),
  );
}

/** When it was declared, or was deployed before that: what ran earlier ran for something else. */
const beginning = (emergency: Emergency): Fact<string> =>
  map(emergency.declared, (from) => {
    const began = beganAt(emergency);
    return began !== undefined && began < from ? began : from;
  });

type Moment = readonly [what: string, time: Fact<string>];

const written = (time: Fact<string>): Verdict =>
  time.state === "unknown"
    ? decidedAt(fail(`is no declaration: ${time.why}`, time.settle), time.at)
    : decidedAt(pass("has sound times"), time.at);

const hasCome = (what: string, time: Fact<string>, now: string): Verdict =>
  time.state === "declared" && time.value > now
    ? decidedAt(
        fail(`${what} at ${time.value}, which has not come by ${now}`, "write the time at which it happened"),
        time.at,
      )
    : decidedAt(pass("has sound times"), time.at);

const inOrder = (first: Fact<string>, second: Fact<string>, wrong: string): Verdict =>
  first.state === "declared" && second.state === "declared" && second.value < first.value
    ? decidedAt(fail(wrong, "correct the one that is wrong"), second.at, first.at)
    : decidedAt(pass("has sound times"), second.at);

const seconds = (from: string, until: string): number => (Date.parse(until) - Date.parse(from)) / 1000;
