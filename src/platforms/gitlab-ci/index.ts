import type { Platform } from "../platform.ts";
import { readOwners } from "./codeowners.ts";
import { isPipeline, isPipelinePath } from "./claims.ts";
import { Library } from "./library.ts";
import { readPlans } from "./plans.ts";
import * as settle from "./settle.ts";
import { validate } from "./validate.ts";

export default {
  id: "gitlab-ci",
  title: "GitLab CI/CD",
  documentation: "https://docs.gitlab.com/ci/yaml/",
  files: [".gitlab-ci.yml", "**/*.gitlab-ci.yml", "**/*gitlab-ci*.yml", ".gitlab/**/*.yml", ".gitlab/**/*.yaml"],
  yaml: { mergeKeys: true, duplicates: "last" },
  claims: isPipeline,
  claimsText: (_, path) => isPipelinePath(path),
  blind: [
    {
      what: "who may deploy to an environment or start a job for it, and who must approve it",
      where: "the protected environments of the project or group",
      settle: settle.protectedEnvironments(undefined),
    },
    {
      what: "which environments there are, so that a misspelt one is told",
      where: "the environments of the project",
      settle: settle.environments(undefined),
    },
    {
      what: "when deployments are frozen",
      where: "the deploy freezes of the project",
      settle: settle.freezes(undefined),
    },
    {
      what: "the default time limit of jobs, whether pipelines must pass before a merge, and what cancels them",
      where: "the project's settings",
      settle: settle.settings(undefined),
    },
    {
      what: "who may push and merge, and how many must approve a change",
      where: "the protected branches and approval rules of the project",
      settle: settle.branches(undefined),
    },
    {
      what: "the values of variables, and with them the credentials",
      where: "the variables of the project, its groups and the server",
      settle: "glab variable list",
    },
  ],
  exportReviews: settle.reviews,
  read: (claimed, files, recognition, settings) => {
    const library = new Library(claimed, files, recognition, settings);
    const { plans, verifications, problems } = readPlans(library);
    return { plans, verifications, problems: [...validate(library), ...problems], ...readOwners(files) };
  },
} satisfies Platform;
