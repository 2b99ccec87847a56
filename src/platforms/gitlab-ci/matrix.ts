import type { Node } from "#syntax/node.ts";

/** One of the jobs that a matrix makes: the variables that it sets, and how GitLab writes its name. */
export interface Row {
  readonly variables: ReadonlyMap<string, Node>;
  readonly label: string;
}

/** GitLab makes at most 200. https://docs.gitlab.com/ci/yaml/#parallelmatrix */
const MOST = 200;

/** Without a matrix, one row that sets nothing. */
export const single: Row = { variables: new Map(), label: "" };

export function rowsOf(parallel: Node): readonly Row[] {
  const written = parallel.get("matrix");
  if (written.kind === "missing") return [single];
  const rows: Row[] = [];
  for (const entry of written.items()) {
    let open: ReadonlyMap<string, Node>[] = [new Map()];
    for (const { key, node } of entry.entries()) {
      const values = node.kind === "sequence" ? node.items() : [node];
      open = open.slice(0, MOST).flatMap((row) => values.slice(0, MOST).map((value) => new Map(row).set(key, value)));
    }
    for (const variables of open) {
      if (rows.length >= MOST) return rows;
      const label = `[${[...variables.values()].map(({ text }) => text).join(", ")}]`;
      rows.push({ variables, label });
    }
  }
  return rows.length > 0 ? rows : [single];
}

/** Whether a variable of the matrix stands in what decides where a job goes. */
export function decidesPlace(job: Node): boolean {
  const names = [
    ...new Set(
      job
        .get("parallel", "matrix")
        .items()
        .flatMap((row) => row.entries().map(({ key }) => key)),
    ),
  ].slice(0, 50);
  if (names.length === 0) return false;
  const uses = (text: string): boolean =>
    names.some((name) => text.includes(`$${name}`) || text.includes(`\${${name}`));
  const places = ["environment", "resource_group", "trigger", "rules", "variables"].map((key) => textOf(job.get(key)));
  if (places.some(uses)) return true;
  const script = ["before_script", "script"].map((key) => textOf(job.get(key))).join("\n");
  return /deploy|publish|release|push|apply|upgrade|rollout/i.test(script) && uses(script);
}

const textOf = (node: Node, depth = 0): string =>
  depth > 12
    ? ""
    : node.kind === "scalar"
      ? node.text
      : node.kind === "sequence"
        ? node
            .items()
            .map((item) => textOf(item, depth + 1))
            .join("\n")
        : node
            .entries()
            .map(({ key, node: value }) => `${key} ${textOf(value, depth + 1)}`)
            .join("\n");
