import { describe, expect, it } from "vitest";
import { isMistake, parse } from "#platforms/gitlab-ci/expression/parse.ts";
import { evaluate } from "#platforms/gitlab-ci/expression/evaluate.ts";
import { pattern } from "#platforms/gitlab-ci/expression/regex.ts";
import { FALSE, known, NULL, truth } from "#platforms/values/value.ts";
import { jobsOf } from "./reading.ts";

const set = new Map([
  ["BRANCH", "release/1.2"],
  ["EMPTY", ""],
  ["FORM", "/^release/"],
  ["NO", "false"],
]);
const holds = (condition: string): boolean | undefined =>
  truth(
    evaluate(condition, {
      variable: (name) => (set.has(name) ? known(set.get(name) ?? "") : NULL),
      atom: () => FALSE,
      excludes: () => false,
    }),
  );

describe("conditions", () => {
  it.each([
    ["$BRANCH", true],
    ["$EMPTY", false],
    ["$MISSING", false],
    ["$NO", true],
    ["$MISSING == null", true],
    ["$EMPTY == null", false],
    ['$EMPTY == ""', true],
    ['$MISSING == ""', false],
    ["$BRANCH == 'release/1.2'", true],
    ['$BRANCH == "Release/1.2"', false],
    ['$BRANCH != "main"', true],
    ["$BRANCH =~ /^release\\//", true],
    ["$BRANCH =~ /^RELEASE/i", true],
    ["$BRANCH !~ /^release/", false],
    ["$BRANCH =~ $FORM", true],
    ["$MISSING =~ /./", false],
    ["$MISSING !~ /./", true],
    ['"a" == "a" || $MISSING && $MISSING', true],
    ['("a" == "a" || $MISSING) && $MISSING', false],
    ['$EMPTY == "" && $BRANCH =~ /\\d\\.\\d$/', true],
  ])("%s comes to %s", (condition, expected) => {
    expect(holds(condition)).toBe(expected);
  });

  it.each([
    ['$A = "b"', 'has `= "b"`, which is no part of an expression', 3],
    ["$A == ", "ends where a value belongs", 6],
    ["($A", "has a parenthesis that is not closed", 0],
    ["$A && || $B", "has `||` where a value belongs", 6],
    ["$A $B", "goes on where it should end", 3],
    ["${A}", "has `${A}`, which is no part of an expression", 0],
  ])("%s is none", (condition, reason, offset) => {
    const parsed = parse(condition);
    expect(isMistake(parsed) && parsed).toEqual({ reason, offset });
  });
});

describe("patterns", () => {
  it.each([
    ["^v\\d+\\.\\d+\\.\\d+$", "v1.20.3", true],
    ["^v\\d+\\.\\d+\\.\\d+$", "v1.20.3-rc1", false],
    ["release|hotfix", "my-hotfix", true],
    ["^(?:main|release-[0-9]{1,2}(-stable)?)$", "release-12-stable", true],
    ["^(?:main|release-[0-9]{1,2}(-stable)?)$", "release-123", false],
    ["[^a-z]", "abc", false],
    ["\\bprod\\b", "eu-prod-1", true],
    ["\\bprod\\b", "products", false],
    ["a+?b", "caab", true],
    ["^$", "", true],
    ["[[:digit:]]x", "1x", true],
  ])("%s finds %s: %s", (source, text, expected) => {
    expect(pattern(source)?.matches(text)).toBe(expected);
  });

  it("of a kind that GitLab does not take are not read", () => {
    expect(["(?=a)", "(a", "a{2001}", "a**", "\\1", "[a"].map((source) => pattern(source))).toEqual(
      Array.from({ length: 6 }, () => undefined),
    );
  });

  it("that go back on themselves end all the same", () => {
    const text = `${"a".repeat(900)}!`;
    expect(pattern("^(a+)+$")?.matches(text)).toBe(false);
    expect(pattern("^(a|aa|a?)*b$")?.matches(text)).toBe(false);
    expect(pattern("(a{0,900}){0,900}")).toBeUndefined();
  });
});

