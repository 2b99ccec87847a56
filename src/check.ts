import type { Emergency } from "#model/emergency.ts";
import type { Finding, OwedCheck, Strength, SubjectReference, Summary } from "#model/finding.ts";
import { valueOf } from "#model/fact.ts";
import type { Plan } from "#model/plan.ts";
import type { Repository } from "#model/repository.ts";
import type { Scope, Subject } from "#model/subject.ts";
import type { Verdict } from "#model/verdict.ts";
import type { WrittenWaiver } from "#model/waiver.ts";
import { governanceOf } from "#policy/governance.ts";
import { type Asked, asking, type Question } from "#policy/asked.ts";
import type { Ask, ResolvedPolicy } from "#policy/resolve.ts";
import { type Grant, holdsFor } from "#policy/grants.ts";
import { idsUnder, isRuleId } from "#policy/rule-ids.ts";
import { owing } from "#policy/owing.ts";
import { inEmergency } from "#policy/terms.ts";
import { candidates, covering, dayOf, used } from "#policy/waive.ts";
import { rules } from "#rules/index.ts";
import type { Rule, RuleId } from "#rules/rule.ts";

export type Rules = { readonly [Id in RuleId]: Rule<Id> };

export interface CheckOptions {
  /** As of when, in ISO 8601 with a `Z`. */
  readonly at: string;
  /** The rules that are looked at; all of them where it is left out. */
  readonly only?: ReadonlySet<string>;
  readonly skip?: ReadonlySet<string>;
  /** The waivers that may cover what fails or is unknown, and are judged themselves. */
  readonly waivers?: readonly WrittenWaiver[];
  /** The declared emergencies, which are judged themselves; the oldest first. */
  readonly emergencies?: readonly Emergency[];
  /** The emergency whose terms hold for what it covers. */
  readonly grant?: Grant | undefined;
}

/**
 * Judges every subject by every rule that the policy asks of it: the repository, its files, its plans and their stages,
 * each by the rules in the catalogue's order and the policy's own, then the declared emergencies, and the waivers at last, since what they
 * cover must be known. To pass is a finding, too. The plans' tiers are filled in (`withTiers`).
 */
export function check(
  repository: Repository,
  policy: ResolvedPolicy,
  options: CheckOptions,
  catalogue: Rules = rules,
): readonly Finding[] {
  const ids = idsUnder(policy);
  const wanted: ReadonlySet<string> = new Set(
    ids.filter((id) => (options.only?.has(id) ?? true) && !options.skip?.has(id)),
  );
  const ask = asking(policy, options);
  const governance = governanceOf(policy, options.at, options.emergencies);
  const waivers = options.waivers ?? [];
  const waived = new Set(waivers.map(({ rule }) => valueOf(rule)));
  const waiversFor = candidates(waivers);
  // Whether a waiver covers anything is told by its rule, wanted or not.
  const judging = ids.filter((id) => wanted.has(id) || (wanted.has("sound-waiver") && waived.has(id)));
  const steps = { left: mostSteps };
  const covers = new Map<WrittenWaiver, number>();
  const fingerprints = new Map<string, number>();
  const findingsOf = ({ subject, plan }: Placed): readonly Finding[] => {
    const scope = { repository, plan, governance };
    const { grant } = options;
    const terms = grant && holdsFor(grant, subject) ? grant : undefined;
    const routine = ask(subject, scope);
    const during = terms && ask(subject, scope, "emergency");
    return judging.flatMap((id) => {
      const usual = routine.get(id);
      const accelerated = during?.get(id);
      const found = !terms ? usual : isRuleId(id) ? inEmergency(id, usual, accelerated, subject, terms) : accelerated;
      const judge = (parameters: Ask["parameters"]): Verdict | undefined =>
        ifItDeploys(
          subject,
          isRuleId(id)
            ? judged(catalogue, id, subject, parameters, scope)
            : asserted(policy, id, subject, scope, steps),
        );
      const judgement = found && settled(found, terms && isRuleId(id) ? (own) => owing(id, own, judge, terms) : judge);
      const answer = judgement && grant && isRuleId(id) && isDebt(id) ? asShould(judgement) : judgement;
      if (!answer) return [];
      const path = [id, ...pathOf(subject, plan)].join("/");
      const count = (fingerprints.get(path) ?? 0) + 1;
      fingerprints.set(path, count);
      const finding = {
        ...findingOf(id, answer, referenceTo(subject, plan), count === 1 ? path : `${path}#${count}`),
        owed: owedBy(subject, answer.verdict, terms),
      };
      if (finding.outcome !== "fail" && finding.outcome !== "unknown") return [finding];
      const holding = covering({ finding, subject, plan }, waiversFor(id, subject), options.at);
      for (const waiver of holding) covers.set(waiver, (covers.get(waiver) ?? 0) + 1);
      return [holding[0] ? { ...finding, waiver: used(holding[0]) } : finding];
    });
  };
  const declared = governance.emergencies.map((subject) => ({ subject, plan: undefined }));
  const found = [...subjects(repository), ...declared].flatMap(findingsOf);
  const judgedWaivers = waivers.map((waiver) => ({
    subject: { ...waiver, day: dayOf(options.at), covers: covers.get(waiver) ?? 0 },
    plan: undefined,
  }));
  return [...found.filter(({ rule }) => wanted.has(rule)), ...judgedWaivers.flatMap(findingsOf)];
}

