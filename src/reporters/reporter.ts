import type { Report } from "#model/report.ts";

/** Makes a text of a report. Pure: the same report and choices give the same text. */
export type Reporter = (report: Report, choices: Choices) => string;

export interface Choices {
  /** What is shown of findings that cannot be decided; `fail` counts them as failures. */
  readonly unknown: "show" | "fail" | "hide";
  readonly passes: boolean;
  readonly color: boolean;
}
