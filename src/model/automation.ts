/**
 * Names of what is no person. `app:` and the endings `[bot]` are GitHub's, `project_1_bot_…`, `group_1_bot_…` and
 * `service_account_…` GitLab's, `…gserviceaccount.com` Google's; `Build Service` is that of Azure DevOps. The rest is what
 * organisations call theirs.
 * https://docs.gitlab.com/user/project/settings/project_access_tokens/#bot-users-for-projects
 */
const patterns = [
  /^app:/,
  /\[bot\]$/,
  /^user:.*[-_.](?:bot|robot|automation)$/,
  /^user:(?:bot|robot|automation)(?:$|[-_.])/,
  /^user:(?:project|group)_\d+_bot/,
  /^user:service_account_/,
  /gserviceaccount\.com$/,
  /^(?:user|team):.*\bbuild service\b/,
  /^user:(?:github-actions|svc[-_.].+|.+[-_.]svc|.*service-?account.*)$/,
];

/** Whether a name, `user:dependabot[bot]`, is that of a bot or a service account. */
export const isAutomation = (name: string): boolean => {
  const plain = name.trim().toLowerCase().slice(0, 250);
  return patterns.some((pattern) => pattern.test(plain));
};