interface Placed {
  readonly subject: Subject;
  readonly plan: Plan | undefined;
}

const subjects = (repository: Repository): readonly Placed[] => [
  { subject: repository, plan: undefined },
  ...repository.sources.map((subject) => ({ subject, plan: undefined })),
  ...repository.plans.flatMap((plan) => [
    { subject: plan, plan },
    ...plan.stages.map((subject) => ({ subject, plan })),
  ]),
];

function judged<Id extends RuleId>(
  catalogue: Rules,
  id: Id,
  subject: Subject,
  parameters: Ask["parameters"],
  scope: Scope,
): Verdict | undefined {
  const rule: Rule<Id> = catalogue[id];
  const own = parameters[id];
  return own && rule.judge(subject, own, scope);
}

/** Steps that all assertions of a check may take together. */
const mostSteps = 50_000_000;

function asserted(
  { assertions }: ResolvedPolicy,
  id: string,
  subject: Subject,
  scope: Scope,
  steps: { left: number },
): Verdict {
  const judge = assertions.get(id)?.judge;
  // It would not be asked, and nobody would know.
  if (!judge) throw new Error(`the assertion ${id} was not compiled`);
  return judge(subject, scope, steps);
}

/** What may deploy nothing at all cannot fail for sure. */
function ifItDeploys(subject: Subject, verdict: Verdict | undefined): Verdict | undefined {
  if (verdict?.outcome !== "fail" || subject.kind !== "stage" || subject.deploys.state !== "unknown") return verdict;
  const { why, settle, at } = subject.deploys;
  const { remedy: _, ...rest } = verdict;
  return {
    ...rest,
    outcome: "unknown",
    reason: `${why}; if it deploys, it ${verdict.reason}`,
    places: [at, ...verdict.places],
    ...(settle !== "" && { remedy: settle }),
  };
}

interface Answer {
  readonly question: Question;
  readonly verdict: Verdict;
}

/**
 * The answer to what a policy asks. Where it is not sure what it asks, an outcome that is the same in every case
 * stands, and so does one that nothing is wrong with; everything else is unknown. A failure that stands is as
 * strong as the weakest clause that may have asked.
 */
