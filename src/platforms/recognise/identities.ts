import type { Identity } from "#model/plan.ts";
import type { Given, Input } from "./given.ts";
import { credentialFlags, credentialInputs, credentialVariables, type Credential } from "./tables/credentials.ts";
import type { Variables } from "./variables.ts";

export type { Variables } from "./variables.ts";

/** A token that the platform makes for the run alone. */
const RUN_TOKEN = /secrets\.GITHUB_TOKEN|github\.token|CI_JOB_TOKEN|System\.AccessToken|SYSTEM_ACCESSTOKEN/i;
const OUTPUT = /steps\.[\w-]+\.outputs|needs\.[\w-]+\.outputs/;

/** The credentials that variables and inputs hand to a deployment, by their names. */
export function identitiesOf(
  variables: Variables,
  inputs: ReadonlyMap<string, Input>,
  by: string,
): readonly Identity[] {
  const found: Identity[] = [];
  const add = (name: string, { kind }: Credential, text: string, at: Identity["at"]): void => {
    if (text.trim() === "" || OUTPUT.test(text)) return;
    found.push({ name, at, kind: RUN_TOKEN.test(text) ? "machine-token" : kind });
  };
  const temporary = variables.get("AWS_SESSION_TOKEN") !== undefined;
  for (const [name, { text, at }] of variables.entries()) {
    const credential = credentialVariables.get(name);
    // A variable that holds a file's path carries a credential only where a secret is written into it.
    if (!credential || (credential.path && !/secret/i.test(text)) || (temporary && name.startsWith("AWS_"))) continue;
    if (credential.for.length === 0 || credential.for.some((program) => by.includes(program)))
      add(name, credential, text, at);
  }
  for (const [name, { text, value }] of inputs) {
    const credential = credentialInputs.get(name);
    if (credential) add(name, credential, text, value.at);
  }
  return found;
}

/** The credential that a command is given by a flag, `--token`, for itself or, `kept`, for those behind it. */
export function identityOfFlags(
  key: string,
  given: Given,
  spell: (text: string) => string,
  kept: boolean,
): readonly Identity[] {
  const credential = credentialFlags.get(key.split(" ", 1)[0] ?? key);
  const flag = credential?.flags.find((one) => given.has([one]) === "yes");
  if (!credential || flag === undefined) return [];
  const text = spell(given.written([flag]) ?? "");
  // What is kept for others can be a token that was exchanged a moment before: only a secret surely lives long.
  if (OUTPUT.test(text) || (kept && !/\bsecrets\./i.test(text))) return [];
  return [{ name: flag, at: given.at, kind: RUN_TOKEN.test(text) ? "machine-token" : credential.kind }];
}
