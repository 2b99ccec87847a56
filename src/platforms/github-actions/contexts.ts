import type { Node } from "#syntax/node.ts";
import { assume, type Assumptions, choose } from "../values/explore.ts";
import { refName, refType, refWithin } from "../values/refs.ts";
import type { Start } from "./events.ts";
import { byChange, byPerson, dict, known, NULL, type Unknown, unread, type Value } from "../values/value.ts";

/** Where a run comes from, for the `github` context. */
export interface Origin {
  readonly start: Start;
  readonly assumed: Assumptions;
  readonly trunk: string;
  readonly slug: string | undefined;
  readonly workflow: string;
  /** Of a run after another workflow's: how that one ended and which ref it ran on. */
  readonly earlier?: { readonly event: string; readonly branch: Value; readonly conclusion: Value };
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#github-context */
export function githubContext(origin: Origin): Value {
  const { start, trunk, slug } = origin;
  const ref = refOf(origin);
  const isRequest = start.event.startsWith("pull_request");
  const target = isRequest || start.event === "merge_group" ? targetOf(origin) : NULL;
  return dict(
    [
      ["event_name", known(start.event)],
      ["ref", ref],
      ["ref_name", refName(ref)],
      ["ref_type", refType(ref)],
      ["base_ref", isRequest ? refName(target) : NULL],
      ["head_ref", isRequest ? assume(origin, "head", byPerson("the branch of the change", { varies: "ref" })) : NULL],
      ["repository", slug ? known(slug) : presumed("the name of the repository")],
      ["repository_owner", slug ? known(slug.split("/")[0] ?? "") : presumed("the owner of the repository")],
      ["actor", byPerson("who starts it")],
      ["triggering_actor", byPerson("who starts it")],
      ["workflow", known(origin.workflow)],
      ["sha", byChange("the commit", { varies: "run" })],
      ["run_id", unread("the number of the run", { varies: "run" })],
      ["run_number", unread("the number of the run", { varies: "run" })],
      ["run_attempt", unread("the number of the attempt", { varies: "run" })],
      ["server_url", known("https://github.com")],
      ["event", eventContext(origin, target, trunk)],
    ],
    unread("a value of the run"),
  );
}

const presumed = (what: string): Unknown => unread(what, { varies: "fixed", presumed: true });

/** Events that run on the default branch, whatever they are about. */
const onTrunk = new Set(["schedule", "workflow_run", "repository_dispatch", "issue_comment", "issues"]);

function refOf(origin: Origin): Value {
  const { start, trunk } = origin;
  if (onTrunk.has(start.event)) return known(`refs/heads/${trunk}`);
  if (start.event === "pull_request_target") return targetOf(origin);
  if (start.event.startsWith("pull_request"))
    return byPerson("the number of the change", { varies: "ref", prefix: "refs/pull/" });
  if (start.event === "merge_group")
    return byPerson("the merge group", { varies: "ref", prefix: "refs/heads/gh-readonly-queue/" });
  return targetOf(origin);
}

/** The ref that starts it, or of a change request, the one that it goes into. */
function targetOf({ start, assumed }: Origin): Value {
  const what = start.event === "workflow_dispatch" ? "the branch that it is started on" : "the branch or tag";
  return refWithin(start.refs, what, assumed);
}

const payloads: readonly { readonly key: string; readonly of: RegExp; readonly value: Value }[] = [
  { key: "inputs", of: /^$/, value: NULL },
  { key: "pull_request", of: /^pull_request/, value: NULL },
  { key: "release", of: /^release$/, value: NULL },
  { key: "workflow_run", of: /^workflow_run$/, value: unread("a value of the run before") },
  { key: "label", of: /^(?:pull_request|issues|label|discussion)/, value: byPerson("the label") },
  { key: "comment", of: /comment$/, value: byPerson("the comment") },
  { key: "issue", of: /^issue/, value: byPerson("the issue") },
  { key: "client_payload", of: /^repository_dispatch$/, value: byPerson("what the caller sends") },
  { key: "deployment", of: /^deployment/, value: unread("a value of the deployment") },
  { key: "merge_group", of: /^merge_group$/, value: byChange("the merge group") },
  {
    key: "head_commit",
    of: /^push$/,
    value: dict([["message", byPerson("the message of the commit")]], unread("a value of the commit")),
  },
];

function eventContext(origin: Origin, target: Value, trunk: string): Value {
  const { start } = origin;
  const repository = dict([["default_branch", known(trunk)]], unread("a value of the repository", { varies: "fixed" }));
  const entries: [string, Value][] = [
    // What an event does not carry is empty.
    ...payloads.map(({ key }): [string, Value] => [key, NULL]),
    ["repository", repository],
    ["sender", byPerson("who starts it")],
    ...payloads.filter(({ of }) => of.test(start.event)).map(({ key, value }): [string, Value] => [key, value]),
  ];
  const types = start.node.get("types");
  const names = types.kind === "sequence" ? types.items().map(({ text }) => text) : types.text ? [types.text] : [];
  if (names.length > 0) entries.push(["action", choose(origin, "github.event.action", "the type of the event", names)]);
  if (start.event.startsWith("pull_request")) {
    const merged =
      names.length > 0 && !names.includes("closed")
        ? known(false)
        : choose(origin, "github.event.pull_request.merged", "whether the change is merged", [true, false], {
            by: "change",
          });
    entries.push(["pull_request", pullRequest(merged, target)]);
  }
  if (start.event === "release") {
    const prerelease = choose(origin, "github.event.release.prerelease", "whether it is a pre-release", [true, false]);
    entries.push(["release", dict([["prerelease", prerelease]], byPerson("the release", { varies: "run" }))]);
  }
  if (origin.earlier) {
    const { event, branch, conclusion } = origin.earlier;
    const run: [string, Value][] = [
      ["conclusion", conclusion],
      ["event", known(event)],
      ["head_branch", branch],
    ];
    entries.push(["workflow_run", dict(run, unread("a value of the run before"))]);
  }
  return dict(entries, byPerson("the event"));
}

function pullRequest(merged: Value, target: Value): Value {
  const labels = byPerson("a label of the change");
  const head = dict(
    [["ref", byPerson("the branch of the change", { varies: "ref" })]],
    byPerson("the branch of the change", { varies: "ref" }),
  );
  const base = dict([["ref", refName(target)]], unread("the branch that the change goes into", { varies: "ref" }));
  return dict(
    [
      ["merged", merged],
      ["labels", labels],
      ["draft", byPerson("whether the change is a draft")],
      ["head", head],
      ["base", base],
      ["number", byPerson("the number of the change", { varies: "ref" })],
    ],
    byPerson("the change"),
  );
}

/** The inputs of a manual start. https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#onworkflow_dispatchinputs */
export function manualInputs(inputs: Node, origin: Pick<Origin, "assumed">): readonly (readonly [string, Value])[] {
  return inputs.entries().map(({ key, node }) => [key, manualInput(key, node, origin)] as const);
}

function manualInput(key: string, node: Node, origin: Pick<Origin, "assumed">): Value {
  const name = `inputs.${key.toLowerCase()}`;
  const what = `the input \`${key}\``;
  const type = node.get("type").text;
  const options = node.get("options").items();
  if (type === "choice" && options.length > 0)
    return choose(origin, name, what, optionsOf(options, node.get("required").value === true));
  if (type === "boolean") return choose(origin, name, what, [true, false], { isSwitch: true });
  return assume(origin, name, byPerson(what));
}

/** A required choice cannot stay empty. */
function optionsOf(options: readonly Node[], isRequired: boolean): readonly string[] {
  const texts = [...new Set(options.map(({ text }) => text))];
  const written = texts.filter((text) => text !== "");
  return isRequired && written.length > 0 ? written : texts;
}

/** The inputs of a workflow that something outside calls: the caller decides, and the caller is not here. */
export function foreignInputs(inputs: Node, origin: Pick<Origin, "assumed">): readonly (readonly [string, Value])[] {
  return inputs.entries().map(({ key, node }) => {
    const name = `inputs.${key.toLowerCase()}`;
    const what = `the caller's input \`${key}\``;
    const isSwitch = node.get("type").text === "boolean";
    if (isSwitch) return [key, choose(origin, name, what, [true, false], { by: "unread", isSwitch })] as const;
    return [key, assume(origin, name, unread(what, { varies: "choice" }))] as const;
  });
}
