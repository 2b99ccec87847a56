import type { Finding } from "#model/finding.ts";
import type { Plan } from "#model/plan.ts";
import { inertJson } from "./inert.ts";
import type { Reporter } from "./reporter.ts";

/** The report as `schemas/report.schema.json` describes it: every finding, passes included. */
export const json: Reporter = (report) =>
  print({
    schema: "bakewell.report/1",
    tool: report.tool,
    at: report.at,
    policy: report.policy,
    sources: report.sources,
    plans: report.plans.map(planForm),
    findings: report.findings.map(findingForm),
    summary: report.summary,
    notes: report.notes,
  });

/** Plans alone, for `bakewell plan --format json` and for those who keep their policies elsewhere. */
export const plansJson = (plans: readonly Plan[]): string =>
  print({ schema: "bakewell.plans/1", plans: plans.map(planForm) });

const planForm = ({ kind: _kind, stages, ...plan }: Plan): object => ({
  ...plan,
  file: plan.at.file,
  line: plan.at.line,
  stages: stages.map(({ kind: _stage, ...stage }) => stage),
});

const findingForm = ({ subject, ...finding }: Finding): object => ({
  rule: finding.rule,
  outcome: finding.outcome,
  strength: finding.strength,
  subject,
  reason: finding.reason,
  places: finding.places,
  remedy: finding.remedy ?? null,
  askedBy: finding.askedBy,
  fingerprint: finding.fingerprint,
  waiver: finding.waiver,
  owed: finding.owed,
});

const print = (document: object): string => inertJson(document, withDashes);

/** Keys of more than one word are written with dashes in every document; endless numbers become `null`. */
function withDashes(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const keys = Object.keys(value);
  if (!keys.some(hasCapital)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [dashed(key), part]));
}

const hasCapital = (key: string): boolean => /[A-Z]/.test(key);
const dashed = (key: string): string => key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
