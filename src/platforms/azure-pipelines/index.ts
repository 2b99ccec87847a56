import type { Platform } from "../platform.ts";
import { Library } from "./library.ts";
import { readPlans } from "./plans.ts";
import * as settle from "./settle.ts";
import { isAzure, isOurs } from "./shape.ts";
import { validate } from "./validate/validate.ts";

export default {
  id: "azure-pipelines",
  title: "Azure Pipelines",
  documentation: "https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/",
  files: ["**/*.yml", "**/*.yaml"],
  hints: ["steps:", "jobs:", "stages:", "variables:", "extends:"],
  yaml: { mergeKeys: false, duplicates: "kept" },
  claims: isAzure,
  claimsText: (_text, path) => isOurs(path),
  blind: [
    {
      what: "who must approve a deployment, when it may start, from which branches, and whether two can run at once",
      where:
        "the approvals and checks of environments, service connections, variable groups, agent pools, repositories and secure files",
      settle: settle.checks(),
    },
    {
      what: "which environments there are, so that a misspelt one is told",
      where: "the environments of the project",
      settle: settle.environments(),
    },
    {
      what: "how a service connection signs in",
      where: "the service connections of the project",
      settle: settle.connections(),
    },
    {
      what: "the values of variable groups, of variables that are set in the pipeline's settings, and of secrets",
      where: "the library and the pipeline's settings",
      settle: "az pipelines variable-group list",
    },
    {
      what: "which checks and reviews a change must pass before it merges",
      where: "the branch policies of Azure Repos, or the rulesets of GitHub",
      settle: settle.policies(),
    },
  ],
  exportReviews: () => [settle.policies()],
  read: (claimed, files, recognition, settings) => {
    const library = new Library(claimed, files, recognition, settings);
    const { plans, verifications, problems } = readPlans(library);
    const pipelines = new Set(library.pipelines.map(({ path }) => path));
    return { plans, verifications, problems: [...validate(claimed, pipelines), ...problems] };
  },
} satisfies Platform;
