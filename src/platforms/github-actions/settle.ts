import type { Fact } from "#model/fact.ts";

/** Commands that export what GitHub keeps outside of the repository. https://docs.github.com/en/rest */

const repository = (slug: string | undefined): string => slug ?? "OWNER/REPO";

const command = (path: string, file: string, flags = ""): string =>
  `gh api ${/[?&*']/.test(path) ? `'${path}'` : path} > ${file} && bakewell settings import ${file}${flags}`;

export function environment(name: Fact<string>, slug: string | undefined): string {
  const path = name.state === "declared" ? encodeURIComponent(name.value) : "NAME";
  return command(`repos/${repository(slug)}/environments/${path}`, "environment.json");
}

export const environments = (slug: string | undefined): string =>
  command(`repos/${repository(slug)}/environments?per_page=100`, "environments.json");

export function branchPolicies(name: string, slug: string | undefined): string {
  const path = `repos/${repository(slug)}/environments/${encodeURIComponent(name)}/deployment-branch-policies`;
  return command(path, "branches.json", ` --environment ${quoted(name)}`);
}

export const rulesets = (slug: string | undefined): string =>
  command(`repos/${repository(slug)}/rulesets?includes_parents=true`, "rulesets.json");

export const ruleset = (id: number, slug: string | undefined): string =>
  command(`repos/${repository(slug)}/rulesets/${id}`, `ruleset-${id}.json`);

export const branch = (name: string, slug: string | undefined): string =>
  command(`repos/${repository(slug)}/branches/${encodeURIComponent(name)}`, "branch.json");

/** A name as a shell takes it for one word. */
const quoted = (name: string): string =>
  /^[\w./-]+$/.test(name) ? name : `'${name.replaceAll("'", String.raw`'\''`)}'`;
