import { absent, unknown, type Absent, type Fact, type Unknown } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import { unreadIn, type Run, type Site } from "./sites.ts";

/** Whether work that cannot be read may add to what is seen; `at` is where more would be written. */
export const openBy = (dark: Fact<string>, at: Place): Absent | Unknown => {
  switch (dark.state) {
    case "declared":
      return unknown("elsewhere", dark.value, dark.at);
    case "unknown":
      return dark;
    case "absent":
      return absent(at);
  }
};

/** Whether there may be more in the site's own job. */
export const othersWithin = ({ runs, first }: Site): Absent | Unknown =>
  firstOpen(
    runs.map((run) => openBy(unreadIn(run), first.job.at)),
    first,
  );

/** Whether there may be more on the way to the site. */
export const othersBefore = (site: Site): Absent | Unknown =>
  firstOpen(
    [
      othersWithin(site),
      ...site.runs.flatMap((run) => run.course.before(run.job).map(({ hidden }) => openBy(hidden, run.job.at))),
    ],
    site.first,
  );

export const firstOpen = (all: readonly (Absent | Unknown)[], { job }: Run): Absent | Unknown =>
  all.find(({ state }) => state === "unknown") ?? all[0] ?? absent(job.at);
