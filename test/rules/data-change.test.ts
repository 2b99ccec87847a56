import { expect, test } from "vitest";
import { absent, declared, type Fact, unknown } from "#model/fact.ts";
import type { ChangePart, Stage } from "#model/plan.ts";
import type { Repository } from "#model/repository.ts";
import { ask, at, check, plan, production, repository, whole } from "./build.ts";

const migrate = { name: "flyway migrate", at: at(12), change: "data", settings: absent(at(12)) } as const;
const gated = { changes: whole(migrate), checks: whole(check("unit", 11)) };
const migration = (destroys: Fact<string>) => ({ name: "db/V2__drop.sql", at: at(1, "db/V2__drop.sql"), destroys });
const sql = at(3, "db/V2__drop.sql");
const written: Partial<Repository> = { dataInstructions: declared("db/README.md", at(1, "db/README.md")) };
const judged = (over: Partial<Stage> = gated, around: Partial<Repository> = written) => {
  const changing = plan([production("eu", 10, over)]);
  return ask("data-change", changing, {}, undefined, undefined, repository([changing], around));
};

test("a gated step of its own that takes nothing away and has instructions passes", () => {
  expect(judged(gated, { ...written, migrations: [migration(absent(sql))] })).toEqual({
    outcome: "pass",
    reason:
      "changes data in `eu` alone; must pass `unit`; takes nothing away in db/V2__drop.sql; has instructions in db/README.md",
    places: [at(10), at(11), at(1, "db/V2__drop.sql"), at(1, "db/README.md")],
  });
});

test("a step together with a deployment fails", () => {
  const helm = { name: "helm upgrade", at: at(13), change: "application", settings: absent(at(12)) } as const;
  expect(judged({ ...gated, changes: whole<ChangePart>(migrate, helm) })).toMatchObject({
    outcome: "fail",
    reason: "changes data in `eu` together with `helm upgrade`",
    places: [at(12)],
  });
});

test("one without a gate fails", () => {
  expect(judged({ changes: whole(migrate) })).toMatchObject({
    outcome: "fail",
    reason: "changes data in `eu` without a check or an approval",
  });
});

test("a newest migration that takes something away fails at its line, and one that may is unknown", () => {
  const drop = { ...written, migrations: [migration(declared("DROP TABLE orders", sql))] };
  expect(judged(gated, drop)).toMatchObject({
    outcome: "fail",
    reason: "takes away what the running version may use: `DROP TABLE orders` in db/V2__drop.sql",
    places: [sql],
  });
  const maybe = unknown("elsewhere", "`db/2.rb` holds `drop_table`, on the way there or on the way back", sql);
  expect(judged(gated, { ...written, migrations: [migration(maybe)] }).outcome).toBe("unknown");
});

test("instructions that are not here may be elsewhere", () => {
  expect(judged(gated, {}).outcome).toBe("unknown");
});

test("a plan that changes no data is not asked", () => {
  expect(judged({}).outcome).toBe("not-applicable");
});
