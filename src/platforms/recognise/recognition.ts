import type { Change, CheckKind, Identity, Tier } from "#model/plan.ts";

/**
 * What a known action, task or command does. One entry of the tables, and of a policy's `recognise` block.
 * A thing that is in no table does nothing that is known: it is neither a check nor a deployment.
 */
export interface Known {
  readonly does: Deed;
  /** Of a check. */
  readonly kinds?: readonly CheckKind[];
  /** Of a check: it holds the way to production against a policy. */
  readonly ofPolicy?: true;
  /** Of a deployment. */
  readonly change?: Change;
  /**
   * Of a deployment: who decides how exposure grows. `at-once`: the command exposes everyone; `controller`: something
   * behind it does (a cluster, a deployment service); `staged`: the command's own flags say it.
   */
  readonly exposure?: "at-once" | "controller" | "staged";
  /** Of a deployment: what the controller is, for the reason of an unknown: "the Kubernetes workload". */
  readonly controller?: string;
  /** Of a sign-in: which identity it makes, by the arguments that are given. */
  readonly identity?: Identity["kind"];
  /** Of a deployment whose arguments state the tier by themselves. */
  readonly tier?: Tier;
  /** The vendor's documentation. */
  readonly source: string;
}

/**
 * - `deploy`: changes what runs. `publish`: offers a package, image or page. `preview`: deploys for one change.
 * - `check`: can fail the run. `approve`: waits for people. `wait`: waits for time.
 * - `roll-back`: returns to an earlier version. `sign-in`: obtains an identity. `build`: makes an artifact.
 * - `verify`: waits for, or examines, a deployment. `gate`: examines the results of other jobs.
 * - `back-up`: keeps a copy. `remove`: takes away for good. `attest`: says how an artifact was made.
 * - `notify`: tells someone. `nothing`: is known, and is none of these (so that names cannot mislead).
 */
export type Deed =
  | "deploy"
  | "publish"
  | "preview"
  | "check"
  | "approve"
  | "wait"
  | "roll-back"
  | "sign-in"
  | "build"
  | "verify"
  | "gate"
  | "notify"
  | "back-up"
  | "remove"
  | "attest"
  | "nothing";

/** What an organisation adds to the tables, from its policy. Keys are patterns as in the tables. */
export interface Recognition {
  readonly actions: ReadonlyMap<string, Known>;
  readonly commands: ReadonlyMap<string, Known>;
}

export const noRecognition: Recognition = { actions: new Map(), commands: new Map() };
