/** Commands that export what Azure DevOps keeps outside of the repository. https://learn.microsoft.com/rest/api/azure/devops/ */

const invoke = (area: string, resource: string, file: string, query = ""): string =>
  `az devops invoke --area ${area} --resource ${resource} --route-parameters project=PROJECT${query} --api-version 7.1-preview --output json > ${file} && bakewell settings import ${file}`;

/** The checks of an environment; its number is in the list of environments. An answer without checks does not name it. */
export function checks(name?: string | undefined, id?: string | null): string {
  const query = ` --query-parameters resourceType=environment resourceId=${id ?? "ID"} '$expand=settings'`;
  const flags = ` --kind checks --environment ${name === undefined ? "NAME" : quoted(name)}`;
  return invoke("PipelinesChecks", "configurations", "checks.json", query) + flags;
}

export const environments = (): string =>
  `${invoke("environments", "environments", "environments.json", " --query-parameters '$top=1000'")} --kind environments`;

export const policies = (): string =>
  "az repos policy list --repository-id ID --output json > policies.json && bakewell settings import policies.json --kind policies";

/** A name as a shell takes it for one word. */
const quoted = (name: string): string =>
  /^[\w./-]+$/.test(name) ? name : `'${name.replaceAll("'", String.raw`'\''`)}'`;

export const connections = (): string => invoke("serviceendpoint", "endpoints", "connections.json");
