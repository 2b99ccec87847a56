import type {
  DeclaredApproval,
  DeclaredChange,
  DeclaredDeployment,
  DeclaredElevation,
  DeclaredGate,
  DeclaredReview,
  Disposition,
  Emergency,
  RequestedAcceleration,
} from "#model/emergency.ts";
import { map } from "#model/fact.ts";
import { startOf } from "#model/place.ts";
import { ruleIds } from "#schema/parameters.ts";
import { validateEmergencyDeclaration } from "#schema/emergency-validator.ts";
import type { Node } from "#syntax/node.ts";
import { yaml } from "#syntax/yaml.ts";
import policySchema from "../../schemas/policy.schema.json" with { type: "json" };
import { duration, flag, named, number, text, time } from "./emergency-facts.ts";
import { emergencyMistakes } from "./emergency-mistakes.ts";
import { meant, type Mistake } from "./mistakes.ts";

type Flaw = Emergency["problems"][number];

const largest = 1_000_000;

/** Kinds of check, and rules. */
const gates: readonly string[] = [...policySchema.$defs["required-checks"].properties.kinds.items.enum, ...ruleIds];

/** Reads a declaration as of a time (ISO 8601 with a `Z`). What keeps it from being one is among its problems. */
export function loadEmergency(file: string, text: string, now: string): Emergency {
  const { documents, problems } = yaml(file, text, { mergeKeys: true, duplicates: "error", limit: largest });
  const errors = problems.filter(({ weight }) => weight === "error");
  const [node, second] = documents;
  if (errors.length > 0 || !node || second) {
    const flaws = errors.map(({ reason, at, remedy }) => ({ reason, at, remedy }));
    const other = second
      ? { reason: "holds a second document", at: second.at, remedy: "keep one declaration a file" }
      : { reason: "is empty", at: startOf(file), remedy: "`bakewell emergency declare` writes a declaration" };
    return unreadable(file, now, flaws.length > 0 ? flaws : [other]);
  }
  validateEmergencyDeclaration(node.toPlain());
  const mistakes = emergencyMistakes(validateEmergencyDeclaration.errors ?? [], node);
  const flaws = [...mistakes, ...nameMistakes(file, node), ...gateMistakes(node)].map(flawOf);
  return emergencyOf(file, node, now, flaws);
}

/** A declaration of which nothing but its file can be told. */
export const unreadable = (file: string, now: string, problems: readonly Flaw[]): Emergency =>
  emergencyOf(file, nothing(file), now, problems);

const nothing = (file: string): Node => {
  const { documents } = yaml(file, "{}");
  const [node] = documents;
  if (!node) throw new Error("an empty mapping is a document");
  return node;
};

const flawOf = ({ message, at, hint }: Mistake): Flaw => ({
  reason: `is no declaration: ${message}`,
  at,
  remedy: hint ?? "write it otherwise",
});

/** The name that a declaration has by its file. */
const nameByFile = (file: string): string => (file.split("/").at(-1) ?? file).replace(/\.ya?ml$/, "");

function nameMistakes(file: string, node: Node): readonly Mistake[] {
  const { kind, text, at } = node.get("id");
  const name = nameByFile(file);
  if (kind === "missing")
    return [{ message: "it has no `id`", at: node.at, hint: `write \`id: ${name}\`, as the file is called` }];
  if (text === name) return [];
  return [
    {
      message: `its \`id\` is \`${text.slice(0, 100)}\`, and its file is called \`${name}\``,
      at,
      hint: "give both the same name",
    },
  ];
}

const gateMistakes = (node: Node): readonly Mistake[] =>
  node
    .get("gates")
    .items()
    .map((entry) => entry.get("gate"))
    .filter(({ kind, text }) => kind === "scalar" && text !== "" && !gates.includes(text))
    .map(({ text, at }) => ({
      message: `\`${text.slice(0, 60)}\` is no gate`,
      at,
      hint: meant(text, gates, "name a kind of check, or a rule: `bakewell rules` lists them"),
    }));

