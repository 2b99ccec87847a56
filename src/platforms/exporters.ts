import type { Node } from "#syntax/node.ts";
import { exporter as azurePipelines } from "./azure-pipelines/exported.ts";
import { type About, type Export, type Exporter, refuse } from "./exported.ts";
import { exporter as githubActions } from "./github-actions/exported.ts";
import { exporter as gitlabCi } from "./gitlab-ci/exported.ts";

/** Every server whose answers can be read, in the order in which they are asked whether one is theirs. */
const exporters: readonly Exporter[] = [githubActions, azurePipelines, gitlabCi];

/** What is kept of an answer, and whose it is. Throws `Refused` at what is no answer that is read. */
export function exported(
  answer: Node,
  about: About,
): { readonly platform: string; readonly exports: readonly Export[] } {
  for (const { id, forms } of exporters) {
    const form = forms.find(({ is }) => is(answer, about));
    if (form) return { platform: id, exports: form.read(answer, about) };
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
