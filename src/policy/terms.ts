import { type Duration, printDuration } from "#model/duration.ts";
import type { Protocol } from "#model/emergency.ts";
import { valueOf } from "#model/fact.ts";
import { dueOf, isDone } from "#model/obligations.ts";
import type { Subject } from "#model/subject.ts";
import type { RuleId } from "#rules/rule.ts";
import type { Asked, Question } from "./asked.ts";
import type { Grant } from "./grants.ts";
import { putOffBy, speaksOf } from "./owing.ts";
import type { Ask } from "./resolve.ts";

type Parameters = Ask["parameters"];

/** What an emergency asks by a rule, and in words what it changed. */
interface Eased {
  readonly parameters: Parameters;
  readonly says: readonly string[];
}

/**
 * What a granted emergency asks of a subject that it covers: what the policy asks during one, or the routine eased by
 * what was declared. Neither goes below the floors of the protocol, and what it never skips is asked as ever.
 */
export function inEmergency(
  id: RuleId,
  routine: Asked | undefined,
  during: Asked | undefined,
  subject: Subject,
  grant: Grant,
): Asked | undefined {
  if (!routine || grant.protocol.neverSkipped.some(({ name }) => name === id)) return routine ?? during;
  const asked = during ?? (hasFloor(id) ? routine : undefined);
  if (!asked) return undefined;
  const isEased = routine.doubts.length === 0 && routine.possible.length === 1;
  const usual = isEased ? routine.possible[0] : undefined;
  // Where it is not sure what the routine asks, there is nothing to ease.
  if (!usual) return routine;
  return { ...asked, possible: asked.possible.map((question) => eased(id, question, usual, subject, grant)) };
}

/** A rule that no clause of emergencies may leave out. */
const hasFloor = (id: RuleId): boolean =>
  id === "bake-time" || id === "approval" || id === "required-checks" || id === "tested-staging";

function eased(
  id: RuleId,
  question: Question | undefined,
  usual: Question,
  subject: Subject,
  grant: Grant,
): Question | undefined {
  if (question?.clause.during !== "emergency" && question !== undefined)
    return {
      ...question,
      ask: { ...question.ask, parameters: easedBy(id, question.ask.parameters, subject, grant).parameters },
    };
  if (!hasFloor(id)) return question;
  const { clause, ask } = question ?? usual;
  const parameters = atLeast(id, question?.ask.parameters, usual.ask.parameters, subject, grant);
  const strength = usual.strength === "must" ? "must" : (question ?? usual).strength;
  return { clause, strength, ask: { ...ask, parameters } };
}

/** What the routine asks, eased by what was declared. */
function easedBy(id: RuleId, parameters: Parameters, subject: Subject, grant: Grant): Eased {
  const { requested } = grant.emergency;
  const { acceleration } = grant.protocol;
  const nothing = { parameters, says: [] };
  switch (id) {
    case "bake-time": {
      const asked = parameters["bake-time"];
      const own = valueOf(requested.bakeFactor);
      const least = valueOf(acceleration.bakeFactor);
      const floor = floorOf(subject, grant.protocol);
      if (!asked || own === undefined || least === undefined || floor === undefined) return nothing;
      const shorter = (bake: Duration): Duration =>
        Math.min(bake, Math.max(floor, Math.ceil(bake * Math.max(own, least))));
      return {
        parameters: {
          "bake-time": {
            ...asked,
            minimum: shorter(asked.minimum),
            ...(asked.first !== undefined && { first: shorter(asked.first) }),
          },
        },
        says: [`a bake of ${printDuration(shorter(asked.minimum))} in place of ${printDuration(asked.minimum)}`],
      };
    }
    case "approval": {
      const asked = parameters.approval;
      const own = valueOf(requested.approvals);
      const least = valueOf(acceleration.approvals);
      if (!asked || own === undefined || least === undefined) return nothing;
      const count = Math.min(asked.count, Math.max(own, least, 1));
      return {
        parameters: { approval: { ...asked, count } },
        says: [`${count} to approve in place of ${asked.count}`],
      };
    }
    case "progressive-exposure": {
      const asked = parameters["progressive-exposure"];
      if (!asked) return nothing;
      const merged = mergedBy(grant);
      const first = Math.max(asked.first, valueOf(acceleration.first) ?? 0);
      const stages = Math.max(1, asked.stages - merged);
      return {
        parameters: { "progressive-exposure": { ...asked, first, stages, growth: asked.growth ** (1 + merged) } },
        says: [
          ...(first > asked.first ? [`a first phase of ${first * 100}% in place of ${asked.first * 100}%`] : []),
          ...(merged > 0 ? [`${merged} merged stage${merged === 1 ? "" : "s"}`] : []),
        ],
      };
    }
    case "serial-rings": {
      const asked = parameters["serial-rings"];
      const merged = mergedBy(grant);
      if (!asked || merged === 0) return nothing;
      const concurrent = asked.concurrent + merged;
      return {
        parameters: { "serial-rings": { concurrent } },
        says: [`${concurrent} groups at once in place of ${asked.concurrent}`],
      };
    }
    default:
      return nothing;
  }
}

