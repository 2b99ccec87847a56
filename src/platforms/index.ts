import argoRollouts from "./argo-rollouts/index.ts";
import azurePipelines from "./azure-pipelines/index.ts";
import githubActions from "./github-actions/index.ts";
import gitlabCi from "./gitlab-ci/index.ts";
import type { Platform } from "./platform.ts";

/** Every delivery product that can be read, in the order in which they are asked. */
export const platforms: readonly Platform[] = [githubActions, azurePipelines, gitlabCi, argoRollouts];
