import { declared, unknown, type Fact } from "#model/fact.ts";
import type { Artifact, Form } from "#model/plan.ts";
import type { Act, Job, Stamp } from "./graph.ts";
import type { Run } from "./sites.ts";

/** A file that a build on the way makes. */
interface Made {
  readonly job: Job;
  readonly index: number;
  readonly act: Act;
  readonly file: Artifact;
}

/**
 * Follows a file that is shipped to what made it: by its path in the same job, and by its name where it came from an
 * earlier one. Its form, its version and its origin are those that it was made with; what its name says counts for nothing.
 */
export function follow(shipped: Artifact, { course, job, end }: Run): Artifact {
  if (shipped.form.state !== "unknown") return shipped;
  const name = nameOf(shipped.name);
  const here = madeIn(job, end);
  const same = here.findLast(({ file }) => file.name === shipped.name);
  const found = same
    ? [same]
    : [...course.before(job).flatMap((other) => madeIn(other, other.acts.length)), ...here].filter(
        ({ file }) => nameOf(file.name) === name,
      );
  const [first, ...others] = found;
  if (!first)
    return {
      ...shipped,
      name,
      form: unknown(
        "elsewhere",
        `what made \`${name}\` is not on the way to it`,
        shipped.at,
        "make it in the same plan",
      ),
    };
  const stamp = stampBefore(first, course.before(first.job));
  return {
    ...shipped,
    name,
    form: formOf(found, name, shipped),
    ...(others.length === 0 && {
      origin: declared(`\`${first.act.name}\` of job \`${first.job.name}\``, first.act.at),
    }),
    ...(others.length === 0 && stamp && { version: stamp.version, immutable: stamp.rises }),
  };
}

const madeIn = (job: Job, end: number): readonly Made[] =>
  job.acts
    .slice(0, end)
    .flatMap((act, index) =>
      act.known.does === "build" && act.when !== "failure"
        ? act.artifacts.map((file) => ({ job, index, act, file }))
        : [],
    );

function formOf(found: readonly Made[], name: string, { at }: Artifact): Fact<Form> {
  const forms = found.map(({ file }) => file.form);
  const [first] = forms;
  const open = forms.find(({ state }) => state === "unknown");
  if (open || !first) return open ?? unknown("elsewhere", `what made \`${name}\` is not written`, at);
  const kinds = new Set(forms.map((form) => form.state === "declared" && form.value.sealed));
  return kinds.size === 1
    ? first
    : unknown(
        "elsewhere",
        `\`${name}\` is made more than once on the way, in several forms`,
        at,
        "give each its own name",
      );
}

/** The last version that was given before the file was made, in its job or before it. */
function stampBefore({ job, index }: Made, earlier: readonly Job[]): Stamp | undefined {
  const stamps = [...earlier.flatMap(({ acts }) => acts), ...job.acts.slice(0, index)].flatMap(({ stamps }) =>
    stamps.state === "declared" ? [stamps.value] : [],
  );
  return stamps.at(-1);
}

/** The last part of a path; a slash in an expression parts nothing. */
function nameOf(path: string): string {
  const masked = path.replaceAll(/\$\{\{[^}]*\}\}|\$\([^)]*\)/g, (found) => "x".repeat(found.length));
  return path.slice(masked.lastIndexOf("/") + 1);
}
