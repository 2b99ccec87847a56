import type { Files } from "../platform.ts";

/** Commands that export what GitLab keeps outside of the repository. https://docs.gitlab.com/api/rest/ */

const project = (slug: Files["slug"]): string => (slug === undefined ? ":id" : encodeURIComponent(slug));

const command = (slug: Files["slug"], path: string, file: string, flags = ""): string =>
  `glab api 'projects/${project(slug)}${path}' > ${file} && bakewell settings import ${file}${flags}`;

export const protectedEnvironments = (slug: Files["slug"]): string =>
  command(
    slug,
    "/protected_environments?per_page=100",
    "protected-environments.json",
    " --kind protected-environments",
  );

export const environments = (slug: Files["slug"]): string =>
  command(slug, "/environments?per_page=100", "environments.json", " --kind environments");

export const freezes = (slug: Files["slug"]): string =>
  command(slug, "/freeze_periods?per_page=100", "freeze-periods.json", " --kind freeze-periods");

export const settings = (slug: Files["slug"]): string => command(slug, "", "project.json");

export const branches = (slug: Files["slug"]): string =>
  command(slug, "/protected_branches?per_page=100", "protected-branches.json", " --kind protected-branches");

/** The rules, how their approvals are counted, and who may push without any. */
export const reviews = (slug: Files["slug"]): readonly string[] => [
  command(slug, "/approval_rules?per_page=100", "approval-rules.json", " --kind approval-rules"),
  command(slug, "/approvals", "approval-settings.json"),
  branches(slug),
];
