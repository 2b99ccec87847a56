import azurePipelines from "#platforms/azure-pipelines/index.ts";
import { Library } from "#platforms/azure-pipelines/library.ts";
import { waysOf } from "#platforms/azure-pipelines/ways.ts";
import type { Files, Reading, SourceFile } from "#platforms/platform.ts";
import { noRecognition } from "#platforms/recognise/recognition.ts";
import type { Job, Scenario } from "#platforms/routes/graph.ts";
import type { Plan, Stage } from "#model/plan.ts";
import type { Settings } from "#model/settings.ts";
import { yaml } from "#syntax/yaml.ts";

export type Texts = Readonly<Record<string, string>>;

const filesOf = (texts: Texts, slug?: string): Files => ({
  slug,
  exists: (path) => Object.hasOwn(texts, path),
  text: (path) => texts[path],
  parsed: (path) => parsed(path, texts[path]),
  below: (folder) => Object.keys(texts).filter((path) => folder === "" || path.startsWith(`${folder}/`)),
});

function parsed(path: string, text: string | undefined): SourceFile | undefined {
  if (text === undefined) return undefined;
  const { documents, problems } = yaml(path, text, azurePipelines.yaml);
  return { path, text, documents, problems };
}

export const claimed = (texts: Texts): readonly SourceFile[] =>
  Object.entries(texts).flatMap(([path, text]) => {
    const file = parsed(path, text);
    return file?.documents.some((document) => azurePipelines.claims(document, path)) ? [file] : [];
  });

/** What the platform reads from files that are given by their paths. */
export const read = (texts: Texts, slug?: string, settings?: Settings): Reading =>
  azurePipelines.read(claimed(texts), filesOf(texts, slug), noRecognition, settings);

export const planOf = (texts: Texts, path = "azure-pipelines.yml", settings?: Settings): Plan => {
  const { plans } = read(texts, undefined, settings);
  const plan = plans.find(({ id }) => id === `azure-pipelines:${path}`);
  if (!plan) throw new Error(`${path} is no plan among ${plans.map(({ id }) => id).join(", ")}`);
  return plan;
};

export const stageOf = (plan: Plan, id: string): Stage => {
  const stage = plan.stages.find((candidate) => candidate.id === id);
  if (!stage) throw new Error(`${id} is not among ${plan.stages.map((candidate) => candidate.id).join(", ")}`);
  return stage;
};

/** The ways to start a pipeline, as its jobs are laid out. */
export const scenariosOf = (texts: Texts, path = "azure-pipelines.yml", slug?: string): readonly Scenario[] => {
  const library = new Library(claimed(texts), filesOf(texts, slug), noRecognition);
  const pipeline = library.pipelines.find((one) => one.path === path);
  if (!pipeline) throw new Error(`${path} is no pipeline`);
  return waysOf(pipeline, library).map(({ scenario }) => scenario);
};

/** The ids of the jobs of every way to start, by its name. */
export const jobsOf = (texts: Texts, path?: string): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(scenariosOf(texts, path).map(({ name, jobs }) => [name, jobs.map(({ id }) => id)]));

export const jobOf = (scenarios: readonly Scenario[], id: string): Job => {
  const job = scenarios.flatMap(({ jobs }) => jobs).find((candidate) => candidate.id === id);
  if (!job)
    throw new Error(`${id} is no job among ${scenarios.flatMap(({ jobs }) => jobs.map((one) => one.id)).join(", ")}`);
  return job;
};

/** `job:after` of a job's needs. */
export const needsOf = (job: Job): readonly string[] => job.needs.map((need) => `${need.job}:${need.after}`);

/** The lines `line:column reason` of what is wrong. */
export const problemsOf = (texts: Texts): readonly string[] =>
  read(texts).problems.map(({ at, reason, weight }) => `${weight} ${at.file}:${at.line}:${at.column} ${reason}`);
