import { holds, type Assurance } from "#model/assurance.ts";
import { absent, declared, listing, unknown } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import { derive, type Derived, type Surroundings } from "#platforms/routes/derive.ts";
import type { Act, Job, Need, Runs, Scenario } from "#platforms/routes/graph.ts";
import type { Known } from "#platforms/recognise/recognition.ts";

/** Places in the tests are told by a line alone. */
export const line = (number: number): Place => ({ file: "ci.yml", line: number, column: 1 });

const always: Runs = { state: "always" };
export const maybe = (by: "person" | "change" | "unread", how: string, at: number): Runs => ({
  state: "maybe",
  by,
  how,
  at: line(at),
});

type Deed = Known["does"];

export const act = (
  does: Deed,
  at: number,
  more: Partial<Omit<Act, "known">> & { known?: Partial<Known> } = {},
): Act => {
  const { known, ...rest } = more;
  return {
    name: does,
    at: line(at),
    known: { does, source: "https://docs.example", ...known },
    runs: always,
    when: "success",
    blocking: holds(line(at)),
    target: absent(line(at)),
    artifacts: [],
    share: absent(line(at)),
    duration: absent(line(at)),
    approvers: absent(line(at)),
    approvals: absent(line(at)),
    identities: [],
    rollsBack: absent(line(at)),
    removes: absent(line(at)),
    settings: absent(line(at)),
    byStarter: absent(line(at)),
    unanswered: absent(line(at)),
    signals: [],
    makes: absent(line(at)),
    stamps: absent(line(at)),
    ...rest,
  };
};

export const job = (id: string, at: number, acts: readonly Act[], more: Partial<Job> = {}): Job => ({
  id,
  name: id,
  at: line(at),
  needs: [],
  runs: always,
  environment: absent(line(at)),
  signals: [],
  acts,
  concurrency: absent(line(at)),
  timeLimit: absent(line(at)),
  group: absent(line(at)),
  failure: holds(line(at)),
  steps: [],
  hidden: absent(line(at)),
  unrecognised: absent(line(at)),
  ...more,
});

export const need = (id: string, at: number, after: Need["after"] = "all-success", how = ""): Need => ({
  job: id,
  at: line(at),
  after,
  how,
});

export const scenario = (
  jobs: readonly Job[],
  name = "push to `main`",
  on: Scenario["trigger"]["on"] = "push",
): Scenario => ({
  name,
  trigger: { on, refs: absent(line(1)), at: line(1) },
  jobs,
});

export const surroundings: Surroundings = {
  at: line(1),
  approvalsElsewhere: ({ environment, at }) =>
    listing(
      [],
      environment.state === "absent" ? absent(at) : unknown("settings", "its reviewers are set on the server", at),
    ),
  bakeElsewhere: ({ at }) => absent(at),
  windowElsewhere: ({ at }) => absent(at),
  identitiesElsewhere: ({ at }) => listing([], absent(at)),
};

export const derived = (...scenarios: readonly Scenario[]): Derived => derive(scenarios, surroundings);
export const stagesOf = (...jobs: readonly Job[]): Derived["stages"] => derived(scenario(jobs)).stages;

export const environment = (name: string, at: number): Pick<Job, "environment"> => ({
  environment: declared(name, line(at)),
});

/** An assurance in one text: `holds 4`, `broken 9: …`, `unknown 9: …`. */
export function said(assurance: Assurance): string {
  const at = `${assurance.state} ${assurance.at.line}`;
  if (assurance.state === "broken") return `${at}: ${assurance.how}`;
  return assurance.state === "unknown" ? `${at}: ${assurance.why}` : at;
}
