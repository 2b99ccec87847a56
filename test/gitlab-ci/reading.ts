import gitlabCi from "#platforms/gitlab-ci/index.ts";
import { Library } from "#platforms/gitlab-ci/library.ts";
import { waysOf } from "#platforms/gitlab-ci/ways.ts";
import type { Files, Reading, SourceFile } from "#platforms/platform.ts";
import { noRecognition } from "#platforms/recognise/recognition.ts";
import type { Job, Scenario } from "#platforms/routes/graph.ts";
import type { Plan, Stage } from "#model/plan.ts";
import type { Settings } from "#model/settings.ts";
import { yaml } from "#syntax/yaml.ts";

/** Files by their paths; a text alone is the pipeline's. */
export type Texts = string | Readonly<Record<string, string>>;

const ROOT = ".gitlab-ci.yml";
const atPaths = (texts: Texts): ReadonlyMap<string, string> =>
  new Map(Object.entries(typeof texts === "string" ? { [ROOT]: texts } : texts));

function parsed(path: string, text: string | undefined): SourceFile | undefined {
  if (text === undefined) return undefined;
  const { documents, problems } = yaml(path, text, gitlabCi.yaml);
  return { path, text, documents, problems };
}

const filesOf = (texts: ReadonlyMap<string, string>): Files => ({
  slug: undefined,
  exists: (path) => texts.has(path),
  text: (path) => texts.get(path),
  parsed: (path) => parsed(path, texts.get(path)),
  below: (folder) => [...texts.keys()].filter((path) => folder === "" || path.startsWith(`${folder}/`)),
});

const claimed = (texts: ReadonlyMap<string, string>): readonly SourceFile[] =>
  [...texts].flatMap(([path, text]) => {
    const file = /\.ya?ml$/.test(path) ? parsed(path, text) : undefined;
    return file?.documents.some((document) => gitlabCi.claims(document, path)) ? [file] : [];
  });

export const read = (texts: Texts, settings?: Settings): Reading => {
  const files = atPaths(texts);
  return gitlabCi.read(claimed(files), filesOf(files), noRecognition, settings);
};

export const planOf = (texts: Texts, settings?: Settings): Plan => {
  const [plan] = read(texts, settings).plans;
  if (!plan) throw new Error("there is no plan");
  return plan;
};

export const stageOf = (texts: Texts, id: string, settings?: Settings): Stage => {
  const { stages } = planOf(texts, settings);
  const stage = stages.find((candidate) => candidate.id === id);
  if (!stage) throw new Error(`${id} is not among ${stages.map((candidate) => candidate.id).join(", ")}`);
  return stage;
};

const scenariosOf = (texts: Texts): readonly Scenario[] => {
  const files = atPaths(texts);
  const library = new Library(claimed(files), filesOf(files), noRecognition);
  return library.roots.flatMap((root) => waysOf(root, library)).map(({ scenario }) => scenario);
};

/** The jobs of every scenario by its name, without those that only hold the order. */
export const jobsOf = (texts: Texts): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(scenariosOf(texts).map(({ name, jobs }) => [name, jobs.filter(isWritten).map(({ id }) => id)]));

const isWritten = ({ id }: Job): boolean => !/the end of the stage|\(end\)$|^what .* adds$/.test(id);

export const jobOf = (texts: Texts, id: string, scenario = "push to `main`"): Job => {
  const job = scenariosOf(texts)
    .find(({ name }) => name === scenario)
    ?.jobs.find((candidate) => candidate.id === id);
  if (!job) throw new Error(`${id} is no job of ${scenario}`);
  return job;
};

/** `job:after` of a job's needs. */
export const needsOf = (job: Job): readonly string[] => job.needs.map((need) => `${need.job}:${need.after}`);

/** The lines `weight line:column reason` of what is wrong. */
export const problemsOf = (texts: Texts): readonly string[] =>
  read(texts).problems.map(({ at, reason, weight }) => `${weight} ${at.line}:${at.column} ${reason}`);

/** `name: everyRoute, blocking` of a stage's checks. */
export const checksOf = ({ checks }: Stage): readonly string[] =>
  checks.items.map(({ name, everyRoute, blocking }) => `${name}: ${said(everyRoute)}, ${said(blocking)}`);

const said = (assurance: Stage["deploys"]): string =>
  assurance.state === "holds" ? "holds" : assurance.state === "broken" ? assurance.how : `unknown: ${assurance.why}`;
