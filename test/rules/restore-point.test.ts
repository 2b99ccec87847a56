import { expect, test } from "vitest";
import { broken, holds } from "#model/assurance.ts";
import { absent, declared, listing, unknown } from "#model/fact.ts";
import type { RestorePoint, Stage } from "#model/plan.ts";
import { ask, at, plan, production, stage, whole } from "./build.ts";

const migration = { name: "flyway migrate", at: at(13), change: "data", settings: absent(at(12)) } as const;
const point: RestorePoint = {
  name: "pg_dump",
  at: at(12),
  label: declared("before-1.4.2", at(12)),
  everyRoute: holds(at(12)),
};
const judged = (over: Partial<Stage>) => {
  const one = production("eu", 10, { changes: whole(migration), ...over });
  return ask("restore-point", one, {}, plan([one]));
};

test("a labelled backup on every route passes", () => {
  expect(judged({ restorePoints: whole(point) })).toEqual({
    outcome: "pass",
    reason: "is preceded by `pg_dump`; labels it `before-1.4.2`",
    places: [at(12)],
  });
});

test("no backup, one that may be left out, and one without a label fail", () => {
  expect(judged({})).toMatchObject({
    outcome: "fail",
    reason: "keeps no backup before `flyway migrate`, which redeploying cannot undo",
  });
  const loose = { ...point, everyRoute: broken("`pg_dump` continues on error", at(14)) };
  expect(judged({ restorePoints: whole(loose) })).toMatchObject({ outcome: "fail", places: [at(14)] });
  expect(judged({ restorePoints: whole({ ...point, label: absent(at(12)) }) })).toMatchObject({
    outcome: "fail",
    reason: "keeps by `pg_dump` a backup without a label",
  });
});

test("it is asked where something is taken away, and not of what can be deployed again", () => {
  const removal = { name: "dropdb", at: at(15), takes: absent(at(15)) };
  expect(judged({ changes: whole(), removals: whole(removal) })).toMatchObject({
    outcome: "fail",
    reason: "keeps no backup before `dropdb`, which redeploying cannot undo",
  });
  expect(judged({ changes: whole({ ...migration, change: "application" }) }).outcome).toBe("not-applicable");
  const offered = stage("npm", 10, { role: "publication", changes: whole(migration) });
  expect(ask("restore-point", offered, {}, plan([offered])).outcome).toBe("not-applicable");
});

test("it is unknown where what is changed, or the backup, may be elsewhere", () => {
  const others = unknown("elsewhere", "its work is written in `acme/x`", at(16));
  expect(judged({ changes: listing([], others) }).outcome).toBe("unknown");
  expect(judged({ restorePoints: listing([], others) }).outcome).toBe("unknown");
  expect(judged({ restorePoints: whole({ ...point, label: others }) }).outcome).toBe("unknown");
});

test("a label that is the same for every version fails, and one with a number or an expression passes", () => {
  const labelled = (text: string) => judged({ restorePoints: whole({ ...point, label: declared(text, at(12)) }) });
  expect(labelled("before release")).toMatchObject({
    outcome: "fail",
    reason: "labels it `before release`, which is the same for every version",
  });
  for (const text of ["Full Backup - $(Build.BuildNumber)", "before ${{ github.ref_name }}", "Shop 1.4"])
    expect(labelled(text).outcome).toBe("pass");
});
