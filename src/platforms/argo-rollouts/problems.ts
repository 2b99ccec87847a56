import type { SourceProblem } from "#model/repository.ts";
import type { Application } from "../kubernetes/manifest.ts";
import { argumentsOf } from "./arguments.ts";
import { metricProblems } from "./metric.ts";
import { isTemplate } from "./templates.ts";

/** What the controller refuses in analysis templates, whoever uses them. */
export const templateProblems = (applications: readonly Application[]): readonly SourceProblem[] =>
  applications.flatMap(({ manifests }) =>
    manifests
      .filter((manifest) => isTemplate(manifest) && !manifest.clouded)
      .flatMap(({ node }) => {
        const given = argumentsOf(node.get("spec", "metrics"), [node]);
        return node
          .get("spec", "metrics")
          .items()
          .flatMap((metric) => metricProblems(metric, given));
      }),
  );

/** Problems without repetitions: an overlay says again what is wrong with its base. */
export const distinct = (problems: readonly SourceProblem[]): readonly SourceProblem[] => [
  ...new Map(
    problems.map((problem) => {
      const { file, line, column } = problem.at;
      return [`${file}:${line}:${column} ${problem.reason}`, problem];
    }),
  ).values(),
];
