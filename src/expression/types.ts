import type {
  Approval,
  Artifact,
  Attestation,
  ChangePart,
  Check,
  Concurrency,
  Delegation,
  Exposure,
  Form,
  Group,
  Halt,
  HealthCheck,
  Hours,
  Identity,
  Notice,
  Plan,
  Recovery,
  Removal,
  RestorePoint,
  Stage,
  Step,
  TimeLimit,
  Trigger,
  Unanswered,
  Window,
} from "#model/plan.ts";
import type {
  Configuration,
  ConfigurationKey,
  EnvironmentVariable,
  Marker,
  Material,
  Migration,
  OwnedPath,
  Ownership,
  Repository,
  Source,
  SourceProblem,
  Verification,
} from "#model/repository.ts";

interface Records {
  readonly Repository: Repository;
  readonly Source: Source;
  readonly SourceProblem: SourceProblem;
  readonly Verification: Verification;
  readonly EnvironmentVariable: EnvironmentVariable;
  readonly Marker: Marker;
  readonly Material: Material;
  readonly Migration: Migration;
  readonly Configuration: Configuration;
  readonly ConfigurationKey: ConfigurationKey;
  readonly Ownership: Ownership;
  readonly OwnedPath: OwnedPath;
  readonly Plan: Plan;
  readonly Trigger: Trigger;
  readonly Step: Step;
  readonly Delegation: Delegation;
  readonly Stage: Stage;
  readonly Exposure: Exposure;
  readonly Check: Check;
  readonly Approval: Approval;
  readonly Unanswered: Unanswered;
  readonly HealthCheck: HealthCheck;
  readonly Halt: Halt;
  readonly Recovery: Recovery;
  readonly Concurrency: Concurrency;
  readonly TimeLimit: TimeLimit;
  readonly Window: Window;
  readonly Hours: Hours;
  readonly Artifact: Artifact;
  readonly Form: Form;
  readonly Identity: Identity;
  readonly Group: Group;
  readonly ChangePart: ChangePart;
  readonly RestorePoint: RestorePoint;
  readonly Removal: Removal;
  readonly Attestation: Attestation;
  readonly Notice: Notice;
}

type Plain = "string" | "int" | "double" | "bool" | keyof Records;
export type Type = Plain | `list<${Plain}>`;

/** Places are shown by findings, the tier is made of signals, and `targets` does not say whether it is whole. */
type Hidden = "at" | "kind" | "reviews" | "signals" | "targets";
type Kept = "HealthCheck" | "Identity";
type Fields = {
  readonly [Name in keyof Records]: {
    readonly [Key in Exclude<keyof Records[Name], Name extends Kept ? "at" | "signals" : Hidden>]: Type;
  };
};

/**
 * The parts of the model as expressions see them, each with its type; the compiler asks for the missing one. A fact
 * has the type of its value, an assurance is a `bool`, and a listing is a list.
 */
