import { describe, expect, test } from "vitest";
import { holds, unsure } from "#model/assurance.ts";
import { absent, declared, listing, unknown } from "#model/fact.ts";
import type { Artifact, Change, Identity } from "#model/plan.ts";
import type { Act, Job } from "#platforms/routes/graph.ts";
import { act, derived, environment, job, line, need, scenario, stagesOf } from "./graphs.ts";

const identity = (name: string, at: number, kind: Identity["kind"] = "workload"): Identity => ({
  name,
  kind,
  at: line(at),
});
const image: Artifact = {
  name: "ghcr.io/acme/shop",
  version: "1.4.2",
  at: line(9),
  immutable: holds(line(9)),
  byDigest: false,
  form: absent(line(9)),
  origin: declared("image ghcr.io/acme/shop:1.4.2", line(9)),
};

describe("identities", () => {
  test("are those that the job signs in with before it deploys, and the deployment's own", () => {
    const ship = job("ship", 1, [
      act("sign-in", 2, { identities: [identity("aws", 2)] }),
      act("deploy", 3, { identities: [identity("kubeconfig", 3, "static-key")] }),
      act("sign-in", 4, { identities: [identity("late", 4)] }),
    ]);
    const before = job("build", 5, [act("sign-in", 6, { identities: [identity("registry", 6, "password")] })]);
    const [stage] = stagesOf(before, { ...ship, needs: [need("build", 1)] });
    expect(stage!.identities).toEqual(
      listing([identity("aws", 2), identity("kubeconfig", 3, "static-key")], absent(line(1))),
    );
  });

  test("are all that the job signs in with where its deployment cannot be read", () => {
    const unrecognised = declared("`./ship.sh` is not known", line(3));
    const [stage] = stagesOf(
      job("ship", 1, [act("sign-in", 2, { identities: [identity("aws", 2)] })], {
        ...environment("prod", 1),
        unrecognised,
      }),
    );
    expect(stage!.identities).toEqual(
      listing([identity("aws", 2)], unknown("elsewhere", "`./ship.sh` is not known", line(3))),
    );
  });
});

describe("artifacts", () => {
  test("are those that the deployment names, once", () => {
    const ship = job("ship", 1, [
      act("build", 2),
      act("deploy", 3, { artifacts: [image] }),
      act("deploy", 4, { artifacts: [image] }),
    ]);
    expect(stagesOf(ship)[0]!.artifacts).toEqual(listing([image], absent(line(1))));
  });

  test("are what the job has built where the deployment names none, each job's its own", () => {
    const built = (id: string, at: number): Job =>
      job(id, at, [act("build", at + 1, { makes: declared("shop.zip", line(at + 1)) }), act("deploy", at + 2)]);
    const [staging, production] = stagesOf(built("staging", 1), built("production", 10));
    expect(staging!.artifacts.items).toEqual([
      {
        name: "shop.zip",
        version: "built in `staging`",
        at: line(2),
        immutable: unsure("run-time", "`staging` deploys what it has built, and no version of it is written", line(2)),
        byDigest: false,
        form: absent(line(2)),
        origin: declared("job `staging`", line(2)),
      },
    ]);
    expect(production!.artifacts.items[0]!.origin).toEqual(declared("job `production`", line(11)));
  });

  test("may be others where the job is hidden in part", () => {
    const hidden = declared("`acme/ship` is not in this repository", line(5));
    expect(stagesOf(job("ship", 1, [act("deploy", 2)], { hidden }))[0]!.artifacts).toEqual(
      listing([], unknown("elsewhere", "`acme/ship` is not in this repository", line(5))),
    );
  });
});

