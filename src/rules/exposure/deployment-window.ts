import { dayName, hoursOf, isZone, printTime } from "#model/hours.ts";
import type { Hours, Window } from "#model/plan.ts";
import { type Claim, fail, judge, notApplicable, open, pass } from "#model/verdict.ts";
import { rule } from "../rule.ts";
import { ofDeployment } from "../stages.ts";
import { few } from "../wording.ts";
import { firstOutside } from "./outside.ts";

export default rule({
  id: "deployment-window",
  title: "Production deployments start only in staffed hours",
  each: "stage",
  evidence: ["files", "settings"],
  statements: ["S09", "S31"],
  judge: (stage, { windows }, { governance }) => {
    if (windows.length === 0) return notApplicable("is held to no hours: the policy names no windows", stage.at);
    const remedy = `let deployments to it start only in ${few(windows, "or")}`;
    const scheduled = stage.startedBy.length > 0 && stage.startedBy.every((on) => on === "schedule");
    return ofDeployment(stage, () =>
      judge(stage.window, {
        declared: (window) => judgeWindow(window, windows, governance.now, remedy),
        absent: scheduled
          ? open(
              "is started by a schedule alone, and its times are not known here",
              "compare its schedule with the windows, and waive the rule where it keeps to them",
            )
          : fail("may start at any time", remedy),
      }),
    );
  },
});

/** More are not compared. */
const most = { hours: 60, zones: 8 };

function judgeWindow(window: Window, windows: readonly string[], now: string, remedy: string): Claim {
  const staffed = windows.map(hoursOf).filter((hours) => typeof hours === "object");
  const every = [...window.open, ...staffed];
  const zones = new Set(every.map(({ zone }) => zone));
  if (window.open.length === 0 || !every.every(isComparable) || every.length > most.hours || zones.size > most.zones)
    return open(`starts in \`${window.name}\`, whose hours cannot be compared with the windows`);
  const outside = firstOutside(window.open, staffed, Math.floor(Date.parse(now) / 60_000));
  if (!outside) return pass(`starts only in \`${window.name}\`, inside of the windows`);
  const { day, minute, zone } = outside;
  const time = `${dayName(day)} ${printTime(minute)} ${zone}`;
  return fail(`may start outside of the windows in \`${window.name}\`: \`${time}\``, remedy);
}

const isComparable = ({ days, from, to, zone }: Hours): boolean =>
  days.length > 0 && days.every((day) => day >= 1 && day <= 7) && 0 <= from && from < to && to <= 1440 && isZone(zone);
