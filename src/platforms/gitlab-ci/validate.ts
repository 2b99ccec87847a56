import { nearest } from "#model/nearest.ts";
import type { Place } from "#model/place.ts";
import type { SourceProblem } from "#model/repository.ts";
import { wordedDuration } from "#syntax/duration.ts";
import type { Node } from "#syntax/node.ts";
import { type Configuration, GLOBAL, isHidden, type WrittenJob } from "./configuration/configuration.ts";
import { isReference } from "./configuration/references.ts";
import { flat } from "./decision.ts";
import { isMistake, parse } from "./expression/parse.ts";
import type { Library } from "./library.ts";

/** No configuration says the same thing more often than this. */
const MOST = 100;

/** What GitLab itself would refuse. https://docs.gitlab.com/ci/yaml/ */
export const validate = (library: Library): readonly SourceProblem[] => [
  ...onceEach(library.problems).slice(0, MOST),
  ...library.configurations.flatMap((configuration) => problemsOf(configuration).slice(0, MOST)),
];

const onceEach = (problems: readonly SourceProblem[]): readonly SourceProblem[] => [
  ...new Map(problems.map((problem) => [JSON.stringify([problem.at, problem.reason]), problem])).values(),
];

const error = (at: Place, reason: string, remedy: string): SourceProblem => ({ at, reason, remedy, weight: "error" });

function problemsOf(configuration: Configuration): readonly SourceProblem[] {
  const { root, path } = configuration;
  if (root.kind !== "mapping")
    return [error({ file: path, line: 1, column: 1 }, "is no mapping of keys", "write at least one job")];
  const stages = root.get("stages");
  const odd = stages.kind === "missing" || stages.kind === "sequence" || stages.value === null;
  return [
    ...(odd ? [] : [error(stages.at, "has `stages` that are no list", "list the names of the stages")]),
    ...root
      .entries()
      .filter(({ key, node }) => !GLOBAL.has(key) && !isHidden(key) && node.kind !== "mapping")
      .map(({ key, keyAt }) =>
        error(
          keyAt,
          `has \`${key}\`, which is neither a job nor a keyword`,
          "write a job, or put a dot before its name",
        ),
      ),
    ...root
      .entries()
      .filter(({ key, node }) => GLOBAL.has(key) && key !== "default" && node.kind === "mapping" && node.has("script"))
      .map(({ key, keyAt }) =>
        error(keyAt, `has a job that is named \`${key}\`, which is a keyword`, "name it otherwise"),
      ),
    ...rulesProblems(root.get("workflow", "rules")),
    ...configuration.jobs.flatMap((job) => jobProblems(job, configuration)),
  ];
}

/** https://docs.gitlab.com/ci/yaml/#job-keywords */
const KEYS: ReadonlySet<string> = new Set(
  (
    "after_script allow_failure artifacts before_script cache coverage dast_configuration dependencies environment except " +
    "extends hooks id_tokens identity image inherit inputs interruptible manual_confirmation needs only pages parallel publish " +
    "release resource_group retry rules run script secrets services stage start_in tags timeout trigger type variables when"
  ).split(" "),
);

const WHENS = ["on_success", "on_failure", "always", "manual", "delayed", "never"];

function jobProblems(job: WrittenJob, configuration: Configuration): readonly SourceProblem[] {
  const { name, node, at, open } = job;
  const { foreign } = configuration;
  const found: SourceProblem[] = [];
  const works = ["script", "run", "trigger"].filter((key) => node.has(key));
  if (works.length === 0 && !open && foreign.length === 0 && !node.has("needs.pipeline") && !isBridge(node))
    found.push(error(at, `has the job \`${name}\` without \`script\`, \`run\` or \`trigger\``, "say what it runs"));
  if (node.has("trigger") && node.has("script"))
    found.push(
      error(
        node.get("trigger").keyAt,
        `has the job \`${name}\` with \`trigger\` and \`script\``,
        "make two jobs of it",
      ),
    );
  for (const { key, keyAt } of node.entries()) {
    if (KEYS.has(key)) continue;
    const meant = nearest(key, [...KEYS]);
    found.push(
      error(
        keyAt,
        `has the job \`${name}\` with the unknown key \`${key}\``,
        meant === undefined ? "take it out" : `did you mean \`${meant}\`?`,
      ),
    );
  }
  return [
    ...found,
    ...stageProblems(job, configuration),
    ...whenProblems(job),
    ...needsProblems(job, configuration),
    ...rulesProblems(node.get("rules")),
    ...environmentProblems(job, configuration),
  ];
}

/** A job that mirrors a pipeline elsewhere. https://docs.gitlab.com/ci/yaml/#needspipeline */
const isBridge = (node: Node): boolean => node.get("needs").has("pipeline") || node.get("needs").has("project");

