import type { Place } from "#model/place.ts";
import type { Node } from "#syntax/node.ts";
import { exporter as azurePipelines } from "./azure-pipelines/exported.ts";
import { terraform as azurePipelinesByTerraform } from "./azure-pipelines/exported-terraform.ts";
import { type About, type Export, type Exporter, Refused, refuse } from "./exported.ts";
import { exporter as githubActions } from "./github-actions/exported.ts";
import { terraform as githubActionsByTerraform } from "./github-actions/exported-terraform.ts";
import { exporter as gitlabCi } from "./gitlab-ci/exported.ts";
import { terraform as gitlabCiByTerraform } from "./gitlab-ci/exported-terraform.ts";
import { declaredBy, type Declaring } from "./terraform/declaring.ts";
import type { Declared } from "./terraform/resources.ts";
import { isShown, shownResources } from "./terraform/shown.ts";

/** Every server whose answers can be read, in the order in which they are asked whether one is theirs. */
const exporters: readonly Exporter[] = [githubActions, azurePipelines, gitlabCi];

/** The providers of Terraform and OpenTofu whose resources declare settings, by the platform's id. */
const declaring: ReadonlyMap<string, Declaring> = new Map([
  [githubActions.id, githubActionsByTerraform],
  [azurePipelines.id, azurePipelinesByTerraform],
  [gitlabCi.id, gitlabCiByTerraform],
]);

/** What is kept for one platform. */
export interface PlatformExport {
  readonly platform: string;
  readonly found: Export;
}

/** What is kept of resources, a snapshot for each platform. Throws `Refused` where none of them is read. */
export function exportedResources(declared: Declared, about: About, at: Place): readonly PlatformExport[] {
  const all = [...declaring].flatMap(([platform, each]) => {
    const found = declaredBy(declared, each, about);
    return found ? [{ platform, found }] : [];
  });
  if (all.length > 0) return all;
  const kinds = [...declaring.values()].flatMap((each) => [...each.kinds.keys()]);
  const count = declared.resources.length + declared.unsettled.length;
  throw new Refused(
    `declares ${count === 0 ? "no resources" : `${count} resource${count === 1 ? "" : "s"}, none of which is read`}`,
    at,
    `what is read: ${kinds.join(", ")}`,
  );
}

/** What is kept of an answer, and whose it is. Throws `Refused` at what is no answer that is read. */
export function exported(answer: Node, about: About): readonly PlatformExport[] {
  if (isShown(answer)) return exportedResources({ resources: shownResources(answer), unsettled: [] }, about, answer.at);
  for (const { id, forms } of exporters) {
    const form = forms.find(({ is }) => is(answer, about));
    if (form) return form.read(answer, about).map((found) => ({ platform: id, found }));
  }
  if (isEmpty(answer)) return refuse(answer, "is an empty list, which does not say of what", "add --kind KIND");
  const expected = exporters.map(({ answers }) => `of ${answers}`).join("; ");
  return refuse(answer, `holds ${foundIn(answer)}, where an answer ${expected} belongs`);
}

const isEmpty = (answer: Node): boolean => {
  const all = answer.has("value") ? answer.get("value") : answer;
  return all.kind === "sequence" && all.items().length === 0;
};

function foundIn(node: Node): string {
  if (node.kind === "sequence") return "a list of something else";
  if (node.kind !== "mapping") return "a single value";
  const keys = node
    .entries()
    .slice(0, 4)
    .map(({ key }) => `\`${key.slice(0, 40)}\``);
  return keys.length > 0 ? `an object with ${keys.join(", ")}` : "an empty object";
}
