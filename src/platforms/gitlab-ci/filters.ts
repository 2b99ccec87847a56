import { glob } from "#model/pattern.ts";
import type { Node } from "#syntax/node.ts";
import { choose } from "../values/explore.ts";
import { known, textOf, TRUE, unread, type Value } from "../values/value.ts";
import type { Refs } from "./only.ts";
import { render } from "./texts.ts";

/**
 * Whether one of the files of a change is among those that are named. Without a push or a merge request everything
 * counts as changed. https://docs.gitlab.com/ci/yaml/#ruleschanges
 */
export function changed(node: Node, { origin }: Refs): Value {
  const { on, source } = origin.start;
  const isOfChange = on === "change" || ((source === "push" || source === "parent_pipeline") && on !== "tag");
  const paths = node.kind === "mapping" ? node.get("paths") : node;
  if (!isOfChange && !node.has("compare_to")) return TRUE;
  const names = paths.kind === "sequence" ? paths.items().map(({ text }) => text) : [paths.text];
  const what = `a filter over the files of the change (\`${names.slice(0, 2).join("`, `")}\`${names.length > 2 ? ", …" : ""})`;
  return choose(origin, `changes ${names.toSorted().join(" ")}`, what, [true, false], { by: "change", varies: "ref" });
}

/** Whether the repository has such a file. https://docs.gitlab.com/ci/yaml/#rulesexists */
export function exists(node: Node, { files, scope }: Refs): Value {
  if (node.kind === "mapping" && node.has("project"))
    return unread("the files of another project", { domain: [true, false] });
  const paths = node.kind === "mapping" ? node.get("paths") : node;
  const patterns = (paths.kind === "sequence" ? paths.items() : [paths]).map(({ text }) =>
    render(text, scope.variable),
  );
  if (patterns.some(({ is }) => is === "unknown")) return unread("whether a file exists", { domain: [true, false] });
  return known(patterns.some((value) => value.is === "known" && anyMatches(textOf(value), files)));
}

const MOST_PATTERNS = 64;

function anyMatches(written: string, files: Refs["files"]): boolean {
  const pattern = written.replace(/^\.?\//, "");
  if (!/[*?{[]/.test(pattern)) return files.exists(pattern) || files.below(pattern).length > 0;
  const matches = spread(pattern).map(glob);
  return files.below("").some((path) => matches.some((match) => match(path)));
}

/** `{a,b}` stands for either. */
function spread(pattern: string): readonly string[] {
  let open: readonly string[] = [pattern];
  for (let round = 0; round < 6; round++) {
    const next = open.flatMap((one) => {
      const [whole, inner] = /\{([^{}]{0,500})\}/.exec(one) ?? [];
      return whole === undefined ? [one] : (inner ?? "").split(",").map((part) => one.replace(whole, () => part));
    });
    if (next.length > MOST_PATTERNS) return open;
    open = next;
  }
  return open;
}