describe("what takes part in a pipeline", () => {
  it("is told apart for branches, tags and merge requests", () => {
    const text = `
always: {script: [make]}
trunk:
  script: [make]
  rules: [{if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH}]
branches:
  script: [make]
  rules: [{if: $CI_COMMIT_BRANCH}]
tags:
  script: [make]
  rules: [{if: $CI_COMMIT_TAG}]
requests:
  script: [make]
  rules: [{if: $CI_PIPELINE_SOURCE == "merge_request_event"}]
`;
    expect(jobsOf(text)).toEqual({
      "push to `main`": ["always", "trunk", "branches"],
      "push to another branch": ["always", "branches"],
      "push of a tag": ["always", "tags"],
      "merge request to `main`": ["requests"],
    });
  });

  it("is every job without conditions, merge requests included, where `workflow` has rules", () => {
    const text = `
workflow:
  rules:
    - if: $CI_MERGE_REQUEST_IID
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
test: {script: [make test]}
deploy:
  script: [make deploy]
  only: [main]
`;
    expect(jobsOf(text)).toEqual({ "push to `main`": ["test", "deploy"], "merge request to `main`": ["test"] });
  });

  it("goes by `only` and `except`", () => {
    const text = `
one: {script: [make], only: [main, tags]}
two: {script: [make], except: [main]}
three: {script: [make], only: {refs: [branches], variables: [$CI_COMMIT_REF_NAME == "main"]}}
four: {script: [make], only: [/^release-.*$/]}
five: {script: [make], only: [merge_requests]}
six: {script: [make], only: [schedules]}
`;
    expect(jobsOf(text)).toEqual({
      "push to `main`": ["one", "three"],
      "push to another branch": ["two", "four"],
      "push of a tag": ["one", "two", "four"],
      "merge request to `main`": ["five"],
      "schedule on `main`": ["one", "three", "six"],
    });
  });

  it("is told apart by the branches and variables that deployments ask for", () => {
    const text = `
test: {script: [make test]}
deploy:
  environment: production
  script: [helm upgrade shop ./shop]
  rules:
    - if: $CI_COMMIT_BRANCH == "release" && $SHIP == "yes"
    - if: $CI_COMMIT_TAG =~ /^v\\d+$/
`;
    expect(jobsOf(text)).toEqual({
      "push to `main`": ["test"],
      "push to `release` with `SHIP` = `yes`": ["test", "deploy"],
      "push to `release` with `SHIP` other than `yes`": ["test"],
      "push to another branch": ["test"],
      "push of a tag that matches `/^v\\d+$/`": ["test", "deploy"],
      "push of a tag": ["test"],
    });
  });

  it("keeps to what is assumed of a branch", () => {
    const text = `
test: {script: [make test], only: [/^env-\\d+$/]}
deploy:
  environment: staging
  script: [helm upgrade shop ./shop]
  only: [/^env-\\d+$/]
  except: {variables: [$CI_COMMIT_REF_NAME == $CURRENT, $CI_COMMIT_REF_NAME == $NONE]}
  variables: {CURRENT: env-7, NONE: ""}
`;
    expect(jobsOf(text)).toEqual({
      "push to a branch that matches `/^env-\\d+$/`": ["test", "deploy"],
      "push to `env-7`": ["test"],
      "push of a tag that matches `/^env-\\d+$/`": ["test", "deploy"],
    });
  });

  it("is asked of whoever starts it by hand, with the values that it may have", () => {
    const text = `
variables:
  TARGET:
    value: staging
    options: [staging, production]
    description: Where to
deploy:
  environment: $TARGET
  script: [helm upgrade shop ./shop --namespace $TARGET]
  rules:
    - if: $CI_PIPELINE_SOURCE == "web" && $CI_COMMIT_BRANCH == "main"
`;
    expect(jobsOf(text)).toEqual({
      "manual start on `main` with `TARGET` = `staging`": ["deploy [staging]"],
      "manual start on `main` with `TARGET` = `production`": ["deploy [production]"],
    });
  });

  it("is nothing where a job needs one that is not there", () => {
    const text = `
test:
  script: [make test]
  rules: [{if: $CI_COMMIT_BRANCH}]
deploy:
  needs: [test]
  script: [make deploy]
`;
    expect(Object.keys(jobsOf(text))).toEqual(["push to `main`", "push to another branch"]);
    expect(Object.keys(jobsOf(text.replace("[test]", "[{job: test, optional: true}]")))).toEqual([
      "push to `main`",
      "push to another branch",
      "push of a tag",
    ]);
  });

  it("goes by the files of the repository and of the change", () => {
    const text = `
there: {script: [make], rules: [{exists: ["charts/**/*.{yaml,yml}"]}]}
missing: {script: [make], rules: [{exists: [Dockerfile]}]}
deploy:
  script: [helm upgrade shop charts/shop]
  rules: [{changes: [charts/**/*]}]
`;
    expect(jobsOf({ ".gitlab-ci.yml": text, "charts/shop/values.yaml": "replicas: 3\n" })).toEqual({
      "push to `main` with changes of `charts/**/*`": ["there", "deploy"],
      "push to `main` with no changes of `charts/**/*`": ["there"],
      "push to another branch with changes of `charts/**/*`": ["there", "deploy"],
      "push to another branch with no changes of `charts/**/*`": ["there"],
      "push of a tag": ["there", "deploy"],
      "merge request to `main` with changes of `charts/**/*`": ["there", "deploy"],
      "merge request to `main` with no changes of `charts/**/*`": ["there"],
    });
  });
});
