import type { Node } from "#syntax/node.ts";
import type { Files } from "../platform.ts";
import { and, not, or } from "../values/logic.ts";
import { FALSE, known, NULL, TRUE, unread, type Value } from "../values/value.ts";
import { equal, evaluate, matchesPattern, patternIn, type Scope } from "./expression/evaluate.ts";
import { changed } from "./filters.ts";
import type { Source } from "./starts.ts";
import type { Origin } from "./variables.ts";

/** A pipeline, as conditions see it. */
export interface Refs {
  readonly origin: Origin;
  readonly scope: Scope;
  readonly files: Files;
  /** Whether `workflow: rules` are written: jobs without conditions then run in merge request pipelines, too. */
  readonly hasWorkflow: boolean;
}

/**
 * The older way to say when a job runs. Without it, a job runs for branches and tags alone.
 * https://docs.gitlab.com/ci/yaml/deprecated_keywords/#only--except
 */
export function wantedByPolicy(job: Node, around: Refs): Value {
  const only = job.get("only");
  const except = job.get("except");
  const isIn = only.kind === "missing" || only.value === null ? usual(around) : all(only, around);
  const isOut = except.kind === "missing" || except.value === null ? FALSE : any(except, around);
  return and(isIn, not(isOut));
}

const usual = ({ origin: { start }, hasWorkflow }: Refs): Value => known(hasWorkflow || start.on !== "change");

/** Every kind of condition of `only` must hold. */
function all(node: Node, around: Refs): Value {
  if (node.kind !== "mapping") return refs(node, around);
  return partsOf(node, around).reduce(and, node.has("refs") ? TRUE : usual(around));
}

/** One kind of condition of `except` is enough. */
const any = (node: Node, around: Refs): Value =>
  node.kind === "mapping" ? partsOf(node, around).reduce(or, FALSE) : refs(node, around);

function partsOf(node: Node, around: Refs): readonly Value[] {
  return node.entries().map(({ key, node: part }) => {
    switch (key) {
      case "refs":
        return refs(part, around);
      case "variables":
        return listOf(part)
          .map(({ text }) => evaluate(text, around.scope))
          .reduce(or, FALSE);
      case "changes":
        return changed(part, around);
      default:
        return unread(`\`${key}\``, { domain: [true, false] });
    }
  });
}

const listOf = (node: Node): readonly Node[] => (node.kind === "sequence" ? node.items() : [node]);

const refs = (node: Node, around: Refs): Value =>
  listOf(node)
    .map(({ text }) => matchesRef(text.replace(/@.*$/, ""), around))
    .reduce(or, FALSE);

const keywords: ReadonlyMap<string, Source> = new Map([
  ["api", "api"],
  ["merge_requests", "merge_request_event"],
  ["pipelines", "pipeline"],
  ["pushes", "push"],
  ["schedules", "schedule"],
  ["triggers", "trigger"],
  ["web", "web"],
]);

function matchesRef(written: string, { origin, scope }: Refs): Value {
  const { on, source } = origin.start;
  if (written === "branches") return known(on === "trunk" || on === "branch");
  if (written === "tags") return known(on === "tag");
  const wanted = keywords.get(written);
  if (wanted) return known(source === wanted);
  if (/^(?:chat|external|external_pull_requests)$/.test(written)) return FALSE;
  // Names and patterns are of branches and tags, and match no merge request pipeline.
  if (on === "change") return FALSE;
  const ref = scope.variable("CI_COMMIT_REF_NAME");
  if (!written.startsWith("/"))
    return ref.is === "known" && ref.value === null ? NULL : equal(ref, known(written), scope);
  const found = patternIn(written);
  return found ? matchesPattern(ref, written, found, scope) : unread(`the pattern \`${written.slice(0, 60)}\``);
}
