import type { SnapshotResourceCheck } from "#schema/settings.ts";
import type { Node } from "#syntax/node.ts";
import { list, refuse, text, truth, wholeOrNull, words } from "../exported.ts";

/**
 * One check of a resource. What it calls and with what (headers, bodies, instructions) is dropped.
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/process/approvals
 */
export function checkOf(check: Node): SnapshotResourceCheck {
  const settings = check.get("settings");
  const common = {
    disabled: check.get("isDisabled").value === true,
    timeout: minutes(check.get("timeout")),
  };
  const kind = kinds.get(words(check.get("type", "id")).toLowerCase()) ?? words(check.get("type", "name"));
  if (kind === "ExclusiveLock") return { kind: "exclusive-lock", ...common };
  if (settings.kind !== "mapping")
    return refuse(check, "does not hold the settings of its checks", "add `$expand=settings` to what is asked for");
  if (kind === "Approval") return { kind: "approval", ...common, ...approval(settings) };
  if (kind === "ExtendsCheck")
    return {
      kind: "required-template",
      ...common,
      templates: list(settings.get("extendsChecks"), "templates").map(template),
    };
  const task = words(settings.get("definitionRef", "name"));
  const inputs = settings.get("inputs");
  switch (task.toLowerCase()) {
    case "evaluatebranchprotection":
      return { kind: "branch-control", ...common, ...branchControl(inputs) };
    case "evaluatebusinesshours":
      return { kind: "business-hours", ...common, ...businessHours(inputs) };
    default:
      return {
        kind: "other",
        ...common,
        task: task || text(check.get("type", "name"), "type of a check"),
        name: words(settings.get("displayName")) || task || kind,
      };
  }
}

/** Their names differ from version to version, and their ids do not. */
const kinds: ReadonlyMap<string, string> = new Map([
  ["8c6f20a7-a545-4486-9777-f762fafe0d4d", "Approval"],
  ["2ef31ad6-baa0-403a-8b45-2cbc9b4e5563", "ExclusiveLock"],
  ["4020e66e-b0f3-47e1-bc88-48f3cc59b5f3", "ExtendsCheck"],
  ["fe1de3ee-a436-41b4-bb20-f6eb4cb879a7", "Task Check"],
]);

function minutes(node: Node): number | null {
  const count = wholeOrNull(node);
  return count === null ? null : count * 60;
}

function approval(settings: Node): {
  readonly approvers: string[];
  readonly count: number;
  readonly "in-order": boolean;
  readonly "requester-may-approve": boolean | null;
} {
  const isBarred = truth(settings.get("requesterCannotBeApprover"));
  return {
    approvers: list(settings.get("approvers"), "approvers").map(approver),
    count: wholeOrNull(settings.get("minRequiredApprovers")) ?? 0,
    "in-order": words(settings.get("executionOrder")).toLowerCase() === "insequence",
    "requester-may-approve": isBarred === null ? null : !isBarred,
  };
}

/** A person by the name they sign in with, a group as `team:PROJECT/GROUP`; where neither is said, by the id. */
function approver(node: Node): string {
  const unique = words(node.get("uniqueName"));
  const display = words(node.get("displayName"));
  const isGroup =
    node.get("isContainer").value === true ||
    /^(?:vssgp|aadgp)\./.test(words(node.get("descriptor"))) ||
    /^\[[^\]]*\]\\/.test(display);
  const name = isGroup ? display.replace(/^\[([^\]]*)\]\\/, "$1/") : unique;
  if (name !== "" && name.length <= 250) return `${isGroup ? "team" : "user"}:${name}`;
  return `${isGroup ? "team" : "user"}-id:${text(node.get("id"), "id of an approver")}`;
}

const template = (node: Node): string => {
  const part = (key: string): string => text(node.get(key), key);
  return `${part("templatePath")}@${part("repositoryType")}:${part("repositoryName")}#${part("repositoryRef")}`.slice(
    0,
    300,
  );
};

const isTrue = ({ text: written }: Node): boolean => written.toLowerCase() === "true";

/** Without branches, every one may. */
const branchControl = (inputs: Node): { branches: string[]; protected: boolean; "unknown-status": boolean } => ({
  branches: split(words(inputs.get("allowedBranches")) || "*"),
  protected: isTrue(inputs.get("ensureProtectionOfBranch")),
  "unknown-status": isTrue(inputs.get("allowUnknownStatusBranch")),
});

const businessHours = (inputs: Node): { days: string[]; from: string; to: string; "time-zone": string } => ({
  days: split(words(inputs.get("businessDays"))),
  from: text(inputs.get("startTime"), "start time"),
  to: text(inputs.get("endTime"), "end time"),
  "time-zone": text(inputs.get("timeZone"), "time zone"),
});

const split = (written: string): string[] =>
  written
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "" && part.length <= 300);
