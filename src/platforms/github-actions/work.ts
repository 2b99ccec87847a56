import type { Place } from "#model/place.ts";
import { deployedByPush, withoutLocalClusters, withoutScratch } from "../recognise/index.ts";
import type { Act } from "../routes/graph.ts";
import { nothingDone } from "../routes/act.ts";
import type { Needed } from "./decision.ts";
import type { Scope } from "./expression/evaluate.ts";
import { dict, known, type Value } from "../values/value.ts";
import type { Layout, Made } from "./layout.ts";
import { factsOf, StepReader, type StepsRead } from "./steps.ts";

/** What a job's steps do. A job that fails when one of those that it needs has not succeeded is a gate. */
export function readSteps(made: Made, layout: Layout, needs: readonly Needed[]): StepsRead {
  const { job, frame, scope } = made;
  const reader = new StepReader(layout, true);
  const outputs = reader.job(job.node, frame, scope);
  const own = deployedByPush(withoutScratch(withoutLocalClusters(reader.acts)));
  const acts = isGate(made, layout, needs) ? [gate(job.id, job.at), ...own] : own;
  return {
    acts,
    steps: reader.pins,
    outputs: named(outputs, job.id),
    fails: reader.fails,
    ...factsOf(reader, job.at),
  };
}

/** An output that cannot be told is spoken of by the name that others read it by. */
function named(outputs: Value, job: string): Value {
  if (outputs.is !== "dict") return outputs;
  return dict(
    [...outputs.entries.values()].map(({ key, value }) => {
      const isDark = value.is === "unknown" && value.by === "unread" && value.splits.length === 0;
      return [key, isDark ? { ...value, what: `\`needs.${job}.outputs.${key}\`` } : value] as const;
    }),
  );
}

function isGate(made: Made, layout: Layout, needs: readonly Needed[]): boolean {
  const { job, frame, scope, decision } = made;
  const open = needs.filter(({ name }) => decision.after(name) === "end" || decision.after(name) === "no-failure");
  if (decision.mends || open.length === 0 || open.length > 30) return false;
  if (!/\bneeds\b/.test(JSON.stringify(job.node.get("steps").toPlain()))) return false;
  return open.every(({ name, results }) => {
    const closes = (result: "failure" | "skipped"): boolean => {
      const reader = new StepReader(layout, false);
      reader.job(job.node, frame, assuming(scope, name, result));
      return reader.fails;
    };
    return (
      closes("failure") && (!results.includes("skipped") || closes("skipped") || !layout.canBeSkipped(name, frame))
    );
  });
}

function assuming(scope: Scope, name: string, result: "failure" | "skipped"): Scope {
  const needs = scope.context("needs");
  if (needs.is !== "dict") return scope;
  const assumed = dict(
    [...needs.entries.values()].map(({ key, value }) =>
      key === name && value.is === "dict" ? [key, dict([["result", known(result)]], value)] : [key, value],
    ),
  );
  return { ...scope, context: (context) => (context === "needs" ? assumed : scope.context(context)) };
}

const gate = (name: string, at: Place): Act => ({
  ...nothingDone(`the results that \`${name}\` examines`, at),
  known: {
    does: "gate",
    source: "https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#needs-context",
  },
});
