import { string as text } from "@oclif/core/flags";
import type { Emergency } from "#model/emergency.ts";
import type { Governance } from "#model/governance.ts";
import type { Repository } from "#model/repository.ts";
import type { Verdict } from "#model/verdict.ts";
import { emergencyFilesOf, governanceOf } from "#policy/governance.ts";
import { rules } from "#rules/index.ts";
import { contentsOf } from "./contents.ts";
import { gatherEmergencies } from "./emergencies.ts";
import { understand } from "./judge.ts";
import { findPolicy } from "./policy.ts";
import { targetOf } from "./target.ts";
import { timeOf } from "./time.ts";

/** What every command about declared emergencies has. */
export const declaredFlags = {
  repository: text({ helpValue: "DIR", summary: "The repository. Default: the current one." }),
  policy: text({ helpValue: "FILE|NAME", env: "BAKEWELL_POLICY", summary: "A policy file, or a built-in policy." }),
  at: text({ helpValue: "TIME", env: "BAKEWELL_AT", summary: "As of this time." }),
};

export interface Declared {
  /** As of when, in ISO 8601 with a `Z`. */
  readonly at: string;
  readonly root: string;
  readonly paths: readonly string[];
  /** A pattern of their files. */
  readonly files: string;
  readonly emergencies: readonly Emergency[];
  readonly repository: Repository;
  readonly governance: Governance;
}

/** The declared emergencies of the repository that the flags name, and the policy that they stand under. */
export async function declaredIn(flags: {
  readonly repository?: string | undefined;
  readonly policy?: string | undefined;
  readonly at?: string | undefined;
}): Promise<Declared> {
  const at = timeOf(flags.at);
  const target = targetOf(flags.repository === undefined ? [] : [flags.repository], undefined);
  const contents = contentsOf(target, "working tree");
  const found = await findPolicy(flags.policy, contents, target.root);
  const files = emergencyFilesOf(found.policy);
  const { emergencies } = gatherEmergencies(contents, contents, files, at);
  const { repository } = understand(contents, found, at);
  const governance = governanceOf(found.policy, at, emergencies);
  return { at, root: target.root, paths: contents.paths, files, emergencies, repository, governance };
}

export const emergencyRules = ["emergency-declaration", "owed-checks", "emergency-review"] as const;

/** What the rules of emergencies say of one, as they are by themselves, whatever the policy asks. */
export const verdictsOf = (
  emergency: Emergency,
  { repository, governance }: Pick<Declared, "repository" | "governance">,
): readonly (Verdict & { readonly rule: (typeof emergencyRules)[number] })[] =>
  emergencyRules.flatMap((rule) => {
    const verdict = rules[rule].judge(emergency, {}, { repository, plan: undefined, governance });
    return verdict ? [{ rule, ...verdict }] : [];
  });

/** What is not there in time: it fails, and nothing is left to wait for. */
export const isBroken = ({ outcome, due }: Verdict, at: string): boolean =>
  outcome === "fail" && (due === undefined || due < at);
