import type { SourceProblem } from "#model/repository.ts";
import { applicationsOf } from "../kubernetes/applications.ts";
import type { Platform } from "../platform.ts";
import { blind } from "./blind.ts";
import { Surroundings } from "./find.ts";
import { planOf, withUniqueIds } from "./plans.ts";
import { distinct, templateProblems } from "./problems.ts";
import { group, isRollout, TemplateIndex } from "./templates.ts";

const kinds = ["Rollout", "AnalysisTemplate", "ClusterAnalysisTemplate"];

const argoRollouts: Platform = {
  id: "argo-rollouts",
  title: "Argo Rollouts",
  documentation: "https://argo-rollouts.readthedocs.io/en/stable/",
  files: ["**/*.yaml", "**/*.yml"],
  hints: [group],
  yaml: { mergeKeys: true, duplicates: "last" },
  claims: (document) =>
    document.get("apiVersion").text.startsWith(`${group}/`) && kinds.includes(document.get("kind").text),
  claimsText: (text) =>
    /^apiVersion:\s*["']?argoproj\.io\//m.test(text) &&
    /^kind:\s*["']?(?:Rollout|(?:Cluster)?AnalysisTemplate)\b/m.test(text),
  blind,
  read: (claimed, files) => {
    const { applications, problems, rendered } = applicationsOf(claimed, files, isRollout);
    const surroundings = new Surroundings(files);
    const index = new TemplateIndex(applications);
    const found: SourceProblem[] = [...problems];
    const plans = applications.flatMap((application) =>
      application.manifests.filter(isRollout).map((rollout) => {
        const find = (kind: string, name: string) => surroundings.find(rollout, application, kind, name);
        return planOf(rollout, application, index, find, found);
      }),
    );
    found.push(...templateProblems(applications));
    return { plans: withUniqueIds(plans), verifications: [], problems: distinct(found), rendered };
  },
};

export default argoRollouts;
