import { broken, holds, together, unsure, type Assurance } from "#model/assurance.ts";
import { listing, unknown, type Listing } from "#model/fact.ts";
import type { HealthCheck } from "#model/plan.ts";
import { hasBit } from "./bits.ts";
import { controllerOf, nameOf } from "./exposure.ts";
import { allOf, crossing, ranBy } from "./gates.ts";
import type { Act, Job } from "./graph.ts";
import { othersWithin } from "./others.ts";
import { behind, runIn, standsBehind, succeededWith, type Sequence } from "./sequence.ts";
import { isMending, type Run, type Site } from "./sites.ts";

/** What looks at a stage after its deployment, and whether the next one waits for what it sees. */
export function healthOf(site: Site, all: Sequence): Listing<HealthCheck> {
  const found = new Map<string, { readonly act: Act; readonly each: Look[] }>();
  for (const run of site.runs) {
    for (const { job, act, index } of behind(run, all.numbering, ["check", "verify"], looks)) {
      const looksAt = ahead(site, run, job, index, all);
      if (!looksAt) continue;
      const key = JSON.stringify([act.name, act.at]);
      const seen = found.get(key) ?? { act, each: [] };
      seen.each.push({ run, job, act, index, next: looksAt });
      found.set(key, seen);
    }
  }
  const controller = controllerOf(site);
  return listing(
    [...found.values()].map(({ act, each }) => healthCheck(site, act, each, all)),
    controller
      ? unknown("elsewhere", `${nameOf(controller)} decides what it watches`, controller.at)
      : othersWithin(site),
  );
}

interface Look {
  readonly run: Run;
  readonly job: Job;
  readonly act: Act;
  readonly index: number;
  /** The next stages in the same scenario. */
  readonly next: readonly Run[];
}

const seeing = new Set(["smoke-test", "integration-test", "tests"]);

/** A check that looks at what is running, as far as its kind tells. */
const looks = ({ known, when }: Act, job: Job): boolean =>
  when !== "failure" &&
  !isMending(job) &&
  (known.does === "verify" || !known.kinds || known.kinds.some((kind) => seeing.has(kind)));

/** The next stages, unless the act already stands behind one of them and so looks at that. */
function ahead(site: Site, run: Run, job: Job, index: number, all: Sequence): readonly Run[] | undefined {
  const next = all.next(site).flatMap((other) => runIn(other, run.course) ?? []);
  const isLate = next.some((one) => standsBehind(one, job, index, all.numbering));
  return isLate ? undefined : next;
}

function healthCheck(site: Site, act: Act, each: readonly Look[], all: Sequence): HealthCheck {
  const absentFrom = site.runs.filter((run) => !each.some((look) => look.run === run));
  const routes = [
    ...each.flatMap((look) => routesOf(look, all)),
    ...absentFrom.map(({ course }) =>
      broken(`${course.scenario.name} leaves out \`${act.name}\``, course.scenario.trigger.at),
    ),
  ];
  return {
    name: act.name,
    at: act.at,
    kind: act.known.does === "check" && act.known.kinds ? "smoke-test" : "probe",
    everyRoute: allOf(routes, holds(act.at)),
    effective: allOf([...each.map(({ job }) => together(act.blocking, job.failure)), aimed(act)], holds(act.at)),
    watches: broken(`\`${act.name}\` looks only once, and not for as long as the stage bakes`, act.at),
  };
}

/** Tests of no other kind may look at the code and not at what was deployed. */
const aimed = ({ name, at, known }: Act): Assurance =>
  known.does === "check" && known.kinds?.every((kind) => kind !== "smoke-test" && kind !== "integration-test")
    ? unsure("run-time", `whether \`${name}\` looks at what was deployed is not written`, at)
    : holds(at);

function routesOf({ run, job, act, index, next }: Look, { numbering }: Sequence): readonly Assurance[] {
  if (next.length > 0) {
    return next.map((then) =>
      then.job.id === job.id || hasBit(then.course.stoodOn(then.job), numbering.get(job.id)!)
        ? crossing({ run: then, job, act, index }, numbering).everyRoute
        : broken(`\`${then.job.name}\` does not wait for \`${act.name}\``, then.job.at),
    );
  }
  const skip = job.id === run.job.id ? undefined : run.course.skip(job, succeededWith(run, numbering));
  return [skip, act.runs].map((runs) => ranBy(runs ?? { state: "always" }, act, ["person", "change", "unread"]));
}
