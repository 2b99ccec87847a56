import type { Assurance } from "#model/assurance.ts";
import type { Duration } from "#model/duration.ts";
import type { Fact } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type {
  Artifact,
  Concurrency,
  Group,
  Identity,
  Signal,
  Step,
  TimeLimit,
  Trigger,
  Unanswered,
} from "#model/plan.ts";
import type { Known } from "../recognise/recognition.ts";

/**
 * The job graph that CI platforms share. A platform lays its files out in these terms, once for each way in which
 * work can be started; `derive` turns them into stages with their facts.
 */

/**
 * One way in which work can be started: an event, with the values that its inputs then have
 * ("push to `main`", "manual start with `environment` = `production`").
 */
export interface Scenario {
  readonly name: string;
  readonly trigger: Trigger;
  /** Every job that can run in it. A job whose condition is certainly false in it is left out. */
  readonly jobs: readonly Job[];
}

export interface Job {
  /**
   * The same written job with the same values has the same id in every scenario; a job that is written once and
   * runs for several environments (matrix, choices, callers) has one id for each.
   */
  readonly id: string;
  readonly name: string;
  readonly at: Place;
  readonly needs: readonly Need[];
  /** Whether it runs once its needs allow it. */
  readonly runs: Runs;
  readonly environment: Fact<string>;
  /** Texts that may tell its tier, beside its environment: its name, the file's name. */
  readonly signals: readonly Signal[];
  /** What it does, in order. */
  readonly acts: readonly Act[];
  readonly concurrency: Fact<Concurrency>;
  readonly timeLimit: Fact<TimeLimit>;
  readonly group: Fact<Group>;
  /** Its failure does not fail the run, or does not stop those that need it. */
  readonly failure: Assurance;
  /** Third-party steps that it runs, without the stages: `derive` adds them. */
  readonly steps: readonly Omit<Step, "stages">[];
  /** Set where the job's work, or a part of it, is written somewhere that cannot be read; the clause says where. */
  readonly hidden: Fact<string>;
  /**
   * Set where it runs something that is in no table and that may deploy; the clause names it: "`./ship.sh` is not known".
   * It makes a job with an environment a stage; it hides no check.
   */
  readonly unrecognised: Fact<string>;
}

export interface Need {
  readonly job: string;
  readonly at: Place;
  /**
   * What the needed job must have come to before this one runs:
   *
   * - `success`: it succeeded, whatever became of those before it (`needs.test.result == 'success'`).
   * - `all-success`: it and every job that it stands on succeeded, which is what GitHub and Azure mean by no condition.
   * - `no-failure`: neither it nor a job that it stands on failed; skipped ones let it through (`!failure()`).
   * - `end`: it ended or was skipped, whatever it came to (`always()`).
   * - `failure`: it or a job that it stands on failed, so that this one runs only to mend (`failure()`).
   * - `unknown`: the condition cannot be read.
   */
  readonly after: "success" | "all-success" | "no-failure" | "end" | "failure" | "unknown";
  /** The clause that says so where it is no success: "`deploy` runs with `if: always()`". */
  readonly how: string;
}

/** Whether a job or an act runs when its turn comes. */
export type Runs =
  | { readonly state: "always" }
  /** Someone or something decides; `by` says who can switch it off. */
  | {
      readonly state: "maybe";
      readonly at: Place;
      /** The clause: "the input `skip_tests` skips it". */
      readonly how: string;
      /** `person`: an input, label or message; `change`: a filter over paths or branches; `unread`: a condition that cannot be read. */
      readonly by: "person" | "change" | "unread";
    };

/** One thing that a job does. */
export interface Act {
  readonly name: string;
  readonly at: Place;
  readonly known: Known;
  readonly runs: Runs;
  /** `failure`: it runs because something before it failed; `end`: whatever happened before. */
  readonly when: "success" | "failure" | "end";
  /** Its failure fails the job. */
  readonly blocking: Assurance;
  /** Of a deployment: what it changes, where that can be told ("helm release `shop`"). */
  readonly target: Fact<string>;
  /** Of a deployment or publication: what it ships. Of a build: the files that it makes, where they have several forms. */
  readonly artifacts: readonly Artifact[];
  /** Of a deployment: the share that its own flags say. */
  readonly share: Fact<number>;
  /** Of a wait; of an approval, how long an answer is waited for. */
  readonly duration: Fact<Duration>;
  /** Of an approval. */
  readonly approvers: Fact<readonly string[]>;
  readonly approvals: Fact<number>;
  /** Of an approval: whether the one who started the run may give it, and what no answer means; absent where it is not said. */
  readonly byStarter: Fact<boolean>;
  readonly unanswered: Fact<Unanswered>;
  /** Of a sign-in or a deployment: with which identity. */
  readonly identities: readonly Identity[];
  /** Of a deployment whose command rolls back by itself on failure (`helm --atomic`). */
  readonly rollsBack: Fact<string>;
  /** Of a deployment that takes something away beside what it brings: what. */
  readonly removes: Fact<string>;
  /** Of a deployment: the file with what its environment has of its own, as it is written. */
  readonly settings: Fact<string>;
  /** Texts that may tell the tier: `--prod`, `--namespace production`. */
  readonly signals: readonly Signal[];
  /** Of a build: which artifact it makes, so that a deployment of it can be recognised. */
  readonly makes: Fact<string>;
  /** Which version it gives to what is made after it. */
  readonly stamps: Fact<Stamp>;
}

export interface Stamp {
  readonly version: string;
  /** Every release has a higher one. */
  readonly rises: Assurance;
}