describe("the target", () => {
  const targeted = (...targets: readonly Act["target"][]): unknown =>
    stagesOf(
      job(
        "ship",
        1,
        targets.map((target, index) => act("deploy", index + 2, { target })),
      ),
    )[0]!.target;
  const open = unknown("run-time", "`$RELEASE` is decided when it runs", line(3));

  test("is what the deployments change", () => {
    expect(targeted(declared("helm release `shop`", line(2)), absent(line(3)))).toEqual(
      declared("helm release `shop`", line(2)),
    );
    expect(targeted(declared("a", line(2)), declared("b", line(3)), declared("a", line(4)))).toEqual(
      declared("a, b", line(2)),
    );
    expect(targeted(declared("a", line(2)), open)).toEqual(open);
    expect(targeted(absent(line(2)))).toEqual(absent(line(1)));
  });
});

describe("the change", () => {
  const deploys = (id: string, at: number, change: Change): Job =>
    job(id, at, [act("deploy", at, { known: { change } })]);

  test("is what most deployments change, the first where as many do", () => {
    const [one, two, three] = [
      deploys("a", 1, "infrastructure"),
      deploys("b", 2, "application"),
      deploys("c", 3, "application"),
    ];
    expect(derived(scenario([one, two, three])).change).toEqual(declared("application", line(2)));
    expect(derived(scenario([one, two])).change).toEqual(declared("infrastructure", line(1)));
  });

  test("is not known where no deployment can be read, and absent where there is none", () => {
    const unrecognised = declared("`./ship.sh` is not known", line(3));
    expect(derived(scenario([job("ship", 2, [], { ...environment("prod", 2), unrecognised })])).change).toEqual(
      unknown("elsewhere", "`./ship.sh` is not known", line(3)),
    );
    expect(derived(scenario([job("test", 2, [act("check", 3)])])).change).toEqual(absent(line(1)));
  });
});

describe("steps", () => {
  const uses = (name: string, at: number): Pick<Job, "steps"> => ({
    steps: [{ uses: name, at: line(at), pinnedBy: declared("version", line(at)), byVendor: false }],
  });

  test("say which stages they lead to, and are left out where they lead to none", () => {
    const build = job("build", 1, [act("build", 2)], uses("acme/build@v1", 2));
    const staging = job("staging", 3, [act("deploy", 4)], { needs: [need("build", 3)], ...uses("acme/deploy@v2", 4) });
    const production = job("production", 5, [act("deploy", 6)], { needs: [need("staging", 5)] });
    const lint = job("lint", 7, [act("check", 8)], uses("acme/lint@v3", 8));
    const { steps } = derived(scenario([build, staging, production, lint]), scenario([build, staging], "a tag", "tag"));
    expect(steps.items.map((step) => [step.uses, step.stages])).toEqual([
      ["acme/build@v1", ["staging", "production"]],
      ["acme/deploy@v2", ["staging", "production"]],
    ]);
    expect(steps.others).toEqual(absent(line(1)));
  });

  test("may be others where a job on the way is hidden", () => {
    const hidden = declared("`acme/ci/build.yml` is not in this repository", line(2));
    const build = job("build", 1, [], { hidden });
    const ship = job("ship", 3, [act("deploy", 4)], { needs: [need("build", 3)] });
    expect(derived(scenario([build, ship])).steps.others).toEqual(
      unknown("elsewhere", "`acme/ci/build.yml` is not in this repository", line(2)),
    );
  });
});

test("targets are those that the deployments change, one by one, and not what is pushed on the way", () => {
  const shop = (at: number, text: string, does: "deploy" | "publish" = "deploy") =>
    act(does, at, { target: declared(text, line(at)) });
  const [stage] = stagesOf(
    job("ship", 1, [shop(2, "image `shop`", "publish"), shop(3, "workload `shop`"), shop(4, "workload `search`")]),
  );
  expect(stage!.targets).toEqual(["workload `shop`", "workload `search`"]);
  expect(stage!.target).toEqual(declared("image `shop`, workload `shop`, workload `search`", line(2)));
  expect(stagesOf(job("offer", 1, [shop(2, "image `shop`", "publish")]))[0]!.targets).toEqual(["image `shop`"]);
});
