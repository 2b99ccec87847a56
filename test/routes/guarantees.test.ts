import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { membersOf } from "#platforms/routes/bits.ts";
import type { Job, Need } from "#platforms/routes/graph.ts";
import { follow, numberJobs } from "#platforms/routes/guarantees.ts";
import { act, job, maybe, need, scenario } from "./graphs.ts";

type Status = "success" | "failure" | "skipped";

const kinds = ["success", "all-success", "no-failure", "end", "failure"] as const;

interface Shape {
  readonly needs: readonly { readonly to: number; readonly after: Need["after"] }[];
  readonly isOptional: boolean;
  readonly isGate: boolean;
}

const shapes = (after: fc.Arbitrary<Need["after"]>): fc.Arbitrary<readonly Job[]> =>
  fc
    .array(
      fc.record({
        needs: fc.uniqueArray(fc.record({ to: fc.nat(5), after }), { selector: ({ to }) => to, maxLength: 3 }),
        isOptional: fc.boolean(),
        isGate: fc.nat(4).map((chance) => chance === 0),
      }),
      { minLength: 2, maxLength: 6 },
    )
    .map((all: readonly Shape[]) =>
      all.map(({ needs, isOptional, isGate }, index) =>
        job(`job${index}`, index + 1, isGate ? [act("gate", index + 1)] : [], {
          needs: needs
            .filter(({ to }) => to < index)
            .map(({ to, after: kind }) => need(`job${to}`, index + 1, kind, `\`job${index}\` does not mind`)),
          ...(isOptional && { runs: maybe("person", `a label skips \`job${index}\``, index + 1) }),
        }),
      ),
    );

/** Every way in which the jobs can go, as the words of the contract say. */
function* executions(jobs: readonly Job[]): Generator<ReadonlyMap<string, Status>> {
  const below = new Map<string, ReadonlySet<string>>();
  for (const { id, needs } of jobs) {
    below.set(id, new Set(needs.flatMap(({ job: needed }) => [needed, ...below.get(needed)!])));
  }
  const go = function* (index: number, done: ReadonlyMap<string, Status>): Generator<ReadonlyMap<string, Status>> {
    const now = jobs[index];
    if (!now) return yield done;
    const allow = ({ job: needed, after }: Need): boolean => {
      const own = done.get(needed);
      const deep = [needed, ...below.get(needed)!].map((id) => done.get(id));
      if (after === "success") return own === "success";
      if (after === "all-success") return deep.every((status) => status === "success");
      if (after === "no-failure") return !deep.includes("failure");
      return after === "end" || deep.includes("failure");
    };
    const examines = now.acts.length > 0;
    const isBad = examines && now.needs.some(({ job: needed }) => done.get(needed) !== "success");
    const outcomes: Status[] = now.needs.every(allow)
      ? [...(isBad ? [] : ["success" as const]), "failure", ...(now.runs.state === "maybe" ? ["skipped" as const] : [])]
      : ["skipped"];
    for (const outcome of outcomes) yield* go(index + 1, new Map([...done, [now.id, outcome]]));
  };
  yield* go(0, new Map());
}

/** For each job that ever begins, the jobs that had succeeded whenever it did. */
function truth(jobs: readonly Job[]): ReadonlyMap<string, readonly number[]> {
  const always = new Map<string, Set<number>>();
  for (const execution of executions(jobs)) {
    for (const [index, { id }] of jobs.entries()) {
      if (execution.get(id) === "skipped") continue;
      const succeeded = jobs.flatMap((other, at) => (at < index && execution.get(other.id) === "success" ? [at] : []));
      const before = always.get(id);
      always.set(id, before ? new Set(succeeded.filter((one) => before.has(one))) : new Set(succeeded));
    }
  }
  return new Map([...always].map(([id, set]) => [id, [...set]]));
}

const sure = (jobs: readonly Job[]): ReadonlyMap<string, readonly number[]> => {
  const one = scenario(jobs);
  const course = follow(one, numberJobs([one]));
  return new Map(jobs.map((now) => [now.id, membersOf(course.passed(now, 0).surely)]));
};

describe("what must have succeeded before a job begins", () => {
  test("is never more than what has, in every execution", () => {
    fc.assert(
      fc.property(shapes(fc.constantFrom(...kinds)), (jobs) => {
        const said = sure(jobs);
        for (const [id, always] of truth(jobs)) expect(always).toEqual(expect.arrayContaining([...said.get(id)!]));
      }),
      { numRuns: 1000 },
    );
  });

  test.each(kinds)("is exactly that where every need is of kind `%s`", (kind) => {
    fc.assert(
      fc.property(shapes(fc.constant(kind)), (jobs) => {
        const said = sure(jobs);
        for (const [id, always] of truth(jobs)) expect(said.get(id)).toEqual(always);
      }),
      { numRuns: 300 },
    );
  });

  test("is exactly that where needs are of the kinds that platforms give by themselves", () => {
    fc.assert(
      fc.property(shapes(fc.constantFrom("all-success" as const, "end" as const)), (jobs) => {
        const said = sure(jobs);
        for (const [id, always] of truth(jobs)) expect(said.get(id)).toEqual(always);
      }),
      { numRuns: 300 },
    );
  });
});