function stageProblems({ name, node }: WrittenJob, { stages, areStagesOpen }: Configuration): readonly SourceProblem[] {
  const stage = node.get("stage");
  if (
    stage.kind !== "scalar" ||
    stage.text === "" ||
    stages.includes(stage.text) ||
    areStagesOpen ||
    isReference(stage)
  )
    return [];
  const meant = nearest(stage.text, stages);
  return [
    error(
      stage.at,
      `has the job \`${name}\` in the stage \`${stage.text}\`, which is not there`,
      meant === undefined ? "add it to `stages`" : `did you mean \`${meant}\`?`,
    ),
  ];
}

function whenProblems({ name, node, open }: WrittenJob): readonly SourceProblem[] {
  const found: SourceProblem[] = [];
  const rules = flat(node.get("rules")).filter(({ kind }) => kind === "mapping");
  for (const place of [node, ...rules]) {
    const when = place.get("when");
    if (when.kind !== "scalar" || when.value === null) continue;
    if (!WHENS.includes(when.text))
      found.push(
        error(
          when.at,
          `has \`when: ${when.text}\` in \`${name}\`, which GitLab does not know`,
          `write one of ${WHENS.join(", ")}`,
        ),
      );
    const start = place.has("start_in") ? place.get("start_in") : node.get("start_in");
    if (when.text !== "delayed" || open) continue;
    if (start.kind === "missing")
      found.push(
        error(
          when.at,
          `has \`when: delayed\` in \`${name}\` without \`start_in\``,
          "say after how long it starts, such as `start_in: 30 minutes`",
        ),
      );
    else if (wordedDuration(start.text) === undefined)
      found.push(
        error(
          start.at,
          `has \`start_in: ${start.text}\` in \`${name}\`, which is no time`,
          "write it as `30 minutes` or `1 day`",
        ),
      );
  }
  const policy = ["only", "except"].find((key) => node.has(key));
  if (node.has("rules") && policy !== undefined)
    found.push(
      error(node.get(policy).keyAt, `has the job \`${name}\` with \`rules\` and \`${policy}\``, "write one of them"),
    );
  return found;
}

function needsProblems(
  { name, node }: WrittenJob,
  { jobs, stages, foreign, areStagesOpen }: Configuration,
): readonly SourceProblem[] {
  if (foreign.length > 0) return [];
  const names = new Map(jobs.map((job) => [job.name, job]));
  const stageOf = ({ node: written }: WrittenJob): number => stages.indexOf(written.get("stage").text || "test");
  const own = stages.indexOf(node.get("stage").text || "test");
  const listed = ["needs", "dependencies"].flatMap((key) =>
    node
      .get(key)
      .items()
      .map((item) => ({ key, item })),
  );
  return listed.flatMap(({ key, item }): readonly SourceProblem[] => {
    if (
      item.kind === "mapping" &&
      (!item.has("job") || item.has("pipeline") || item.has("project") || item.get("optional").value === true)
    )
      return [];
    const target = item.kind === "mapping" ? item.get("job") : item;
    if (target.kind !== "scalar" || target.text.includes("$")) return [];
    const needed = names.get(target.text) ?? names.get(target.text.replace(/:? \[.*\]$|\s\d+\/\d+$/, ""));
    if (!needed) {
      const meant = nearest(target.text, [...names.keys()]);
      return [
        error(
          target.at,
          `has the job \`${name}\` with \`${key}\` of \`${target.text}\`, which is not there`,
          meant === undefined ? "take it out" : `did you mean \`${meant}\`?`,
        ),
      ];
    }
    if (key !== "needs" || areStagesOpen || own === -1 || stageOf(needed) <= own) return [];
    return [
      error(
        target.at,
        `has the job \`${name}\` that needs \`${target.text}\` of a later stage`,
        "move one of them to another stage",
      ),
    ];
  });
}

function rulesProblems(rules: Node): readonly SourceProblem[] {
  return flat(rules).flatMap((rule): readonly SourceProblem[] => {
    const condition = rule.get("if");
    if (condition.kind !== "scalar" || condition.text === "" || condition.text.includes("$[[")) return [];
    const found = parse(condition.text);
    return isMistake(found)
      ? [
          error(
            condition.placeOf(found.offset),
            `has a condition that ${found.reason}`,
            'write it as GitLab reads it: `$NAME == "text"`, `=~ /pattern/`, `&&`, `||`',
          ),
        ]
      : [];
  });
}

function environmentProblems({ name, node }: WrittenJob, { jobs, foreign }: Configuration): readonly SourceProblem[] {
  const environment = node.get("environment");
  const stop = environment.get("on_stop");
  const action = environment.get("action");
  const found: SourceProblem[] = [];
  if (stop.text !== "" && foreign.length === 0 && !jobs.some((job) => job.name === stop.text))
    found.push(
      error(
        stop.at,
        `has the job \`${name}\` that is stopped by \`${stop.text}\`, which is not there`,
        "name the job that stops the environment",
      ),
    );
  if (action.text !== "" && !["start", "prepare", "stop", "verify", "access"].includes(action.text))
    found.push(
      error(
        action.at,
        `has \`action: ${action.text}\` in \`${name}\`, which GitLab does not know`,
        "write start, prepare, stop, verify or access",
      ),
    );
  return found;
}
