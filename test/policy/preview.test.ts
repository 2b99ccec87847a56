import { expect, it } from "vitest";
import { bakewell, deploy, unlimited } from "../commands/program.ts";
import { folderOf } from "../repository/temporary.ts";

const clauses = `name: shop
clauses:
  - should: { time-limit: { longest: PT2H } }
  - { from: 2027-01-01, must: { time-limit: { longest: PT30M } } }
  - { during: emergency, should: { time-limit: { longest: PT4H } } }
`;

it("a clause that is not in force yet is shown as such, and previewed as of a later day", () => {
  const cwd = folderOf({ [deploy]: unlimited, "bakewell.yaml": clauses });
  const shown = (at: string) =>
    bakewell({ cwd }, "policy", "show", "--at", at)
      .stdout.split("\n\n")
      .find((block) => block.startsWith("time-limit"))
      ?.split("\n");
  const ahead = (from: string) => [
    "time-limit",
    "  should   everywhere, longest 2 h  bakewell.yaml:3",
    `  must     everywhere, longest 30 min${from}  bakewell.yaml:4`,
    "  should   everywhere, longest 4 h, in emergencies  bakewell.yaml:5",
  ];
  expect(shown("2026-12-31")).toEqual(ahead(", from 2027-01-01 on"));
  expect(shown("2027-01-01")).toEqual(ahead(""));

  const begins = (at: string) => {
    const { rules }: { rules: { rule: string; clauses: { begins: string | null }[] }[] } = JSON.parse(
      bakewell({ cwd }, "policy", "show", "--at", at, "--format", "json").stdout,
    );
    return rules.find(({ rule }) => rule === "time-limit")?.clauses.map(({ begins }) => begins);
  };
  expect(begins("2026-12-31")).toEqual([null, "2027-01-01", "emergency"]);
  expect(begins("2027-01-01")).toEqual([null, null, "emergency"]);

  const judged = (at: string) => {
    const { findings }: { findings: object[] } = JSON.parse(
      bakewell({ cwd }, "check", "--at", at, "-f", "json").stdout,
    );
    return findings;
  };
  expect(judged("2026-12-31")).toMatchObject([
    { strength: "should", reason: "may take 6 h, the platform's default: more than 2 h" },
  ]);
  expect(judged("2027-01-01")).toMatchObject([
    { strength: "must", reason: "may take 6 h, the platform's default: more than 30 min" },
  ]);
});
