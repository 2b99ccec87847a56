import { dirname } from "./paths.ts";

/** A file that holds what one environment has of its own. */
export interface EnvironmentFile {
  readonly path: string;
  /** The path with the environment's word taken out: files of one component share it. */
  readonly component: string;
  /** The word of its path that names the environment: `prod`. */
  readonly environment: string;
  readonly kind: "values" | "settings" | "variables" | "kustomization" | "terraform";
}

/** Words that name environments in paths. What tier they are the policy says. */
const words =
  /^(?:prod|production|prd|live|staging|stage|stg|uat|preprod|preproduction|integration|int|e2e|test|qa|dev|development|validation|sandbox)$/i;

const kinds: readonly (readonly [EnvironmentFile["kind"], RegExp])[] = [
  ["kustomization", /(?:^|\/)kustomization\.ya?ml$/],
  ["values", /(?:^|\/)[^/]*values[^/]*\.ya?ml$/i],
  ["settings", /(?:^|\/)[^/]*settings[^/]*\.json$/i],
  ["variables", /(?:^|\/)[^/]*variables[^/]*\.ya?ml$/i],
  ["terraform", /\.tfvars(?:\.json)?$/],
];

/** `appsettings.Production.json` changes a few values of the file beside it, and is no whole configuration. */
const overrides = /(?:^|\/)(?:appsettings|launchsettings|settings)(?:\.[^/]+)?\.json$/i;

/** More files are not compared: no repository configures as many environments by hand. */
const most = 500;

/** The files of components that have one for several environments, in the order of their paths. */
export function environmentFiles(paths: readonly string[]): readonly EnvironmentFile[] {
  const found = new Map<string, EnvironmentFile[]>();
  for (const path of paths) {
    const kind = kinds.find(([, pattern]) => pattern.test(path))?.[0];
    const file = kind && !overrides.test(path) ? fileOf(path, kind) : undefined;
    if (file) found.set(file.component, [...(found.get(file.component) ?? []), file]);
  }
  return [...found.values()]
    .filter((family) => family.length > 1 && family.length <= 50)
    .flat()
    .slice(0, most);
}

/** The last word of the path that names an environment is the one that tells its files apart. */
function fileOf(path: string, kind: EnvironmentFile["kind"]): EnvironmentFile | undefined {
  const parts = path.split(/([/._-])/);
  const last = parts.findLastIndex((part) => words.test(part));
  if (last < 0) return undefined;
  // A word of the file's ending is none: `test.values.yaml` is, `values.test` is not there.
  const environment = parts[last]!;
  return { path, component: parts.with(last, "*").join(""), environment, kind };
}

/** The file of the values that all environments of a chart share. */
export const sharedValues = ({ path, kind }: EnvironmentFile): string | undefined =>
  kind === "values" ? `${dirname(path)}values.yaml` : undefined;
