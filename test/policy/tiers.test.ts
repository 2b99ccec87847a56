import { describe, expect, it } from "vitest";
import { absent, declared, unknown } from "#model/fact.ts";
import type { Signal, Stage } from "#model/plan.ts";
import { builtins } from "#policy/builtins.ts";
import { noTiers, tiersOf, withTiers } from "#policy/tiers.ts";
import { at, plan, stage } from "../rules/build.ts";

const tiers = { ...noTiers, ...builtins.get("tiers")?.policy.tiers };

describe("the built-in patterns", () => {
  it.each([
    [
      "production",
      "prod",
      "PROD",
      "Production",
      "live",
      "prd",
      "prod-eu",
      "eu-prod-2",
      "prod01",
      "prod/eu-west-1",
      "shop_prod",
      "deployProd",
      "ProdEU",
      "shop.prod",
      "production us",
    ],
    [
      "staging",
      "staging",
      "stage",
      "stg",
      "uat",
      "uat2",
      "preprod",
      "pre-prod",
      "pre_prod",
      "preProd",
      "pre-production-eu",
      "eu-staging",
      "prod-like",
      "deploy to pre prod",
    ],
    [
      "development",
      "dev",
      "develop",
      "development",
      "test",
      "qa",
      "int",
      "sandbox",
      "review/feature-1",
      "dev-cdk",
      "nonprod",
      "non-prod",
      "nonProd",
      "non-production",
      "eu-nonprod-1",
    ],
  ])("say %s", (tier, ...names) => {
    for (const name of names) expect([name, tiersOf(name, tiers)]).toEqual([name, [tier]]);
  });

  it("say nothing of other names", () => {
    for (const name of [
      "",
      "eu-1",
      "product",
      "reproduce",
      "deliver",
      "devops",
      "pushToDevOps",
      "latest",
      "contest",
      "stagecoach",
      "alive",
      "github-pages",
      "-",
      "日本",
    ])
      expect([name, tiersOf(name, tiers)]).toEqual([name, []]);
  });

  it("say two things of names that hold both", () => {
    expect(tiersOf("prod-test", tiers)).toEqual(["production", "development"]);
    expect(tiersOf("staging-then-prod", tiers)).toEqual(["production", "staging"]);
  });

  it("do not take work for a place", () => {
    for (const name of ["test", "Build and test", "qa-checks", "ci", "integration tests", "stage artifacts"])
      expect(tiersOf(name, tiers, true)).toEqual([]);
    expect(tiersOf("Test and deploy to production", tiers, true)).toEqual(["production"]);
  });
});

describe("a pattern", () => {
  it("that is the whole name counts before one with a star, and that before words", () => {
    const own = { production: ["eu"], staging: ["staging", "staging-*"], development: ["staging-eu"] };
    expect(tiersOf("staging-eu", own)).toEqual(["development"]);
    expect(tiersOf("staging-eu-2", own)).toEqual(["staging"]);
    expect(tiersOf("eu-staging", own)).toEqual(["production", "staging"]);
  });

  it("may have a question mark", () => {
    expect(tiersOf("p1", { ...noTiers, production: ["p?"] })).toEqual(["production"]);
    expect(tiersOf("p12", { ...noTiers, production: ["p?"] })).toEqual([]);
  });

  it("does not take long, whatever it holds", () => {
    const own = { ...noTiers, production: ["*a".repeat(2_000)] };
    expect(tiersOf("a".repeat(1_999), own)).toEqual([]);
  });

  it("never says more than one tier of a name that it is", () => {
    const listed = [...tiers.production, ...tiers.staging, ...tiers.development];
    expect(listed.filter((name) => tiersOf(name.toUpperCase(), tiers).length !== 1)).toEqual([]);
  });
});

