// Generated from schemas/emergency.schema.json. Change that file and run `npm run build`.

/**
 * A declared emergency: why it is one, what may be shortened for which change and until when, who approved it, and what is owed afterwards. What is missing or unsound is a finding of `emergency-declaration`, `owed-checks` or `emergency-review`.
 */
export interface EmergencyDeclaration {
  /**
   * Its name, which is its file's, too.
   */
  id: string;
  protocol: DeclaredProtocol;
  /**
   * The criterion of the protocol that it meets.
   */
  criterion: string;
  /**
   * How severe it is; `sev1` is the worst.
   */
  severity?: "sev1" | "sev2" | "sev3" | "sev4" | "sev5";
  /**
   * What shows that the criterion is met.
   */
  evidence: Evidence[];
  /**
   * When it was declared.
   */
  declared: string;
  /**
   * Until when its terms hold.
   */
  expires: string;
  /**
   * Whether it was written after the deployment.
   */
  retroactive?: boolean;
  /**
   * Who asks for it.
   */
  "requested-by": string;
  /**
   * The incident that it belongs to.
   */
  incident: string;
  /**
   * What is wrong, and what the change does about it.
   */
  summary: string;
  change: DeclaredChange;
  acceleration?: RequestedAcceleration;
  /**
   * Who approved it, and who did not.
   */
  approvals: DeclaredApproval[];
  /**
   * Every gate of the routine, and what becomes of it.
   */
  gates: DeclaredGate[];
  /**
   * The deployments that were made.
   */
  deployments?: DeclaredDeployment[];
  elevation?: DeclaredElevation;
  review?: DeclaredReview;
  /**
   * Whether anything is left to be done.
   */
  status: "open" | "closed";
}
/**
 * The protocol under which it is declared.
 */
export interface DeclaredProtocol {
  /**
   * The protocol's name.
   */
  name: string;
  /**
   * The protocol's version.
   */
  version: string;
  /**
   * Of the policy file that the protocol was written in.
   */
  digest?: string;
}
/**
 * What shows that the criterion is met.
 */
export interface Evidence {
  /**
   * Its kind, as the criterion asks for it.
   */
  kind: string;
  /**
   * Where it is.
   */
  reference: string;
}
/**
 * The one change that its terms hold for.
 */
export interface DeclaredChange {
  /**
   * Who wrote it.
   */
  author?: string;
  /**
   * The digest of what is deployed.
   */
  artifact?: string;
  /**
   * The commit that is deployed.
   */
  commit?: string;
  /**
   * The environments that it is deployed to, by their names.
   *
   * Items: The name of an environment.
   */
  environments: string[];
  /**
   * What is gone back to if it does not help: a digest or a version that was deployed before.
   */
  "rollback-to": string;
  /**
   * What shows that it was deployed before: the run that did so.
   */
  "rollback-evidence"?: string;
}
/**
 * What is to be shortened; nothing where it is left out.
 */
export interface RequestedAcceleration {
  /**
   * The part of the routine's bakes that is left.
   */
  "bake-factor"?: number;
  /**
   * Stages that are taken together with the one before them.
   *
   * Items: The name of a stage.
   */
  merge?: string[];
  /**
   * How many approve a deployment.
   */
  approvals?: number;
  /**
   * Whether it is deployed outside of the deployment window.
   */
  window?: boolean;
}
/**
 * What one person decided.
 */
export interface DeclaredApproval {
  /**
   * Who.
   */
  by: string;
  /**
   * The group that they belong to.
   */
  as?: string;
  /**
   * What they decided.
   */
  decision: "approved" | "rejected";
  /**
   * When.
   */
  at: string;
}
/**
 * What becomes of a gate of the routine.
 */
export interface DeclaredGate {
  /**
   * A kind of check, or a rule.
   */
  gate: string;
  /**
   * `before`: it runs before the deployment; `shortened`: so it does, in part; `deferred`: it runs afterwards, and is owed until then; `waived`: it does not run.
   */
  disposition: "before" | "shortened" | "deferred" | "waived";
  /**
   * Why it does not run as usual.
   */
  because?: string;
  /**
   * By when it is done, where it is deferred; the protocol says so where it is left out.
   */
  deadline?: string;
  /**
   * When it was done.
   */
  completed?: string;
  /**
   * How it ended.
   */
  result?: "passed" | "failed";
  /**
   * What shows its result: the run.
   */
  evidence?: string;
  /**
   * Where a failure led: the rollback, or another incident.
   */
  "followed-up"?: string;
}
/**
 * A deployment that was made.
 */
export interface DeclaredDeployment {
  /**
   * The environment's name.
   */
  environment: string;
  /**
   * The stage's name.
   */
  stage?: string;
  /**
   * When it began.
   */
  started: string;
  /**
   * When it was done, and its bake began.
   */
  ended?: string;
  /**
   * What was deployed: a digest or a version.
   */
  artifact?: string;
  /**
   * How long it baked: `15m` or `PT15M`.
   */
  bake?: string;
}
/**
 * Rights beyond the usual that were given.
 */
export interface DeclaredElevation {
  /**
   * When they were given.
   */
  granted: string;
  /**
   * When they end.
   */
  expires: string;
  /**
   * When they were taken back.
   */
  revoked?: string;
}
/**
 * The review after it.
 */
export interface DeclaredReview {
  /**
   * By when it is due; the protocol says so where it is left out.
   */
  due?: string;
  /**
   * When it was done.
   */
  completed?: string;
  /**
   * Who reviewed it: others than those who asked for it.
   *
   * Items: Who reviewed it.
   */
  reviewers?: string[];
  /**
   * Whether it was found to be an emergency.
   */
  justified?: boolean;
  /**
   * The postmortem.
   */
  postmortem?: string;
  /**
   * The commit by which the change reached trunk.
   */
  merged?: string;
  /**
   * When it did.
   */
  "merged-at"?: string;
  /**
   * Why the review or the merge was late, where it was.
   */
  "late-because"?: string;
}
