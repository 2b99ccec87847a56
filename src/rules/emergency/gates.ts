import type { DeclaredGate, Emergency, Protocol } from "#model/emergency.ts";
import { valueOf } from "#model/fact.ts";
import type { Routine } from "#model/governance.ts";
import { beganAt, dueOf, isDone } from "#model/obligations.ts";
import { all, decidedAt, fail, notApplicable, pass, type Verdict } from "#model/verdict.ts";
import { few } from "../wording.ts";

/** V4: it says of every check of the routine what becomes of it, and once. */
export function namesEveryGate({ gates, at }: Emergency, { checks }: Routine): Verdict {
  const missing = checks.filter(({ name }) => gates.every((gate) => gate.name !== name));
  const twice = gates.filter(({ name }, index) => gates.findIndex((gate) => gate.name === name) !== index);
  return all(
    missing.length === 0
      ? decidedAt(pass("names every check of the routine"), ...gates.map((gate) => gate.at))
      : decidedAt(
          fail(
            `does not say what becomes of ${few(missing.map(({ name }) => name))}`,
            `add \`{ gate: ${missing[0]?.name}, disposition: before }\` to \`gates\``,
          ),
          gates[0]?.at ?? at,
          ...missing.map((gate) => gate.at),
        ),
    ...twice.map((gate) =>
      decidedAt(fail(`says twice what becomes of \`${gate.name}\``, "remove one of the two"), gate.at),
    ),
  );
}

/** V5: nothing that the protocol never skips is skipped, and nothing put off that it does not let. */
export function skipsNothingKept({ gates }: Emergency, { neverSkipped, deferrable }: Protocol): Verdict {
  const kept = new Set(neverSkipped.map(({ name }) => name));
  const mayWait = new Set(deferrable.map(({ name }) => name));
  return all(
    ...gates.map(({ name, disposition, because, at }) => {
      const isSkipped = disposition === "waived" || disposition === "deferred";
      if (!isSkipped) return decidedAt(pass(`keeps \`${name}\``), at);
      const does = disposition === "waived" ? "waives" : "puts off";
      if (kept.has(name))
        return decidedAt(
          fail(`${does} \`${name}\`, which the protocol never skips`, "let it run before the deployment"),
          at,
        );
      if (disposition === "deferred" && !mayWait.has(name))
        return decidedAt(
          fail(`puts off \`${name}\`, which the protocol does not let wait`, "let it run before the deployment"),
          at,
        );
      return because.state === "absent"
        ? decidedAt(fail(`${does} \`${name}\` without a reason`, "write `because: …`"), at)
        : decidedAt(pass(`says why it ${does} \`${name}\``), at);
    }),
    notApplicable("names no gate"),
  );
}

/** What runs before a deployment passed before it began. */
export function ranBefore(emergency: Emergency): Verdict {
  const { gates, deployments } = emergency;
  const began = beganAt(emergency) ?? "";
  const first = gates.filter(({ disposition }) => disposition === "before" || disposition === "shortened");
  if (deployments.length === 0) return notApplicable("was not deployed");
  return all(
    ...first.map((gate) => {
      const { name, completed, result } = gate;
      if (valueOf(result) === "failed")
        return decidedAt(fail(`was deployed though \`${name}\` had failed`, "say so in its review"), result.at);
      if (result.state !== "declared" || completed.state !== "declared")
        return decidedAt(
          fail(
            `was deployed without a result of \`${name}\``,
            "write `completed`, `result` and `evidence`, or put it off",
          ),
          gate.at,
        );
      return completed.value <= began
        ? decidedAt(pass("ran its other checks first"), completed.at)
        : decidedAt(
            fail(`was deployed before \`${name}\` was done`, "call it `deferred`, where the protocol lets it wait"),
            completed.at,
          );
    }),
    notApplicable("runs nothing first"),
  );
}

/** V6: what was put off is done by its time, with a result and what shows it; after that it is overdue until it is. */
export const paysInTime = (emergency: Emergency, protocol: Protocol | undefined): Verdict =>
  all(
    ...putOff(emergency).map((gate) => {
      const { name, completed, at } = gate;
      const due = dueOf(gate, emergency, protocol);
      if (due === undefined)
        return decidedAt(fail(`puts off \`${name}\` without a time by when it is done`, "write `deadline: …`"), at);
      const failed = valueOf(gate.result) === "failed";
      const isLate = completed.state === "declared" && completed.value > due;
      if (failed || isDone(gate, emergency.now))
        return decidedAt(pass(`finished \`${name}\` ${isLate ? `late, after ${due}` : "in time"}`), completed.at);
      const lacks =
        completed.state === "declared"
          ? ` (its ${gate.result.state === "declared" ? "evidence" : "result"} is not written)`
          : "";
      return {
        ...decidedAt(
          fail(
            due < emergency.now ? `owes \`${name}\` since ${due}${lacks}` : `owes \`${name}\` by ${due}${lacks}`,
            `run ${name} on what is deployed, and write \`completed\`, \`result\` and \`evidence\``,
          ),
          at,
        ),
        due,
      };
    }),
    notApplicable("puts nothing off"),
  );

/** V7: a check that failed afterwards led to a rollback or to another incident. */
export const followsUp = (emergency: Emergency): Verdict =>
  all(
    ...putOff(emergency)
      .filter(({ result }) => valueOf(result) === "failed")
      .map(({ name, followedUp, result }) =>
        followedUp.state === "declared"
          ? decidedAt(pass(`followed up that \`${name}\` failed`), followedUp.at)
          : decidedAt(
              fail(
                `does not say where the failure of \`${name}\` led`,
                "roll back, or open an incident, and write `followed-up: …`",
              ),
              result.at,
            ),
      ),
    notApplicable("has no check that failed"),
  );

export const putOff = ({ gates }: Emergency): readonly DeclaredGate[] =>
  gates.filter(({ disposition }) => disposition === "deferred");
