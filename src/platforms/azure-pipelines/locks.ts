import { type Fact, unknown } from "#model/fact.ts";
import type { Concurrency } from "#model/plan.ts";
import type { Node } from "#syntax/node.ts";
import type { StageAround } from "./layout.ts";
import * as settle from "./settle.ts";

/**
 * Whether two runs can deploy at once. Only an exclusive lock keeps them apart, and that is a check of the server;
 * `lockBehavior` says no more than what becomes of the runs that wait for it.
 * https://learn.microsoft.com/azure/devops/pipelines/process/approvals#exclusive-lock
 */
export function lockOf(node: Node, { stage, root }: StageAround, environment: Fact<string>): Fact<Concurrency> {
  const behaviour = [node, stage?.node, root]
    .map((part) => part?.get("lockBehavior"))
    .find((part) => part?.kind === "scalar");
  const at = behaviour?.at ?? (environment.state === "absent" ? node.at : environment.at);
  const name = environment.state === "declared" ? `\`${environment.value}\`` : "what it uses";
  const said = behaviour ? `\`lockBehavior: ${behaviour.text}\` holds only where an exclusive lock is set; ` : "";
  return unknown(
    "settings",
    `${said}whether ${name} has an exclusive lock is set in Azure DevOps`,
    at,
    settle.checks(environment.state === "declared" ? environment.value : undefined),
  );
}
