import type { Input } from "./given.ts";
import type { ReadOptions } from "./script.ts";

/** An input of an action that is a script which the action runs. */
export interface ActionScript extends ReadOptions {
  /** The input's name in small letters. */
  readonly input: string;
  /** Whether it runs on another machine. */
  readonly remote: boolean;
}

interface Runner {
  readonly inputs: readonly string[];
  readonly errexit: boolean;
  readonly remote?: boolean;
  readonly source: string;
}

const RUNNERS: ReadonlyMap<string, Runner> = new Map([
  ["nick-fields/retry", { inputs: ["command"], errexit: false, source: "https://github.com/nick-fields/retry#readme" }],
  [
    "nick-invision/retry",
    { inputs: ["command"], errexit: false, source: "https://github.com/nick-fields/retry#readme" },
  ],
  [
    "wandalen/wretry.action",
    { inputs: ["command"], errexit: true, source: "https://github.com/Wandalen/wretry.action#readme" },
  ],
  ["azure/cli", { inputs: ["inlinescript"], errexit: true, source: "https://github.com/Azure/cli#readme" }],
  [
    "azure/powershell",
    { inputs: ["inlinescript"], errexit: false, source: "https://github.com/Azure/powershell#readme" },
  ],
  [
    "appleboy/ssh-action",
    { inputs: ["script"], errexit: false, source: "https://github.com/appleboy/ssh-action#readme" },
  ],
  [
    "garygrossgarten/github-action-ssh",
    { inputs: ["command"], errexit: false, source: "https://github.com/garygrossgarten/github-action-ssh#readme" },
  ],
  [
    "addnab/docker-run-action",
    { inputs: ["run"], errexit: true, source: "https://github.com/addnab/docker-run-action#readme" },
  ],
  [
    "reactivecircus/android-emulator-runner",
    { inputs: ["script"], errexit: true, source: "https://github.com/ReactiveCircus/android-emulator-runner#readme" },
  ],
  [
    "nix-community/nix-develop",
    { inputs: ["run"], errexit: true, source: "https://github.com/nicknovitski/nix-develop#readme" },
  ],
  [
    "coactions/setup-xvfb",
    { inputs: ["run"], errexit: true, source: "https://github.com/coactions/setup-xvfb#readme" },
  ],
  [
    "gabrielbb/xvfb-action",
    { inputs: ["run"], errexit: true, source: "https://github.com/GabrielBB/xvfb-action#readme" },
  ],
  [
    "cloud-gov/cg-cli-tools",
    {
      inputs: ["command", "cf_command", "full_command"],
      errexit: false,
      source: "https://github.com/cloud-gov/cg-cli-tools#readme",
    },
  ],
  [
    "18f/cg-deploy-action",
    {
      inputs: ["command", "cf_command", "full_command"],
      errexit: false,
      source: "https://github.com/cloud-gov/cg-cli-tools#readme",
    },
  ],
  [
    "cypress-io/github-action",
    { inputs: ["command"], errexit: true, source: "https://github.com/cypress-io/github-action#readme" },
  ],
]);

/** The input of an action that is read as a script of a step is; `undefined` where it has none. */
export function actionScript(name: string, inputs: ReadonlyMap<string, Input>): ActionScript | undefined {
  const key = (name.split("@", 1)[0] ?? "").toLowerCase();
  const runner = RUNNERS.get(key);
  const input = runner?.inputs.find((one) => inputs.has(one));
  if (!runner || input === undefined) return undefined;
  return {
    input,
    shell: key === "azure/powershell" ? "powershell" : "bash",
    errexit: runner.errexit,
    remote: runner.remote ?? false,
  };
}
