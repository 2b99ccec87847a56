import { entries, type Table } from "../entry.ts";

const migrates = { does: "deploy", change: "data", exposure: "at-once" } as const;
const nothing = { does: "nothing" } as const;

const commands: Table = [
  ...entries(
    "https://documentation.red-gate.com/flyway/reference/commands/migrate",
    {
      named: 1,
      ...migrates,
      target: ["database `{-url}!`"],
      signals: "-environment|-url",
      variants: [{ when: ["!@migrate"], does: "nothing" }],
    },
    "flyway",
  ),
  ...entries(
    "https://docs.liquibase.com/commands/update/update.html",
    {
      named: 1,
      ...migrates,
      target: ["database `{--url}!`"],
      signals: "--url",
      variants: [
        { when: ["@rollback|rollback-count"], does: "roll-back" },
        { when: ["!@update|update-count|updatetestingrollback"], does: "nothing" },
      ],
    },
    "liquibase",
  ),
  ...entries(
    "https://www.prisma.io/docs/orm/reference/prisma-cli-reference#migrate-deploy",
    migrates,
    "prisma migrate deploy",
    "prisma db push",
  ),
  ...entries(
    "https://www.prisma.io/docs/orm/reference/prisma-cli-reference",
    nothing,
    "prisma generate",
    "prisma migrate diff",
    "prisma migrate status",
  ),
  ...entries(
    "https://www.prisma.io/docs/orm/reference/prisma-cli-reference#validate",
    { does: "check", kinds: ["static-analysis"] },
    "prisma validate",
    "prisma format",
  ),
  ...entries(
    "https://guides.rubyonrails.org/active_record_migrations.html#running-migrations",
    migrates,
    "rails db:migrate",
    "rake db:migrate",
    "rails data:migrate",
    "rake data:migrate",
  ),
  ...entries(
    "https://alembic.sqlalchemy.org/en/latest/tutorial.html#running-our-first-migration",
    { ...migrates, variants: [{ when: ["--sql"], does: "nothing" }] },
    "alembic upgrade",
    "flask db upgrade",
  ),
  ...entries(
    "https://alembic.sqlalchemy.org/en/latest/tutorial.html#downgrading",
    { does: "roll-back" },
    "alembic downgrade",
  ),
  ...entries(
    "https://docs.djangoproject.com/en/stable/ref/django-admin/#migrate",
    { ...migrates, variants: [{ when: ["--plan|--check"], does: "nothing" }] },
    "manage.py migrate",
    "django-admin migrate",
  ),
  ...entries("https://github.com/amacneil/dbmate#readme", migrates, "dbmate up", "dbmate migrate"),
  ...entries(
    "https://knexjs.org/guide/migrations.html#migration-cli",
    migrates,
    "knex migrate:latest",
    "knex migrate:up",
    "sequelize db:migrate",
    "sequelize-cli db:migrate",
    "typeorm migration:run",
    "mikro-orm migration:up",
    "drizzle-kit migrate",
    "drizzle-kit push",
    "node-pg-migrate up",
    "db-migrate up",
    "migrate-mongo up",
    "umzug up",
    "kysely migrate:latest",
  ),
  ...entries(
    "https://github.com/golang-migrate/migrate/tree/master/cmd/migrate#readme",
    { named: 1, ...migrates, variants: [{ when: ["!@up|goto"], does: "nothing" }] },
    "migrate",
    "goose",
    "sql-migrate",
  ),
  ...entries(
    "https://atlasgo.io/cli-reference#atlas-migrate-apply",
    { ...migrates, variants: [{ when: ["--dry-run"], does: "nothing" }] },
    "atlas migrate apply",
    "atlas schema apply",
  ),
  ...entries(
    "https://docs.rs/crate/diesel_cli/latest",
    migrates,
    "diesel migration run",
    "sqlx migrate run",
    "sea-orm-cli migrate up",
    "refinery migrate",
  ),
  ...entries(
    "https://learn.microsoft.com/ef/core/cli/dotnet#dotnet-ef-database-update",
    migrates,
    "dotnet ef database update",
  ),
  ...entries("https://learn.microsoft.com/ef/core/cli/dotnet", nothing, "dotnet ef migrations"),
  ...entries(
    "https://laravel.com/docs/migrations#running-migrations",
    { ...migrates, variants: [{ when: ["--pretend"], does: "nothing" }] },
    "php artisan migrate",
    "artisan migrate",
  ),
  ...entries(
    "https://www.doctrine-project.org/projects/doctrine-migrations/en/stable/reference/managing-migrations.html",
    migrates,
    "doctrine:migrations:migrate",
    "console doctrine:migrations:migrate",
    "php bin/console doctrine:migrations:migrate",
    "phinx migrate",
  ),
  ...entries("https://hexdocs.pm/ecto_sql/Mix.Tasks.Ecto.Migrate.html", migrates, "mix ecto.migrate"),
  ...entries(
    "https://supabase.com/docs/reference/cli/supabase-db-push",
    { ...migrates, variants: [{ when: ["--dry-run"], does: "nothing" }] },
    "supabase db push",
    "supabase migration up",
  ),
  ...entries("https://planetscale.com/docs/reference/deploy-request", migrates, "pscale deploy-request deploy"),
  ...entries(
    "https://learn.microsoft.com/sql/tools/sqlpackage/sqlpackage-publish",
    { ...migrates, variants: [{ when: ["!/action:=publish", "!/a:=publish"], does: "nothing" }] },
    "sqlpackage",
  ),
  ...entries(
    "https://hasura.io/docs/2.0/hasura-cli/commands/hasura_migrate_apply/",
    migrates,
    "hasura migrate apply",
    "hasura deploy",
    "hasura metadata apply",
  ),
  ...entries("https://docs.bytebase.com/", nothing, "psql", "mysql"),
  ...entries(
    "https://www.postgresql.org/docs/current/app-pgdump.html",
    { does: "back-up", label: "-f|--file", variants: [{ when: ["-s|--schema-only"], does: "nothing" }] },
    "pg_dump",
    "pg_dumpall",
  ),
  ...entries(
    "https://dev.mysql.com/doc/refman/en/mysqldump.html",
    { does: "back-up", label: "-r|--result-file", variants: [{ when: ["-d|--no-data"], does: "nothing" }] },
    "mysqldump",
  ),
  ...entries(
    "https://www.mongodb.com/docs/database-tools/mongodump/",
    { does: "back-up", label: "-o|--out|--archive" },
    "mongodump",
  ),
  ...entries(
    "https://www.postgresql.org/docs/current/app-dropdb.html",
    { does: "remove", target: ["database `{1}!`"] },
    "dropdb",
  ),
];

const actions: Table = [
  ...entries(
    "https://github.com/red-gate/flyway-actions#readme",
    { ...migrates, variants: [{ when: ["!@migrate"], does: "nothing" }] },
    "joshuaavalon/flyway-action",
    "docker://flyway/flyway",
  ),
  ...entries("https://github.com/liquibase-github-actions/update#readme", migrates, "liquibase-github-actions/update"),
  ...entries(
    "https://github.com/ariga/atlas-action#readme",
    { ...migrates, variants: [{ when: ["dry-run=true"], does: "nothing" }] },
    "ariga/atlas-action/migrate/apply",
    "ariga/atlas-action/schema/apply",
  ),
  ...entries(
    "https://github.com/ariga/atlas-action#readme",
    { does: "check", kinds: ["static-analysis"] },
    "ariga/atlas-action/migrate/lint",
  ),
];

export const database = { commands, actions };