/** What the terms of an emergency change for a rule and a subject, in sentences. */
export function termsIn(id: RuleId, parameters: Parameters, subject: Subject, grant: Grant): readonly string[] {
  const { emergency, protocol } = grant;
  const by = `By the terms of ${emergency.id}`;
  if (protocol.neverSkipped.some(({ name }) => name === id))
    return [`${by}, ${id} is asked as ever: the protocol never skips it`];
  const put = putOffBy(grant).filter(({ name }) => speaksOf(id, parameters, name));
  return [
    ...easedBy(id, parameters, subject, grant).says.map((says) => `${by}: ${says}`),
    ...put.map((gate) =>
      isDone(gate, emergency.now)
        ? `${by}: ${gate.name} was done after the deployment`
        : `${by}: ${gate.name} is owed by ${dueOf(gate, emergency, protocol) ?? "no time"}`,
    ),
  ];
}

/** What a clause of emergencies asks, but not less than the floors; what it leaves out altogether is asked at them. */
function atLeast(
  id: RuleId,
  own: Parameters = {},
  usual: Parameters,
  subject: Subject,
  { protocol }: Grant,
): Parameters {
  const { acceleration } = protocol;
  switch (id) {
    case "bake-time": {
      const asked = usual["bake-time"];
      if (!asked) return usual;
      const bounded = (bake: Duration, routine: Duration): Duration =>
        Math.max(bake, Math.min(routine, floorOf(subject, protocol) ?? routine));
      const minimum = bounded(own["bake-time"]?.minimum ?? 0, asked.minimum);
      const first = own["bake-time"]?.first;
      return {
        "bake-time": { minimum, ...(first !== undefined && { first: bounded(first, asked.first ?? asked.minimum) }) },
      };
    }
    case "approval": {
      const asked = usual.approval;
      if (!asked) return usual;
      const least = Math.min(asked.count, Math.max(1, valueOf(acceleration.approvals) ?? asked.count));
      return { approval: { ...asked, ...own.approval, count: Math.max(own.approval?.count ?? 0, least) } };
    }
    case "required-checks": {
      const kinds = new Set([...(usual["required-checks"]?.kinds ?? []), ...(own["required-checks"]?.kinds ?? [])]);
      return { "required-checks": { kinds: [...kinds] } };
    }
    default:
      return usual;
  }
}

/** The shortest bake of a stage, by its name or its environment; `undefined` where bakes are not shortened. */
function floorOf(subject: Subject, { acceleration: { stageFloors, bakeFloor } }: Protocol): Duration | undefined {
  const names = subject.kind === "stage" ? [subject.name, valueOf(subject.environment)] : [];
  return stageFloors.find(({ name }) => names.includes(name))?.floor ?? valueOf(bakeFloor);
}

/** How many stages are taken together with the one before them. */
function mergedBy({ emergency: { requested }, protocol: { acceleration } }: Grant): number {
  const kept = new Set(acceleration.keep.map(({ name }) => name));
  const may = new Set(acceleration.merge.map(({ name }) => name).filter((name) => !kept.has(name)));
  return new Set(requested.mergedStages.map(({ name }) => name).filter((name) => may.has(name))).size;
}
