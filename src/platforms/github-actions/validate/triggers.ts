import { nearest } from "#model/nearest.ts";
import type { SourceProblem } from "#model/repository.ts";
import type { Node } from "#syntax/node.ts";
import * as keys from "./keys.ts";
import { error, remark, shown } from "./keys.ts";

/** https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows */
export function triggerProblems(on: Node): readonly SourceProblem[] {
  const named = [
    ...(on.kind === "scalar" && on.value !== null ? [{ key: on.text, keyAt: on.at, node: undefined }] : []),
    ...on.items().map((item) => ({ key: item.text, keyAt: item.at, node: undefined })),
    ...on.entries(),
  ];
  if (named.length === 0 && on.kind !== "missing")
    return [error(on.at, "has an `on` without an event", "name an event, such as `on: push`")];
  return named.flatMap(({ key, keyAt, node }) => {
    if (!keys.events.has(key)) {
      const near = nearest(key, keys.events);
      return [
        remark(
          keyAt,
          `names the event \`${shown(key)}\`, which is not known`,
          near ? `did you mean \`${near}\`?` : "name one of GitHub's events",
        ),
      ];
    }
    return node ? eventProblems(key, node) : [];
  });
}

function eventProblems(event: string, node: Node): readonly SourceProblem[] {
  switch (event) {
    case "push":
      return [...keys.unknownKeys(node, keys.pushKeys, "below `push`"), ...pairs(node)];
    case "pull_request":
    case "pull_request_target":
      return pairs(node);
    case "workflow_run":
      return node.has("workflows")
        ? []
        : [error(node.keyAt, "has a `workflow_run` without `workflows`", "name the workflows whose end starts it")];
    case "schedule":
      return node
        .items()
        .flatMap((item) =>
          item.has("cron") ? [] : [error(item.at, "has a schedule without `cron`", "write a `cron` expression")],
        );
    case "workflow_dispatch":
      return node
        .get("inputs")
        .entries()
        .flatMap((entry) => dispatchInput(entry.key, entry.node));
    case "workflow_call":
      return node
        .get("inputs")
        .entries()
        .flatMap((entry) => callInput(entry.key, entry.node));
    default:
      return [];
  }
}

/** A filter and its opposite cannot stand together. */
const pairs = (node: Node): readonly SourceProblem[] =>
  ["branches", "tags", "paths"].flatMap((key) =>
    node.has(key) && node.has(`${key}-ignore`)
      ? [
          error(
            node.get(`${key}-ignore`).keyAt,
            `has \`${key}\` together with \`${key}-ignore\``,
            `keep \`${key}\`, and write what is left out with a \`!\` before it`,
          ),
        ]
      : [],
  );

function dispatchInput(name: string, node: Node): readonly SourceProblem[] {
  const problems = [...keys.unknownKeys(node, keys.dispatchInputKeys, "in an input")];
  const type = node.get("type");
  if (type.text !== "" && !["string", "boolean", "choice", "number", "environment"].includes(type.text))
    problems.push(
      error(
        type.at,
        `has an input \`${shown(name)}\` of the type \`${shown(type.text)}\``,
        "make it `string`, `boolean`, `choice`, `number` or `environment`",
      ),
    );
  if (type.text === "choice" && node.get("options").items().length === 0)
    problems.push(
      error(
        node.keyAt,
        `has an input \`${shown(name)}\` of the type \`choice\` without \`options\``,
        "list the options",
      ),
    );
  return problems;
}

function callInput(name: string, node: Node): readonly SourceProblem[] {
  const problems = [...keys.unknownKeys(node, keys.callInputKeys, "in an input of a called workflow")];
  const type = node.get("type");
  if (!["string", "boolean", "number"].includes(type.text))
    problems.push(
      error(
        type.at,
        `has an input \`${shown(name)}\` ${type.text ? `of the type \`${shown(type.text)}\`` : "without a type"}`,
        "make it `string`, `boolean` or `number`",
      ),
    );
  return problems;
}
