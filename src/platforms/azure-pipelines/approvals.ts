import { absent, declared, type Fact, map, unknown } from "#model/fact.ts";
import type { Unanswered } from "#model/plan.ts";
import type { Node } from "#syntax/node.ts";
import type { Input, Recognised } from "../recognise/index.ts";
import type { Variables } from "./variables.ts";

/** A validation waits as long as its job may run: an hour where nothing is said. */
const HOUR = 60;

/**
 * What a manual validation says of its answers: whether whoever started the run may give one, and what none means.
 * https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/manual-validation-v1
 */
export function answered(
  act: Recognised,
  step: Node,
  job: Node,
  inputs: ReadonlyMap<string, Input>,
  variables: Variables,
): Recognised {
  if (act.known.does !== "approve") return act;
  const own = inputs.get("allowapproverstoapprovetheirownruns")?.value ?? absent(act.at);
  const isListed = inputs.has("approvers");
  // Version 1 alone has a list of approvers, and lets them approve their own runs where it does not say otherwise.
  const byStarter: Fact<boolean> =
    own.state === "absent" && isListed ? declared(true, act.at) : map(own, (text) => !/^false$/i.test(text.trim()));
  return { ...act, byStarter, unanswered: unansweredOf(act, step, job, inputs, variables) };
}

function unansweredOf(
  { at }: Recognised,
  step: Node,
  job: Node,
  inputs: ReadonlyMap<string, Input>,
  variables: Variables,
): Fact<Unanswered> {
  const onTimeout = inputs.get("ontimeout")?.value ?? absent(at);
  if (onTimeout.state === "unknown") return onTimeout;
  const means = onTimeout.state === "declared" && /^resume$/i.test(onTimeout.value.trim()) ? "yes" : "no";
  const written = [step.get("timeoutInMinutes"), job.get("timeoutInMinutes")].find(
    ({ kind, value }) => kind === "scalar" && value !== null,
  );
  if (!written) return declared({ means, after: HOUR * 60, isDefault: true }, at);
  const text = variables.fact(written);
  if (text.state !== "declared") return text;
  const minutes = Number(text.value);
  return minutes > 0
    ? declared({ means, after: Math.ceil(minutes * 60), isDefault: false }, written.at)
    : unknown("settings", "how long an answer is waited for is what the service allows at most", written.at);
}
