import githubActions from "#platforms/github-actions/index.ts";
import { Library } from "#platforms/github-actions/library.ts";
import { waysOf } from "#platforms/github-actions/ways.ts";
import type { Files, Reading, SourceFile } from "#platforms/platform.ts";
import { noRecognition } from "#platforms/recognise/recognition.ts";
import type { Job, Scenario } from "#platforms/routes/graph.ts";
import type { Plan, Stage } from "#model/plan.ts";
import type { Settings } from "#model/settings.ts";
import { yaml } from "#syntax/yaml.ts";

type Texts = Readonly<Record<string, string>>;

const filesOf = (texts: Texts, slug?: string): Files => ({
  slug,
  exists: (path) => Object.hasOwn(texts, path),
  text: (path) => texts[path],
  parsed: (path) => parsed(path, texts[path]),
  below: (folder) => Object.keys(texts).filter((path) => folder === "" || path.startsWith(`${folder}/`)),
});

function parsed(path: string, text: string | undefined): SourceFile | undefined {
  if (text === undefined) return undefined;
  const { documents, problems } = yaml(path, text, githubActions.yaml);
  return { path, text, documents, problems };
}

const claimed = (texts: Texts): readonly SourceFile[] =>
  Object.entries(texts).flatMap(([path, text]) => {
    const file = parsed(path, text);
    return file && /^\.github\/workflows\/|(?:^|\/)action\.ya?ml$/.test(path) ? [file] : [];
  });

/** What the platform reads from files that are given by their paths; a name alone is a workflow's. */
export const read = (texts: Texts, slug?: string, settings?: Settings): Reading => {
  const files = atPaths(texts);
  return githubActions.read(claimed(files), filesOf(files, slug), noRecognition, settings);
};

const atPaths = (texts: Texts): Texts =>
  Object.fromEntries(
    Object.entries(texts).map(([path, text]) => [
      /^[\w-]+\.yml$/.test(path) ? `.github/workflows/${path}` : path,
      text,
    ]),
  );

export const planOf = (texts: Texts, name = "deploy.yml"): Plan => {
  const plan = read(texts).plans.find(({ id }) => id === `github-actions:.github/workflows/${name}`);
  if (!plan) throw new Error(`${name} is no plan`);
  return plan;
};

export const stageOf = (plan: Plan, id: string): Stage => {
  const stage = plan.stages.find((candidate) => candidate.id === id);
  if (!stage) throw new Error(`${id} is not among ${plan.stages.map((candidate) => candidate.id).join(", ")}`);
  return stage;
};

/** The ways to start a workflow, as its jobs are laid out. */
export const scenariosOf = (texts: Texts, name = "deploy.yml"): readonly Scenario[] => {
  const files = atPaths(texts);
  const library = new Library(claimed(files), filesOf(files), noRecognition);
  const workflow = library.workflow(`.github/workflows/${name}`);
  if (!workflow) throw new Error(`${name} is no workflow`);
  return waysOf(workflow, library, () => true).map(({ scenario }) => scenario);
};

/** `id: environment` of every job of every scenario, by the scenario's name. */
export const environmentsOf = (texts: Texts, name?: string): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    scenariosOf(texts, name).map((scenario) => [
      scenario.name,
      scenario.jobs.map(
        ({ id, environment }) => `${id}: ${environment.state === "declared" ? environment.value : environment.state}`,
      ),
    ]),
  );

export const jobOf = (scenarios: readonly Scenario[], id: string): Job => {
  const job = scenarios.flatMap(({ jobs }) => jobs).find((candidate) => candidate.id === id);
  if (!job) throw new Error(`${id} is no job`);
  return job;
};

/** `job:after` of a job's needs. */
export const needsOf = (job: Job): readonly string[] => job.needs.map((need) => `${need.job}:${need.after}`);

/** The lines `line:column reason` of what is wrong. */
export const problemsOf = (texts: Texts): readonly string[] =>
  read(texts).problems.map(({ at, reason, weight }) => `${weight} ${at.line}:${at.column} ${reason}`);
