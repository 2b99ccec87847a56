import { describe, expect, test } from "vitest";
import type { UsageError } from "#model/usage-error.ts";
import { loadSettings } from "#settings/load.ts";
import { staleness } from "#settings/fresh.ts";
import { environment, environments, managers, reviewers } from "./answers.ts";
import { fileOf, limits } from "./snapshots.ts";

const load = (...files: readonly { path: string; text: string }[]) =>
  loadSettings(files, limits)
    .get("github-actions")
    ?.environments.map(({ name, reviewers: who }) => [name, who.state === "declared" ? who.value.items : who.state]);

test("the newest export of an environment counts, whatever its name's case", () => {
  const older = fileOf(environments(environment("production"), environment("staging")), "2026-11-01T00:00:00Z");
  const newer = fileOf(environment("Production", [reviewers(managers)]), "2026-11-02T00:00:00Z");
  const expected = [
    ["Production", ["team:acme/release-managers"]],
    ["staging", "absent"],
  ];
  expect(load(older, newer)?.toSorted()).toEqual(expected);
  expect(load(newer, older)?.toSorted()).toEqual(expected);
});

describe("an export is believed", () => {
  test.each([
    ["2026-12-01T00:00:00Z", undefined],
    ["2026-11-01T00:00:00Z", undefined],
    ["2026-12-01T20:00:00Z", undefined],
    [
      "2026-10-31T23:59:59Z",
      "its exported settings were captured on 2026-10-31, and 30 d is how long they are believed",
    ],
    [
      "2027-01-01T00:00:00Z",
      "its exported settings were captured on 2027-01-01, after 2026-12-01, as of which is judged",
    ],
  ])("or not: %s", (captured, why) => {
    expect(staleness(captured, limits)).toBe(why);
  });
});

const mistakeIn = (text: string): string => {
  try {
    load({ path: "x.yaml", text });
    return "none";
  } catch (error) {
    const { at, message } = error as UsageError;
    return `${at?.line}:${at?.column} ${message}`;
  }
};

describe("what is no snapshot is a mistake of the caller", () => {
  test.each([
    ["{", "1:2 the settings snapshot"],
    ["", "1:1 the settings snapshot does not hold one document"],
    ["a: 1\n---\nb: 2\n", "the settings snapshot does not hold one document"],
    ["schema: bakewell.settings/2\n", "the settings snapshot is not valid"],
    [fileOf(environments()).text.replace('"all"', "7"), "is not valid: `/name` must be string"],
    [fileOf(environments()).text.replace("2026-11-20T09:00:00Z", "yesterday"), "is not valid: `/captured`"],
    [fileOf(environments()).text.replace("{", '{"__proto__": {"complete": true},'), "is not valid"],
  ])("%s", (text, message) => {
    expect(mistakeIn(text)).toContain(message);
  });
});
