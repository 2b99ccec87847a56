import type { Emergency } from "#model/emergency.ts";
import type { Plan, Stage } from "#model/plan.ts";
import type { Repository, Source } from "#model/repository.ts";
import type { Scope, Subject } from "#model/subject.ts";
import type { Verdict } from "#model/verdict.ts";
import type { Waiver } from "#model/waiver.ts";
import type { RuleParameters } from "#schema/parameters.ts";

export type RuleId = keyof RuleParameters;
export type Parameters<Id extends RuleId> = NonNullable<RuleParameters[Id]>;

interface Kinds {
  readonly repository: Repository;
  readonly source: Source;
  readonly plan: Plan;
  readonly stage: Stage;
  readonly waiver: Waiver;
  readonly emergency: Emergency;
}
/** A stage is always seen in its plan. */
type ScopeOf<Kind extends keyof Kinds> = Kind extends "stage" ? Scope & { readonly plan: Plan } : Scope;

interface Definition<Id extends RuleId, Kind extends keyof Kinds> {
  readonly id: Id;
  /** A sentence in the present tense: "A stage bakes before the next one begins". */
  readonly title: string;
  readonly each: Kind;
  /** What can decide it: repository files, exported settings, run records, documents. */
  readonly evidence: readonly ("files" | "settings" | "records" | "documents")[];
  /** The statements of OE:10 that it covers. */
  readonly statements: readonly string[];
  readonly judge: (subject: Kinds[Kind], parameters: Parameters<Id>, scope: ScopeOf<Kind>) => Verdict;
}

export interface Rule<Id extends RuleId = RuleId> extends Omit<Definition<Id, keyof Kinds>, "judge"> {
  /** `undefined` where the subject is not of the kind that the rule is asked of. */
  readonly judge: (subject: Subject, parameters: Parameters<Id>, scope: Scope) => Verdict | undefined;
}

/** Makes a rule of its definition: it judges the subjects of its own kind and no others. */
export function rule<Id extends RuleId, Kind extends keyof Kinds>(definition: Definition<Id, Kind>): Rule<Id> {
  const isMine = (subject: Subject): subject is Kinds[Kind] & Subject => subject.kind === definition.each;
  return {
    ...definition,
    judge: (subject, parameters, scope) =>
      isMine(subject) ? definition.judge(subject, parameters, scope as ScopeOf<Kind>) : undefined,
  };
}