const fields: Fields = {
  Repository: {
    id: "string",
    name: "string",
    plans: "list<Plan>",
    sources: "list<Source>",
    verifications: "list<Verification>",
    ownership: "Ownership",
    materials: "list<Material>",
    migrations: "list<Migration>",
    configurations: "list<Configuration>",
    dataInstructions: "string",
    markers: "list<Marker>",
    variables: "list<EnvironmentVariable>",
  },
  Marker: { text: "string" },
  EnvironmentVariable: { name: "string", shipsValue: "bool" },
  Material: { change: "string" },
  Migration: { name: "string", destroys: "string" },
  Configuration: { component: "string", environment: "string", tier: "string", keys: "list<ConfigurationKey>" },
  ConfigurationKey: { name: "string", state: "string" },
  Source: { id: "string", name: "string", platform: "string", problems: "list<SourceProblem>" },
  SourceProblem: { reason: "string", remedy: "string", weight: "string" },
  Verification: {
    platform: "string",
    name: "string",
    triggers: "list<Trigger>",
    checks: "list<Check>",
    everyChange: "bool",
  },
  Ownership: { file: "string", paths: "list<OwnedPath>" },
  OwnedPath: { path: "string", owners: "list<string>" },
  Plan: {
    id: "string",
    platform: "string",
    name: "string",
    change: "string",
    triggers: "list<Trigger>",
    stages: "list<Stage>",
    steps: "list<Step>",
    delegations: "list<Delegation>",
  },
  Trigger: { on: "string", refs: "list<string>" },
  Step: { uses: "string", pinnedBy: "string", byVendor: "bool", stages: "list<string>" },
  Delegation: { to: "string", moving: "bool" },
  Stage: {
    id: "string",
    name: "string",
    role: "string",
    deploys: "bool",
    after: "list<string>",
    starts: "list<string>",
    startedBy: "list<string>",
    environment: "string",
    tier: "string",
    target: "string",
    exposure: "Exposure",
    checks: "list<Check>",
    approvals: "list<Approval>",
    bake: "int",
    health: "list<HealthCheck>",
    halt: "Halt",
    recovery: "Recovery",
    concurrency: "Concurrency",
    timeLimit: "TimeLimit",
    window: "Window",
    artifacts: "list<Artifact>",
    identities: "list<Identity>",
    group: "Group",
    changes: "list<ChangePart>",
    restorePoints: "list<RestorePoint>",
    removals: "list<Removal>",
    attestations: "list<Attestation>",
    notices: "list<Notice>",
  },
  Exposure: { share: "double", by: "string" },
  Check: {
    name: "string",
    kinds: "list<string>",
    ofPolicy: "bool",
    guards: "string",
    after: "list<string>",
    everyRoute: "bool",
    blocking: "bool",
    unskippable: "bool",
  },
  Approval: {
    name: "string",
    count: "int",
    askable: "int",
    from: "list<string>",
    byAuthor: "bool",
    byStarter: "bool",
    unanswered: "Unanswered",
    bypass: "bool",
    everyRoute: "bool",
  },
  Unanswered: { means: "string", after: "int", isDefault: "bool" },
  HealthCheck: { name: "string", kind: "string", everyRoute: "bool", effective: "bool", watches: "bool" },
  Halt: { on: "string", automatic: "bool" },
  Recovery: { how: "string", automatic: "bool" },
  Concurrency: { name: "string", serial: "bool", uncancelled: "bool" },
  TimeLimit: { limit: "int", isDefault: "bool" },
  Window: { name: "string", open: "list<Hours>" },
  Hours: { days: "list<int>", from: "int", to: "int", zone: "string" },
  Artifact: {
    name: "string",
    version: "string",
    immutable: "bool",
    byDigest: "bool",
    origin: "string",
    form: "Form",
  },
  Form: { name: "string", sealed: "bool" },
  Identity: { name: "string", kind: "string" },
  Group: { name: "string", concurrent: "double", stopsTogether: "bool" },
  ChangePart: { name: "string", change: "string", settings: "string" },
  RestorePoint: { name: "string", label: "string", everyRoute: "bool" },
  Removal: { name: "string", takes: "string" },
  Attestation: { name: "string", everyRoute: "bool" },
  Notice: { name: "string", everyFailure: "bool" },
};

/** A field by the name that expressions give it: its key in the model and its type. */
export interface Field {
  readonly key: string;
  readonly type: Type;
}

/** The records by their names, their fields by the names of the plan's JSON with `_` where that has `-`. */
export const types: ReadonlyMap<string, ReadonlyMap<string, Field>> = new Map(
  Object.entries(fields).map(([name, ofRecord]) => [
    name,
    new Map(Object.entries(ofRecord).map(([key, type]) => [underscored(key), { key, type }])),
  ]),
);

function underscored(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The record that a type is of, itself or in its list. */
export const recordOf = (type: string): string => /^list<(.*)>$/.exec(type)?.[1] ?? type;

export type Each = "stage" | "plan" | "repository" | "source";

/** What an expression can name, by what it is asked of. */
export const variables: Readonly<Record<Each, Readonly<Record<string, Type>>>> = {
  stage: { stage: "Stage", plan: "Plan", repository: "Repository" },
  plan: { plan: "Plan", repository: "Repository" },
  repository: { repository: "Repository" },
  source: { source: "Source", repository: "Repository" },
};
