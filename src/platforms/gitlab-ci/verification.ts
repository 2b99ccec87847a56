import { broken, holds, type Assurance } from "#model/assurance.ts";
import { startOf } from "#model/place.ts";
import type { Trigger } from "#model/plan.ts";
import type { Verification } from "#model/repository.ts";
import { checksOfChange } from "../routes/checks.ts";
import type { Configuration } from "./configuration/configuration.ts";
import { triggersOf, type Way } from "./ways.ts";

/** What a pipeline checks when code changes: in a merge request or on its branch, and on the default branch. */
export function verificationOf(
  name: string,
  configuration: Configuration,
  ways: readonly Way[],
): readonly Verification[] {
  const onChange = ways.filter(
    ({ start: { on, source } }) => on === "change" || (on === "branch" && source === "push"),
  );
  const onTrunk = ways.filter(({ start: { on, source } }) => on === "trunk" && source === "push");
  return [onChange, onTrunk].flatMap((mine) => verified(name, configuration, mine.filter(hasCheck)));
}

const hasCheck = ({ scenario: { jobs } }: Way): boolean =>
  jobs.some(({ acts }) => acts.some(({ known: { does } }) => does === "check"));

function verified(name: string, { root, path }: Configuration, ways: readonly Way[]): readonly Verification[] {
  const checks = checksOfChange(ways.map(({ scenario }) => scenario));
  if (checks.length === 0) return [];
  const triggers = triggersOf(ways);
  // What runs on every push to a branch runs on every change.
  const ofBranch = triggers.filter(({ on, refs }) => on === "push" && refs.state === "absent");
  return [
    {
      platform: "gitlab-ci",
      name,
      at: startOf(path),
      triggers: [...triggers, ...ofBranch.map((trigger): Trigger => ({ ...trigger, on: "change-request" }))],
      checks,
      everyChange: everyChange(root, path),
    },
  ];
}

function everyChange(root: Configuration["root"], path: string): Assurance {
  const filtered = root
    .get("workflow", "rules")
    .items()
    .find((rule) => rule.has("changes"));
  return filtered
    ? broken("leaves out changes by a filter over paths", filtered.get("changes").keyAt)
    : holds(startOf(path));
}
