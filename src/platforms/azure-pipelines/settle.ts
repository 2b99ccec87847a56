/** Commands that export what Azure DevOps keeps outside of the repository. https://learn.microsoft.com/rest/api/azure/devops/ */

const invoke = (area: string, resource: string, file: string, query = ""): string =>
  `az devops invoke --area ${area} --resource ${resource} --route-parameters project=PROJECT${query} --api-version 7.1-preview --output json > ${file} && bakewell settings import ${file}`;

/** The checks of an environment; its number is in the list of environments. */
export const checks = (): string =>
  invoke(
    "PipelinesChecks",
    "configurations",
    "checks.json",
    " --query-parameters resourceType=environment resourceId=ID '$expand=settings'",
  );

export const connections = (): string => invoke("serviceendpoint", "endpoints", "connections.json");
