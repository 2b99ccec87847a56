import type { Job, Scenario } from "./graph.ts";

/** A way to start, with what is assumed in it, in short. */
export interface Labelled {
  readonly scenario: Scenario;
  readonly label: string;
}

/**
 * Gives a job an id for each of the places that it deploys to in different ways to start. `renamed` takes over the new
 * names in what else a way holds by them.
 */
export function apart<W extends Labelled>(
  ways: readonly W[],
  renamed: (way: W, names: ReadonlyMap<string, string>) => W,
): readonly W[] {
  const places = new Map<string, Set<string>>();
  for (const { scenario } of ways) {
    for (const job of scenario.jobs) {
      const place = placeOf(job);
      if (place !== undefined) places.set(job.id, (places.get(job.id) ?? new Set()).add(place));
    }
  }
  return ways.map((way) => {
    const names = new Map<string, string>();
    for (const job of way.scenario.jobs) {
      if (way.label === "" || placeOf(job) === undefined || (places.get(job.id)?.size ?? 0) < 2) continue;
      names.set(job.id, `${job.id} [${way.label}]`);
    }
    return names.size === 0 ? way : renamed(withNames(way, names), names);
  });
}

/** Where a job deploys to, as far as its own arguments tell; `undefined` where it deploys nothing and uses no environment. */
function placeOf({ acts, environment }: Job): string | undefined {
  const deploys = acts.filter(({ known: { does } }) => does === "deploy" || does === "publish" || does === "preview");
  if (deploys.length === 0 && environment.state !== "declared") return undefined;
  const text = (fact: Job["environment"]): string => (fact.state === "declared" ? fact.value : fact.state);
  return JSON.stringify([
    text(environment),
    deploys.map(({ target, signals }) => [text(target), signals.map((signal) => signal.text)]),
  ]);
}

function withNames<W extends Labelled>(way: W, names: ReadonlyMap<string, string>): W {
  const name = (id: string): string => names.get(id) ?? id;
  const jobs = way.scenario.jobs.map((job): Job => ({
    ...job,
    id: name(job.id),
    name: names.has(job.id) ? `${job.name} [${way.label}]` : job.name,
    needs: job.needs.map((need) => ({ ...need, job: name(need.job) })),
  }));
  return { ...way, scenario: { ...way.scenario, jobs } };
}
