import { type Assurance, broken, holds, unsure } from "#model/assurance.ts";
import { listing } from "#model/fact.ts";
import { wildcard } from "#model/pattern.ts";
import type { Check, Stage } from "#model/plan.ts";
import type { Settings } from "#model/settings.ts";
import { checksOfChange } from "../routes/checks.ts";
import type { Library } from "./library.ts";
import { outdated } from "./settings.ts";
import * as settle from "./settle.ts";
import type { Way } from "./ways.ts";

/** What is checked on a change before it merges: in its merge request pipeline, or where it has none, in its branch's. */
export function checksOnChange(ways: readonly Way[]): readonly Check[] {
  const requests = ways.filter(({ start }) => start.on === "change");
  const branches = ways.filter(({ start }) => start.on === "branch" && start.source === "push");
  const chosen = requests.length > 0 ? requests : branches;
  return checksOfChange(chosen.map(({ scenario }) => scenario));
}

/** Nothing in the files makes a change pass its checks before it merges: the project's settings would have to. */
export function withChangeChecks(
  stage: Stage,
  reaching: readonly Way[],
  onChange: readonly Check[],
  library: Library,
): Stage {
  const own = new Set(stage.checks.items.map(keyOf));
  if (reaching.length > 0 && reaching.every(({ start }) => start.on === "change")) return stage;
  const added = onChange
    .filter((check) => !own.has(keyOf(check)))
    .map((check): Check =>
      check.everyRoute.state === "broken" ? check : { ...check, everyRoute: required(check, reaching, library) },
    );
  return { ...stage, checks: listing([...stage.checks.items, ...added], stage.checks.others) };
}

const keyOf = ({ name, at }: Check): string => JSON.stringify([name, at]);

/** https://docs.gitlab.com/user/project/merge_requests/auto_merge/#require-a-successful-pipeline-for-merge */
function required(check: Check, reaching: readonly Way[], { settings, files, trunk }: Library): Assurance {
  const loose = reaching.find(({ start }) => start.on === "branch");
  if (loose) return broken(`${loose.scenario.name} reaches it, merged or not`, loose.scenario.trigger.at);
  const project = settings?.project;
  const what = "whether a change must pass its pipeline before it merges";
  if (!project)
    return unsure("settings", `${what} is set in the project's settings`, check.at, settle.settings(files.slug));
  if (project.stale !== undefined) return outdated(what, project, settle.settings(files.slug));
  const { pipelineMustPass, skippedPasses } = project;
  if (pipelineMustPass.state !== "declared")
    return unsure("settings", `${what} is set in the project's settings`, check.at, settle.settings(files.slug));
  if (!pipelineMustPass.value) return broken("a change may merge although its pipeline failed", pipelineMustPass.at);
  if (skippedPasses.state === "declared" && skippedPasses.value)
    return broken("a change may merge where its pipeline was skipped", skippedPasses.at);
  const tag = reaching.find(({ start }) => start.on === "tag");
  if (tag) return unsure("elsewhere", "a tag can be put on a commit that was never merged", tag.scenario.trigger.at);
  return pushed(settings, trunk, files.slug, check);
}

function pushed(
  { protectedRefs, allProtectedBranches }: Settings,
  trunk: string,
  slug: string | undefined,
  { at }: Check,
): Assurance {
  const what = `whether \`${trunk}\` may be pushed to directly`;
  const guards = protectedRefs.filter(({ type, name }) => type === "branch" && wildcard(name)(trunk));
  const source = guards[0] ?? allProtectedBranches;
  if (!source) return unsure("settings", `${what} is set in the protected branches`, at, settle.branches(slug));
  if (source.stale !== undefined) return outdated(what, source, settle.branches(slug));
  const open = guards.find(({ push }) => push.length > 0);
  if (guards.length === 0)
    return broken(`\`${trunk}\` is not protected, so that anyone who may write may push to it`, source.at);
  return open
    ? broken(
        `${open.push.map((who) => `\`${who}\``).join(", ")} may push to \`${trunk}\` without a merge request`,
        open.at,
      )
    : holds(source.at);
}
