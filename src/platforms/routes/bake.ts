import { absent, declared, unknown, type Fact, type Unknown } from "#model/fact.ts";
import type { Duration } from "#model/duration.ts";
import type { Place } from "#model/place.ts";
import { crossing } from "./gates.ts";
import type { Act, Job } from "./graph.ts";
import { hasBit } from "./bits.ts";
import { behind, runIn, succeededWith, type Sequence } from "./sequence.ts";
import type { Run, Site } from "./sites.ts";

/**
 * How long a stage lives, on every route, before the next one begins; at the last stage, how long the plan goes on
 * waiting. `elsewhere` tells how long the platform waits before a job of the next stage. Only a deployment bakes.
 */
export function bakeOf(site: Site, all: Sequence, elsewhere: (next: Job) => Fact<Duration>): Fact<Duration> {
  if (site.role !== "deployment") return absent(site.first.job.at);
  const next = all.next(site);
  const baked = site.runs.flatMap((run) => {
    const then = next.flatMap((other) => runIn(other, run.course) ?? []);
    return next.length === 0
      ? [finalWait(run, all)]
      : then.map((other) => withTimer(waitBetween(run, other, all), elsewhere(other.job)));
  });
  const unread = baked.flatMap((wait) => (wait === undefined || wait.open === undefined ? [] : [wait.open]))[0];
  if (unread) return unread;
  const shortest = baked.toSorted((a, b) => a.length - b.length)[0];
  if (shortest?.places[0]) return declared(shortest.length, shortest.places[0], shortest.places.slice(1));
  const asked = next.map(({ first }) => elsewhere(first.job));
  return (
    asked.find(({ state }) => state === "unknown") ??
    asked.find(({ state }) => state === "absent") ??
    absent(site.first.job.at)
  );
}

interface Wait {
  readonly length: Duration;
  readonly places: readonly Place[];
  readonly open?: Unknown;
}

/** What the platform waits comes on top of what is written. */
const withTimer = (wait: Wait, timer: Fact<Duration>): Wait =>
  timer.state === "declared"
    ? { ...wait, length: wait.length + timer.value, places: [...wait.places, timer.at] }
    : wait;

const isWait = ({ when }: Act): boolean => when !== "failure";

function waitBetween(run: Run, then: Run, { numbering }: Sequence): Wait {
  const waits = behind(run, numbering, ["wait"], isWait).filter(({ job, index }) =>
    job.id === then.job.id ? index < then.begin : hasBit(then.course.stoodOn(then.job), numbering.get(job.id)!),
  );
  return longestChain(
    run,
    waits.map((wait) => {
      const { everyRoute, unskippable } = crossing({ run: then, ...wait }, numbering);
      const isSure = everyRoute.state !== "broken" && unskippable.state !== "broken";
      const open = [everyRoute, unskippable].find(({ state }) => state === "unknown");
      return { ...wait, isSure, open: open?.state === "unknown" ? open : undefined };
    }),
    { numbering },
  );
}

/** A wait before another deployment is none of this one's. */
const precedesDeployment = (job: Job, index: number): boolean =>
  job.acts.slice(index).some(({ known: { does }, when }) => does === "deploy" && when !== "failure");

function finalWait(run: Run, { numbering }: Sequence): Wait {
  const succeeded = succeededWith(run, numbering);
  const after = behind(run, numbering, ["wait"], isWait).filter(({ job, index }) => !precedesDeployment(job, index));
  const waits = after.map((wait) => {
    const isSure =
      wait.act.runs.state === "always" && (wait.job.id === run.job.id || !run.course.skip(wait.job, succeeded));
    return { ...wait, isSure, open: undefined };
  });
  return longestChain(run, waits, { numbering });
}

interface Candidate {
  readonly job: Job;
  readonly act: Act;
  readonly isSure: boolean;
  readonly open: Unknown | undefined;
}

/** Waits side by side do not add up: what counts is the longest chain of jobs that wait for each other. */
function longestChain(run: Run, waits: readonly Candidate[], { numbering }: Pick<Sequence, "numbering">): Wait {
  const sure = waits.filter(({ isSure }) => isSure);
  for (const { act, open } of sure) {
    if (open) return { length: 0, places: [], open };
    if (act.duration.state === "unknown") return { length: 0, places: [], open: act.duration };
    if (act.duration.state === "absent") {
      const why = `how long \`${act.name}\` waits is not written`;
      return { length: 0, places: [], open: unknown("run-time", why, act.duration.at) };
    }
  }
  const chains: { readonly job: Job; readonly wait: Wait }[] = [];
  for (const job of new Set(sure.map((wait) => wait.job))) {
    const own = sure.filter((wait) => wait.job === job).map(({ act }) => act.duration);
    const length = own.reduce((sum, duration) => sum + (duration.state === "declared" ? duration.value : 0), 0);
    const begun = run.course.begun(job);
    const before = longest(
      chains.filter((chain) => hasBit(begun, numbering.get(chain.job.id)!)).map(({ wait }) => wait),
    );
    chains.push({
      job,
      wait: { length: before.length + length, places: [...before.places, ...own.map(({ at }) => at)] },
    });
  }
  return longest(chains.map(({ wait }) => wait));
}

const longest = (waits: readonly Wait[]): Wait =>
  waits.reduce((best, wait) => (wait.length > best.length ? wait : best), { length: 0, places: [] });
