import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { plain } from "../repository/temporary.ts";

export const program = join(import.meta.dirname, "../../bin/run.js");

export interface Call {
  readonly cwd: string;
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** A module that runs before the program. */
  readonly first?: string;
}

/** Runs the bundled program as a user does. */
export function bakewell({ cwd, input = "", env = {}, first }: Call, ...args: readonly string[]) {
  const before = first === undefined ? [] : ["--import", `data:text/javascript,${encodeURIComponent(first)}`];
  const { stdout, stderr, status } = spawnSync(process.execPath, [...before, program, ...args], {
    cwd,
    input,
    encoding: "utf8",
    env: { ...plain, ...env },
    maxBuffer: 2 ** 28,
    timeout: 30_000,
  });
  return { stdout, stderr, status };
}

/** A workflow that deploys to production by the given command, with more keys for its job. */
export const workflow = (more = "", run = "helm upgrade shop ./chart --atomic --namespace production"): string =>
  `name: deploy
on:
  push:
    branches: [main]
concurrency: { group: deploy, cancel-in-progress: false }
permissions: { contents: read }
jobs:
  production:
    runs-on: ubuntu-latest
    environment: production
${more}    steps:
      - run: ${run}
`;

/** A policy that asks one thing of production. */
export const policy = (asks: string, name = "shop"): string => `name: ${name}\nclauses:\n  - ${asks}\n`;

export const timeLimit = "must: { time-limit: { longest: PT30M } }";
export const deploy = ".github/workflows/deploy.yml";
export const limited = workflow("    timeout-minutes: 20\n");
export const unlimited = workflow();