describe("a stage", () => {
  const signal = (from: Signal["from"], text: string, line: number): Signal => ({ from, text, at: at(line) });
  const tierOf = (over: Partial<Stage>) => withTiers([plan([stage("deploy", 9, over)])], tiers)[0]?.stages[0]?.tier;

  it("keeps the tier that its platform states", () => {
    const tier = declared("staging" as const, at(3));
    expect(tierOf({ tier, environment: declared("prod", at(4)) })).toEqual(tier);
  });

  it("has the tier of its environment before that of a command, and that before names", () => {
    const signals = [signal("command", "shop-dev", 5), signal("name", "deploy staging", 6)];
    expect(tierOf({ environment: declared("prod", at(4)), signals })).toEqual(declared("production", at(4)));
    expect(tierOf({ environment: declared("eu-1", at(4)), signals })).toEqual(declared("development", at(5)));
    expect(tierOf({ signals: signals.slice(1) })).toEqual(declared("staging", at(6)));
    expect(tierOf({ signals: [signal("file", ".github/workflows/deploy-prod.yml", 1)] })).toEqual(
      declared("production", at(1)),
    );
  });

  it("is of unknown tier where its environment is decided at run time, whatever its names say", () => {
    const environment = unknown("run-time", "`${{ inputs.to }}` is decided when it runs", at(4));
    expect(tierOf({ environment, signals: [signal("file", "prod.yml", 1)] })).toEqual(environment);
  });

  it("is of unknown tier where signals of one strength disagree", () => {
    const signals = [signal("name", "deploy staging", 6), signal("file", "prod.yml", 1)];
    expect(tierOf({ signals })).toMatchObject({
      state: "unknown",
      cause: "policy",
      at: at(6),
      why: "`deploy staging` matches a pattern of staging, and `prod.yml` one of production in the policy's `tiers`",
    });
    expect(tierOf({ environment: declared("prod-test", at(4)) })).toMatchObject({
      why: "`prod-test` matches patterns of production and of development in the policy's `tiers`",
    });
  });

  it("is told by what a deployment reaches before its names, and by its environment before all", () => {
    const name = signal("name", "deploy", 4);
    const of = (...signals: readonly Signal[]) => tierOf({ signals: [...signals, name] });
    expect(of(signal("connection", "shop-prod-connection", 5), signal("file", "deploy-test.yml", 1))).toEqual(
      declared("production", at(5)),
    );
    expect(of(signal("variable", "staging", 6), signal("address", "https://prod.shop.example", 5))).toEqual(
      declared("production", at(5)),
    );
    expect(of(signal("variable", "staging", 6))).toEqual(declared("staging", at(6)));
    expect(tierOf({ environment: declared("prod", at(3)), signals: [signal("connection", "test", 5)] })).toEqual(
      declared("production", at(3)),
    );
    expect(of(signal("command", "staging", 6), signal("connection", "shop-prod", 7))).toMatchObject({
      state: "unknown",
      at: at(7),
      why: "its command is staging by the policy's `tiers`, and its connection names production",
    });
  });

  it("is of unknown tier where its command names production and its environment does not", () => {
    expect(tierOf({ environment: declared("dev", at(4)), signals: [signal("command", "shop-prod", 5)] })).toEqual(
      unknown(
        "policy",
        "its environment is development by the policy's `tiers`, and its command names production",
        at(5),
        "correct the one that is wrong, or the lists of `tiers`",
      ),
    );
  });

  it("is told which lines to add where nothing matches", () => {
    expect(tierOf({ environment: declared("eu-1", at(4)) })).toEqual(
      unknown(
        "policy",
        "`eu-1` matches no pattern of the policy's `tiers`",
        at(4),
        "list it where it belongs, such as:\ntiers:\n  production: [production, prod, prd, live, eu-1]",
      ),
    );
  });

  it("is told to name an environment where it has none", () => {
    expect(
      tierOf({ environment: absent(at(9)), signals: [signal("name", "deploy", 9), signal("file", "release.yml", 1)] }),
    ).toEqual(
      unknown(
        "policy",
        "it has no environment, and `deploy`, `release.yml` say nothing of its tier",
        at(9),
        "give it an environment, and list that in the policy's `tiers`",
      ),
    );
    expect(tierOf({})).toMatchObject({ why: "it has no environment, and no name that tells its tier" });
  });
});
