import type { Place } from "#model/place.ts";
import { nothingDone } from "../routes/act.ts";
import type { Act } from "../routes/graph.ts";
import type { WrittenJob } from "./configuration/configuration.ts";
import type { Scope } from "./expression/evaluate.ts";
import { render } from "./texts.ts";

/** What GitLab publishes for a job by its keywords alone. */
export function releases({ node, name }: WrittenJob, scope: Scope): readonly Act[] {
  const found: Act[] = [];
  const release = node.get("release");
  if (release.kind === "mapping")
    found.push(published(`the release of \`${name}\``, release.keyAt, "https://docs.gitlab.com/ci/yaml/#release"));
  const pages = node.get("pages");
  const isPages = pages.kind === "mapping" || pages.value === true || (name === "pages" && pages.value !== false);
  if (isPages && node.get("artifacts").kind !== "missing") {
    const at = pages.kind === "missing" ? node.get("artifacts").keyAt : pages.keyAt;
    const source = "https://docs.gitlab.com/user/project/pages/";
    const prefix = render(pages.get("path_prefix").text, scope.variable);
    const isOwn = prefix.is === "unknown" || (prefix.is === "known" && prefix.value !== "");
    const act = published("GitLab Pages", at, source);
    found.push(isOwn ? { ...act, known: { does: "preview", source } } : act);
  }
  return found;
}

const published = (name: string, at: Place, source: string): Act => ({
  ...nothingDone(name, at),
  known: { does: "publish", source },
});
