import type { Emergency, Protocol } from "#model/emergency.ts";
import { valueOf } from "#model/fact.ts";
import type { Governance } from "#model/governance.ts";
import type { Plan, Stage } from "#model/plan.ts";
import type { Repository } from "#model/repository.ts";
import type { Subject } from "#model/subject.ts";
import type { Verdict } from "#model/verdict.ts";
import { rules } from "#rules/index.ts";

/** A declared emergency that grants what it asks for, and what can be compared with the change that it declares. */
export interface Grant {
  readonly emergency: Emergency;
  readonly protocol: Protocol;
  readonly compared: Compared;
}

/** What is about to be deployed, as far as the caller knows. */
export interface Compared {
  /** The digest of the artifact. */
  readonly artifact: string | undefined;
  /** The commit that is checked out, without a change to it. */
  readonly commit: string | undefined;
}

/** The grant of a declaration as of a time (ISO 8601 with a `Z`), or why it grants nothing, in predicates of its name. */
export function grantOf(
  emergency: Emergency,
  repository: Repository,
  governance: Governance,
  compared: Compared,
): Grant | { readonly refused: readonly string[] } {
  const { protocol, now } = governance;
  if (protocol.state !== "declared") return { refused: ["is declared under no protocol: the policy has none"] };
  const scope = { repository, plan: undefined, governance };
  const sound = rules["emergency-protocol"].judge(repository, {}, scope);
  const judged = (["emergency-declaration", "owed-checks", "emergency-review"] as const).map((id) =>
    rules[id].judge(emergency, {}, scope),
  );
  const refused = [
    ...(sound?.outcome === "fail" ? [`is declared under an unsound protocol, which ${sound.reason}`] : []),
    ...judged.flatMap((verdict) => (verdict && !isSound(verdict, now) ? [verdict.reason] : [])),
    ...outside(emergency, now),
  ];
  return refused.length > 0 ? { refused } : { emergency, protocol: protocol.value, compared };
}

/** Nothing is wrong by now. What is unknown grants nothing. */
const isSound = ({ outcome, due }: Verdict, now: string): boolean =>
  outcome === "pass" || outcome === "not-applicable" || (outcome === "fail" && due !== undefined && due >= now);

function outside({ declared, expires, status }: Emergency, now: string): readonly string[] {
  if (valueOf(status) === "closed") return ["is closed"];
  if (now < (valueOf(declared) ?? "9")) return [`does not hold before ${valueOf(declared) ?? "it is declared"}`];
  return now > (valueOf(expires) ?? "") ? [`ended at ${valueOf(expires) ?? "no time"}`] : [];
}

/** Whether a grant covers a stage: `another` where it is not for its environment, or why it cannot be told. */
type Coverage = "covered" | "another" | { readonly why: string };

/**
 * The environment must be one that is declared, and what is deployed must be the change: all artifacts that the
 * stage names by their digests, else the one that the caller names, else the commit that is checked out.
 */
function coverageOf({ emergency: { change }, compared }: Grant, stage: Stage): Coverage {
  const { environment } = stage;
  if (environment.state === "unknown") return { why: `its environment is not known: ${environment.why}` };
  const name = valueOf(environment)?.toLowerCase();
  if (change.environments.every((each) => each.name.toLowerCase() !== name)) return "another";
  const artifact = valueOf(change.artifact);
  const digests = stage.artifacts.items.flatMap(
    ({ version }) => /sha(?:256:[0-9a-f]{64}|512:[0-9a-f]{128})/.exec(version)?.[0] ?? [],
  );
  const other = digests.find((digest) => digest !== artifact);
  if (artifact !== undefined && digests.length > 0)
    return other === undefined ? "covered" : { why: `it deploys ${other}, which is not declared` };
  if (artifact !== undefined && compared.artifact !== undefined)
    return artifact === compared.artifact ? "covered" : { why: `${compared.artifact} is not declared` };
  const commit = valueOf(change.commit);
  if (commit === undefined)
    return { why: "it names no artifact by its digest: say which one it is, --artifact sha256:…" };
  if (compared.commit === undefined)
    return {
      why: "the commit that is declared is not checked out without a change: check it out, or declare the artifact",
    };
  return commit === compared.commit ? "covered" : { why: `${compared.commit} is checked out, which is not declared` };
}

/** Whether its terms hold for a subject: a stage that it covers, or a plan of which it covers all that may be production. */
export function holdsFor(grant: Grant, subject: Subject): boolean {
  if (subject.kind === "stage") return coverageOf(grant, subject) === "covered";
  if (subject.kind !== "plan") return false;
  const reached = productionOf(subject);
  return reached.length > 0 && reached.every((stage) => coverageOf(grant, stage) === "covered");
}

const productionOf = ({ stages }: Plan): readonly Stage[] =>
  stages.filter(
    ({ role, tier }) => role === "deployment" && (tier.state !== "declared" || tier.value === "production"),
  );

/** Why it grants nothing to stages that it may be meant for, in clauses. */
export const uncovered = (grant: Grant, { plans }: Repository): readonly string[] =>
  plans.flatMap((plan) =>
    productionOf(plan).flatMap((stage) => {
      const coverage = coverageOf(grant, stage);
      return typeof coverage === "string" ? [] : [`${plan.name} ${stage.name}: ${coverage.why}`];
    }),
  );
