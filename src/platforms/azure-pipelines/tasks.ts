import type { Node } from "#syntax/node.ts";
import type { Input } from "../recognise/index.ts";
import type { Connected } from "./job.ts";
import type { Variables } from "./variables.ts";

/** A task's name without its version, publisher and extension: `publisher.extension.contribution.Name@2` is `Name`. */
export const taskName = (text: string): string => {
  const name = text.trim().split("@", 1)[0] ?? "";
  return name.slice(name.lastIndexOf(".") + 1);
};

/** What is handed to a task, by names in small letters. */
export const inputsOf = (given: Node, variables: Variables): ReadonlyMap<string, Input> =>
  new Map(
    given
      .entries()
      .map(
        ({ key, node }) =>
          [key.toLowerCase(), { value: variables.fact(node), text: variables.shown(node.text) }] as const,
      ),
  );

/** Inputs that name a service connection. */
const CONNECTION =
  /^(?:azureSubscription|(?:azureResourceManager|azureService|kubernetesService|sonarQube|environmentService|backendService|service)?Connection|connectedServiceName(?:ARM|AzureRM|Selector)?|connectedServiceARM|azureSubscriptionEndpoint|azureSubscriptionConnection|azureResourceManagerConnection|kubernetesServiceEndpoint|kubernetesServiceConnection|dockerRegistryEndpoint|containerRegistry|awsCredentials|sshEndpoint|serviceConnectionName|serviceEndpoint|environmentServiceName\w*|environmentServiceNameAWS|publishEndpoint|externalEndpoint|publishFeedCredentials|gitHubConnection|backendServiceArm|backendAzureRmResourceManagerEndpoint|serverEndpoint|PowerPlatform(?:SPN|Environment)|authenticationTypeSPN)$/i;

/** The service connections that a task is given. */
export const connectionsIn = (inputs: Node, variables: Variables): readonly Connected[] =>
  inputs
    .entries()
    .filter(({ key, node }) => CONNECTION.test(key) && node.kind === "scalar" && node.text.trim() !== "")
    .map(({ key, node }) => ({ name: variables.fact(node), input: key }));
