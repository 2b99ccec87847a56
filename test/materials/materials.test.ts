import { describe, expect, test } from "vitest";
import { absent, declared } from "#model/fact.ts";
import { startOf } from "#model/place.ts";
import { instructionsIn, migrationOf, newestMigrations } from "#materials/migrations.ts";
import { materialsIn } from "#materials/materials.ts";

test("the kinds of change are told by paths, the first of each, and tests and examples are left out", () => {
  expect(
    materialsIn([
      "examples/main.tf",
      "infra/main.tf",
      "infra/more.tf",
      "db/migrate/20260101_add.rb",
      "deploy/overlays/prod/kustomization.yaml",
      "src/flagd/demo.flagd.json",
      "solutions/Shop/Other/Solution.xml",
      "src/index.ts",
      "test/fixtures/flags.yaml",
    ]),
  ).toEqual([
    { change: "infrastructure", at: startOf("infra/main.tf") },
    { change: "data", at: startOf("db/migrate/20260101_add.rb") },
    { change: "configuration", at: startOf("deploy/overlays/prod/kustomization.yaml") },
    { change: "feature-flag", at: startOf("src/flagd/demo.flagd.json") },
    { change: "solution", at: startOf("solutions/Shop/Other/Solution.xml") },
  ]);
});

test("the newest migration of each folder is the one with the largest number, and scripts that go back are none", () => {
  expect(
    newestMigrations([
      "db/migrations/V2__b.sql",
      "db/migrations/V10__c.sql",
      "db/migrations/V9__a.sql",
      "db/migrations/U10__c.sql",
      "prisma/migrations/20260102_init/migration.sql",
      "prisma/migrations/20260301_more/migration.sql",
      "api/migrations/__init__.py",
      "api/migrations/0002_add.py",
      "goose/migrations/3.down.sql",
      "goose/migrations/3.up.sql",
    ]),
  ).toEqual([
    "db/migrations/V10__c.sql",
    "prisma/migrations/20260301_more/migration.sql",
    "api/migrations/0002_add.py",
    "goose/migrations/3.up.sql",
  ]);
});

describe("what a migration takes away", () => {
  const of = (text: string, path = "db/migrations/V1.sql") => migrationOf(path, text).destroys;
  const at = (line: number) => ({ file: "db/migrations/V1.sql", line, column: 1 });

  test.each<[text: string, words: string, line: number]>([
    ["DROP TABLE orders;", "DROP TABLE", 1],
    ["select 1;\nalter table orders\n  drop column total;", "alter table orders drop", 2],
    ["truncate orders;", "truncate orders", 1],
    ["-- clean up\ndelete from orders;", "delete from orders", 2],
  ])("%s", (text, words, line) => {
    expect(of(text)).toEqual(declared(words, at(line)));
  });

  test.each([
    "-- drop table orders\nselect 1;",
    "/* drop table orders */ select 'drop table x';",
    "alter table orders drop constraint fk;",
    "alter table orders drop not null;",
    "delete from orders where id = 1;",
    "create table drops (id int);",
  ])("nothing: %s", (text) => {
    expect(of(text)).toEqual(absent(startOf("db/migrations/V1.sql")));
  });

  test("a program may take it away on the way there or back", () => {
    expect(of("def up\n  drop_table :orders\nend", "db/migrate/1.rb")).toMatchObject({
      state: "unknown",
      at: { file: "db/migrate/1.rb", line: 2 },
      why: "`db/migrate/1.rb` holds `drop_table`, on the way there or on the way back",
    });
    expect(of("add_column :orders, :currency", "db/migrate/1.rb").state).toBe("absent");
  });

  test("a long text of hostile repetition is read in linear time", () => {
    expect(of("alter table ".repeat(50_000)).state).toBe("absent");
    expect(of("delete from x ".repeat(20_000)).state).toBe("declared");
    expect(of("'".repeat(100_001)).state).toBe("absent");
  });
});

test("instructions stand among the migrations, or are named for them", () => {
  expect(instructionsIn(["README.md", "db/migrations/README.md"])).toEqual(
    declared("db/migrations/README.md", startOf("db/migrations/README.md")),
  );
  expect(instructionsIn(["docs/data-changes.md"])).toMatchObject({ state: "declared" });
  expect(instructionsIn(["README.md", "docs/style.md"])).toEqual(absent(startOf(".")));
});