const emergencyOf = (file: string, node: Node, now: string, problems: readonly Flaw[]): Emergency => {
  const name = nameByFile(file);
  return {
    kind: "emergency",
    id: name,
    name,
    at: node.at,
    now,
    problems,
    protocol: {
      name: text(node.get("protocol", "name")),
      version: text(node.get("protocol", "version")),
      digest: text(node.get("protocol", "digest")),
    },
    criterion: text(node.get("criterion")),
    severity: map(text(node.get("severity")), (word) => Number(word.replace(/^sev/, ""))),
    evidence: node
      .get("evidence")
      .items()
      .map((each) => ({ kind: each.get("kind").text, reference: each.get("reference").text, at: each.at })),
    declared: time(node, "declared"),
    expires: time(node, "expires"),
    retroactive: node.get("retroactive").value === true,
    requestedBy: text(node.get("requested-by")),
    incident: text(node.get("incident")),
    summary: text(node.get("summary")),
    change: changeOf(node.get("change")),
    requested: requestedOf(node.get("acceleration")),
    approvals: node.get("approvals").items().map(approvalOf),
    gates: node.get("gates").items().map(gateOf),
    deployments: node.get("deployments").items().map(deploymentOf),
    elevation: node.has("elevation") ? elevationOf(node.get("elevation")) : undefined,
    review: node.has("review") ? reviewOf(node.get("review")) : undefined,
    status: map(text(node.get("status")), (word) => (word === "closed" ? "closed" : "open")),
  };
};

const changeOf = (node: Node): DeclaredChange => ({
  at: node.keyAt,
  author: text(node.get("author")),
  artifact: text(node.get("artifact")),
  commit: text(node.get("commit")),
  environments: named(node.get("environments")),
  rollbackTo: text(node.get("rollback-to")),
  rollbackEvidence: text(node.get("rollback-evidence")),
});

const requestedOf = (node: Node): RequestedAcceleration => ({
  at: node.keyAt,
  bakeFactor: number(node.get("bake-factor")),
  mergedStages: named(node.get("merge")),
  approvals: number(node.get("approvals")),
  window: flag(node.get("window")),
});

const approvalOf = (node: Node): DeclaredApproval => ({
  at: node.at,
  by: node.get("by").text,
  as: text(node.get("as")),
  decision: node.get("decision").text === "approved" ? "approved" : "rejected",
  time: time(node, "at"),
});

const gateOf = (node: Node): DeclaredGate => ({
  name: node.get("gate").text,
  at: node.get("gate").at,
  disposition: node.get("disposition").text as Disposition,
  because: text(node.get("because")),
  deadline: time(node, "deadline"),
  completed: time(node, "completed"),
  result: map(text(node.get("result")), (word) => (word === "passed" ? "passed" : "failed")),
  evidence: text(node.get("evidence")),
  followedUp: text(node.get("followed-up")),
});

const deploymentOf = (node: Node): DeclaredDeployment => ({
  at: node.at,
  environment: node.get("environment").text,
  stage: text(node.get("stage")),
  started: time(node, "started"),
  ended: time(node, "ended"),
  artifact: text(node.get("artifact")),
  bake: duration(node.get("bake")),
});

const elevationOf = (node: Node): DeclaredElevation => ({
  at: node.keyAt,
  granted: time(node, "granted"),
  expires: time(node, "expires"),
  revoked: time(node, "revoked"),
});

const reviewOf = (node: Node): DeclaredReview => ({
  at: node.keyAt,
  due: time(node, "due"),
  completed: time(node, "completed"),
  reviewers: named(node.get("reviewers")),
  justified: flag(node.get("justified")),
  postmortem: text(node.get("postmortem")),
  merged: text(node.get("merged")),
  mergedAt: time(node, "merged-at"),
  lateBecause: text(node.get("late-because")),
});
