import { type Assurance, broken, holds, unsure } from "#model/assurance.ts";
import { absent, declared, type Fact } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Concurrency } from "#model/plan.ts";
import type { Node } from "#syntax/node.ts";
import type { Scope } from "./expression/evaluate.ts";
import * as settle from "./settle.ts";
import { partsOf, render, show } from "./expression/template.ts";
import { FALSE, known, truth, type Value } from "../values/value.ts";

/**
 * A concurrency group as one way to start resolves it.
 * https://docs.github.com/en/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency
 */
export interface Grouped {
  /** The group's text, with what cannot be told left as it is written. GitHub compares groups without case. */
  readonly text: string;
  readonly value: Value;
  readonly cancel: Value;
  readonly at: Place;
  readonly node: Node;
}

export function groupOf(node: Node, scope: Scope): readonly Grouped[] {
  if (node.kind === "missing" || node.value === null) return [];
  const group = node.kind === "mapping" ? node.get("group") : node;
  if (group.kind !== "scalar" || group.text === "") return [];
  const cancel = node.get("cancel-in-progress");
  const value = render(group.text, scope);
  return [
    {
      text: show(group.text, scope),
      value,
      cancel:
        cancel.kind === "missing"
          ? FALSE
          : typeof cancel.value === "string"
            ? render(cancel.text, scope)
            : known(cancel.value ?? false),
      at: group.at,
      node: group,
    },
  ];
}

/** What all groups over a job say together: one that serialises is enough, and one that cancels is too many. */
export function concurrencyOf(
  groups: readonly Grouped[],
  written: Node,
  environment: Fact<string>,
  at: Place,
  slug: string | undefined,
): Fact<Concurrency> {
  const [first] = groups;
  if (!first) return absent(at);
  const serial = groups.map((group) => serialOf(group, written, environment, slug));
  const best =
    serial.find(({ state }) => state === "holds") ?? serial.find(({ state }) => state === "unknown") ?? serial[0];
  const cancelled = groups.map(cancelOf);
  const worst =
    cancelled.find(({ state }) => state === "broken") ??
    cancelled.find(({ state }) => state === "unknown") ??
    cancelled[0];
  const last = groups.at(-1) ?? first;
  return declared({ name: last.text, serial: best ?? holds(at), uncancelled: worst ?? holds(at) }, last.at);
}

function serialOf(
  { value, text, at, node }: Grouped,
  written: Node,
  environment: Fact<string>,
  slug: string | undefined,
): Assurance {
  if (value.is !== "unknown" || value.varies === "fixed") return holds(at);
  if (value.varies === "run") return broken(`the group \`${text}\` is another one in every run`, at);
  if (value.varies === "ref") {
    const how = `the group \`${text}\` is another one for every branch or change`;
    // Where only one branch may deploy, a group for each branch serialises.
    return environment.state === "absent"
      ? broken(how, at)
      : unsure(
          "settings",
          `${how}, and which may deploy is set in GitHub's environment settings`,
          at,
          settle.environment(environment, slug),
        );
  }
  const own = expressionsIn(written);
  // A group for each environment serialises the deployments to each.
  if (expressionsIn(node).every((source) => own.includes(source) || /^github\.(?:workflow|repository)$/.test(source)))
    return holds(at);
  if (value.by === "unread") return unsure("run-time", `the group \`${text}\` is decided when it runs`, at);
  return broken(`the group \`${text}\` differs by ${value.what}`, at);
}

const expressionsIn = (node: Node): readonly string[] =>
  partsOf(node.kind === "mapping" ? node.get("name").text : node.text).flatMap((part) =>
    part.kind === "expression" ? [part.source.replaceAll("github.event.inputs.", "inputs.")] : [],
  );

function cancelOf({ cancel, text, at }: Grouped): Assurance {
  const isTrue = truth(cancel);
  if (isTrue === false) return holds(at);
  if (isTrue) return broken(`\`cancel-in-progress\` cancels what runs in the group \`${text}\``, at);
  const what = cancel.is === "unknown" ? cancel.what : "an expression";
  return unsure("run-time", `${what} decides whether what runs in the group \`${text}\` is cancelled`, at);
}

/** Takes into account that another workflow, or another way to start, can cancel what runs in the same group. */
export function shared(
  fact: Fact<Concurrency>,
  own: readonly Grouped[],
  all: ReadonlyMap<string, readonly Grouped[]>,
): Fact<Concurrency> {
  if (fact.state !== "declared" || fact.value.uncancelled.state !== "holds") return fact;
  for (const { text, value } of own) {
    if (value.is === "unknown") continue;
    const other = all.get(text.toLowerCase())?.find(({ cancel }) => truth(cancel) === true);
    if (!other) continue;
    const how = `the group \`${text}\` is shared with \`${other.at.file}\`, whose \`cancel-in-progress\` cancels what runs in it`;
    return declared({ ...fact.value, uncancelled: broken(how, other.at) }, fact.at);
  }
  return fact;
}