function settled(
  { possible, doubts }: Asked,
  judge: (parameters: Ask["parameters"]) => Verdict | undefined,
): Answer | undefined {
  const answers = possible.flatMap((question): readonly Answer[] => {
    const verdict = question && judge(question.ask.parameters);
    return verdict ? [{ question, verdict }] : [];
  });
  const [first] = answers;
  if (!first || doubts.length === 0) return first;
  const worst =
    answers.find(({ verdict }) => verdict.outcome === "fail") ??
    answers.find(({ verdict }) => verdict.outcome === "unknown");
  if (!worst) return answers.find(({ verdict }) => verdict.outcome === "pass") ?? first;
  const isSure =
    !possible.includes(undefined) && answers.every(({ verdict }) => verdict.outcome === worst.verdict.outcome);
  if (isSure) return answers.find(({ question }) => question.strength === "should") ?? worst;
  const { reason, places, outcome, remedy } = worst.verdict;
  const remedies = [...doubts.map(({ settle }) => settle), outcome === "unknown" ? (remedy ?? "") : ""].filter(Boolean);
  return {
    question: answers.find(({ question }) => question.strength === "must")?.question ?? worst.question,
    verdict: {
      outcome: "unknown",
      reason: [...new Set(doubts.map(({ why }) => why)), outcome === "fail" ? `if asked, it ${reason}` : reason].join(
        "; ",
      ),
      places: [...doubts.map(({ at }) => at), ...places],
      ...(remedies.length > 0 && { remedy: [...new Set(remedies)].join("\n\n") }),
    },
  };
}

function findingOf(
  rule: string,
  { question: { strength, ask, clause }, verdict }: Answer,
  subject: SubjectReference,
  fingerprint: string,
): Finding {
  const { due: _, ...said } = verdict;
  return {
    rule,
    ...said,
    strength,
    subject,
    askedBy: { policy: clause.policy, file: clause.file, line: ask.at.line, cites: clause.cites },
    fingerprint,
    waiver: null,
    owed: null,
  };
}

/** What an emergency owes and need not have done yet, of itself or of a stage that its terms hold for. */
function owedBy(subject: Subject, { outcome, due }: Verdict, terms: Grant | undefined): OwedCheck | null {
  const emergency = subject.kind === "emergency" ? subject : terms?.emergency;
  if (!emergency || due === undefined || due < emergency.now || outcome === "pass") return null;
  return { emergency: emergency.id, at: emergency.at, due };
}

/** Rules of what earlier emergencies left behind: they hold back the routine, and not the next emergency. */
const isDebt = (id: RuleId): boolean => id === "owed-checks" || id === "emergency-review" || id === "rare-emergencies";

const asShould = ({ question, verdict }: Answer): Answer => ({
  question: { ...question, strength: "should" },
  verdict,
});

/** The way to a subject through the model: independent of lines, so that it survives reformatting. */
function pathOf(subject: Subject, plan: Plan | undefined): readonly string[] {
  if (subject.kind === "repository") return [];
  return subject.kind === "stage" && plan ? [plan.id, subject.id] : [subject.id];
}

const referenceTo = (subject: Subject, plan: Plan | undefined): SubjectReference => ({
  kind: subject.kind,
  id: subject.id,
  name: subject.name,
  at: subject.at,
  platform: "platform" in subject ? subject.platform : (plan?.platform ?? null),
  plan: plan?.name ?? null,
  stage: subject.kind === "stage" ? subject.name : null,
});

/** How many findings there are of each outcome. A waived one counts as waived alone, and one that is owed as owed. */
export function summarise(findings: readonly Finding[]): Summary {
  const summary = { pass: 0, fail: 0, unknown: 0, "not-applicable": 0, waived: 0, owed: 0 };
  for (const { outcome, waiver, owed } of findings) summary[waiver ? "waived" : owed ? "owed" : outcome]++;
  return summary;
}

/** 1 where something fails that must not, else 0. A waived finding never fails, and one that is owed does not yet. */
export function exitCode(
  findings: readonly Finding[],
  failOn: Strength | "never",
  unknown: "show" | "fail" | "hide",
): 0 | 1 {
  const fails = findings.some(
    ({ outcome, strength, waiver, owed }) =>
      waiver === null &&
      owed === null &&
      (strength === "must" || failOn === "should") &&
      (outcome === "fail" || (outcome === "unknown" && unknown === "fail")),
  );
  return fails && failOn !== "never" ? 1 : 0;
}
