import type { Fact, Unknown } from "#model/fact.ts";
import { glob, type Matcher, wildcard } from "#model/pattern.ts";
import type { Plan, Stage } from "#model/plan.ts";
import type { Subject, Within } from "#model/subject.ts";
import type { WrittenWaiver } from "#model/waiver.ts";
import type { Where } from "#schema/policy.ts";

/** Whether a clause speaks of a subject; unknown where what it asks for is. The why is then a predicate of the subject. */
export type Speaks = "yes" | "no" | Unknown;

/**
 * Whether `where` matches a subject. All of its properties must. Of a plan it speaks where one of the plan's
 * stages has what it asks of stages; of a file by its path and platform alone; of a waiver and
 * an emergency by the path of its file; of the repository never.
 */
export function speaks(where: Where | undefined, subject: Subject | WrittenWaiver, { plan }: Within): Speaks {
  if (!where) return "yes";
  switch (subject.kind) {
    case "repository":
      return "no";
    case "waiver":
    case "emergency":
      return Object.keys(where).some((property) => property !== "path") ? "no" : atPath(where.path, subject.at.file);
    case "source":
      return every(
        where.tier || where.environment || where.role || where.plan || where.change ? "no" : "yes",
        named(where.platform, subject.platform),
        atPath(where.path, subject.at.file),
      );
    case "plan":
      return every(
        ofPlan(where, subject),
        some(
          subject.stages.map((stage) => ofStage(where, stage)),
          where,
        ),
      );
    case "stage":
      return every(plan ? ofPlan(where, plan) : "yes", ofStage(where, subject));
  }
}

const ofPlan = (where: Where, plan: Plan): Speaks =>
  every(
    named(where.platform, plan.platform),
    named(where.plan, plan.name),
    atPath(where.path, plan.at.file),
    valued("carries an unknown kind of change", where.change, plan.change, (wanted, found) => wanted === found),
  );

const ofStage = (where: Where, stage: Stage): Speaks =>
  every(
    named(where.role, stage.role),
    valued("is of unknown environment", where.environment, stage.environment, (wanted, found) =>
      pattern(wanted)(found.toLowerCase()),
    ),
    listed(where.tier).length === tiers
      ? "yes"
      : valued("is of unknown tier", where.tier, stage.tier, (wanted, found) => wanted === found),
  );

/** How many tiers there are: a clause that names all of them speaks of a stage of any tier. */
const tiers = 3;

const named = (wanted: Wanted, found: string): Speaks =>
  wanted === undefined || listed(wanted).some((each) => pattern(each)(found.toLowerCase())) ? "yes" : "no";

const atPath = (wanted: Wanted, path: string): Speaks =>
  wanted === undefined || listed(wanted).some((each) => glob(each)(path)) ? "yes" : "no";

/** `doubt` is the predicate that says what is not known. */
function valued<T>(
  doubt: string,
  wanted: Wanted,
  fact: Fact<T>,
  isMatch: (wanted: string, found: T) => boolean,
): Speaks {
  if (wanted === undefined) return "yes";
  if (fact.state === "unknown") return { ...fact, why: `${doubt}: ${fact.why}` };
  return fact.state === "declared" && listed(wanted).some((each) => isMatch(each, fact.value)) ? "yes" : "no";
}

type Wanted = string | readonly string[] | undefined;

const listed = (wanted: Wanted): readonly string[] => (typeof wanted === "string" ? [wanted] : (wanted ?? []));

const every = (...parts: readonly Speaks[]): Speaks =>
  parts.includes("no") ? "no" : (parts.find((part) => part !== "yes") ?? "yes");

/** Whether one of a plan's stages is spoken of. A clause that asks nothing of stages speaks of plans without any. */
function some(parts: readonly Speaks[], { tier, environment, role }: Where): Speaks {
  if (!tier && !environment && !role) return "yes";
  if (parts.includes("yes")) return "yes";
  const doubt = parts.find((part) => typeof part === "object");
  return doubt ? { ...doubt, why: `has a stage that ${doubt.why}` } : "no";
}

const pattern = (text: string): Matcher => wildcard(text.toLowerCase());
