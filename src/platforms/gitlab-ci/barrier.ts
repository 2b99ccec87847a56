import { absent } from "#model/fact.ts";
import { holds } from "#model/assurance.ts";
import type { Place } from "#model/place.ts";
import type { Job, Need } from "../routes/graph.ts";

/**
 * The end of a stage, as a job that does nothing: what comes in later stages stands on it, and so on all that is before.
 * https://docs.gitlab.com/ci/yaml/#stages
 */
export const barrier = (id: string, at: Place, needs: readonly Need[]): Job => ({ ...idleJob(id, at), needs });

/** A job that does nothing. */
export const idleJob = (id: string, at: Place): Job => ({
  id,
  name: id,
  at,
  needs: [],
  runs: { state: "always" },
  environment: absent(at),
  signals: [],
  acts: [],
  concurrency: absent(at),
  timeLimit: absent(at),
  group: absent(at),
  failure: holds(at),
  steps: [],
  hidden: absent(at),
  unrecognised: absent(at),
});
