import type { Platform } from "../platform.ts";
import { readOwners } from "./codeowners.ts";
import { isWorkflowPath, Library } from "./library.ts";
import { readPlans } from "./plans.ts";
import * as settle from "./settle.ts";
import { validate } from "./validate/validate.ts";

export default {
  id: "github-actions",
  title: "GitHub Actions",
  documentation: "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax",
  files: [".github/workflows/*.yml", ".github/workflows/*.yaml", "**/action.yml", "**/action.yaml"],
  yaml: { mergeKeys: false, duplicates: "error" },
  claims: (document, path) => isWorkflowPath(path) || document.has("runs"),
  claimsText: (text, path) => isWorkflowPath(path) || /^runs:/m.test(text),
  blind: [
    {
      what: "who may approve a deployment, how long it waits, and from which branches it may come",
      where: "the environment's settings on GitHub",
      settle: settle.environments(undefined),
    },
    {
      what: "which checks and reviews a change must pass before it merges",
      where: "the rulesets and branch protection on GitHub",
      settle: settle.rulesets(undefined),
    },
    {
      what: "the values of variables and secrets",
      where: "the settings of the repository, its environments and its organisation",
      settle: "gh variable list",
    },
  ],
  exportReviews: (slug, branch) => [settle.rulesets(slug), settle.branch(branch, slug)],
  read: (claimed, files, recognition, settings) => {
    const library = new Library(claimed, files, recognition, settings);
    const { plans, verifications, problems } = readPlans(library);
    return { plans, verifications, problems: [...validate(library, claimed), ...problems], ...readOwners(files) };
  },
} satisfies Platform;
