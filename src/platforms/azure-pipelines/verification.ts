import { broken, holds, type Assurance, unsure } from "#model/assurance.ts";
import { absent } from "#model/fact.ts";
import { startOf } from "#model/place.ts";
import type { Verification } from "#model/repository.ts";
import { checksOfChange } from "../routes/checks.ts";
import type { Pipeline } from "./library.ts";
import type { Start } from "./starts.ts";
import type { Way } from "./ways.ts";

/** What a pipeline checks when code changes: on a change request, or on a push. */
export function verificationOf({ name, path, root }: Pipeline, ways: readonly Way[]): readonly Verification[] {
  const mine = ways.filter(({ start, earlier }) => checksChanges(start) && earlier.length === 0);
  const asked = root.get("pr");
  // On Azure Repos a branch policy lets change requests start it, whatever is written.
  const isByPolicy = asked.kind === "missing" && !mine.some(({ start }) => start.event === "pr");
  const like = mine.length > 0 ? mine : isByPolicy ? ways.filter(({ start }) => start.event === "manual") : [];
  const checks = checksOfChange(like.map(({ scenario }) => scenario));
  if (checks.length === 0) return [];
  const starts = [...new Set(mine.map(({ start }) => start))];
  const at = startOf(path);
  const byPolicy = isByPolicy ? [{ on: "change-request", refs: absent(at), at } as const] : [];
  return [
    {
      platform: "azure-pipelines",
      name,
      at,
      triggers: [...starts.map(({ trigger }) => trigger), ...byPolicy],
      checks,
      everyChange: everyChange(starts, isByPolicy, at),
    },
  ];
}

const checksChanges = ({ event }: Start): boolean => event === "pr" || event === "push";

function everyChange(starts: readonly Start[], isByPolicy: boolean, at: Verification["at"]): Assurance {
  const requests = starts.filter(({ event }) => event === "pr");
  const whole = requests.find(({ paths }) => paths === undefined);
  if (whole) return holds(whole.trigger.at);
  if (requests[0]?.paths) return broken("leaves out changes by a filter over paths", requests[0].paths);
  return isByPolicy
    ? unsure(
        "settings",
        "starts on a change only where a branch policy of Azure Repos says so, or where the repository is on GitHub",
        at,
        "see the build validation among the branch's policies",
      )
    : broken("does not start on a change", at);
}
