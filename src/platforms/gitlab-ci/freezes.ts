import { absent, declared, type Fact, unknown } from "#model/fact.ts";
import type { Hours, Window } from "#model/plan.ts";
import type { Freeze } from "#model/server.ts";
import type { Job } from "../routes/graph.ts";
import type { Library } from "./library.ts";
import { outdated } from "./settings.ts";
import * as settle from "./settle.ts";

/**
 * When a job may start. A freeze stops only jobs whose own rules ask for it.
 * https://docs.gitlab.com/user/project/releases/#prevent-unintentional-releases-by-setting-a-deploy-freeze
 */
export function windowFor(job: Job, heeds: ReadonlySet<string>, { settings, files }: Library): Fact<Window> {
  if (!heeds.has(job.id)) return absent(job.at);
  const settling = settle.freezes(files.slug);
  const what = "when deployments are frozen";
  const source = settings?.freezes[0] ?? settings?.allFreezes;
  if (!settings || !source) return unknown("settings", `${what} is set in the project's settings`, job.at, settling);
  if (source.stale !== undefined) return outdated(what, source, settling);
  const { freezes } = settings;
  if (freezes.length === 0) return absent(source.at);
  const closed = freezes.map(weekly);
  if (closed.includes(undefined))
    return unknown("settings", `\`${freezes[0]!.start}\` to \`${freezes[0]!.end}\` is no time of the week`, source.at);
  const zones = new Set(freezes.map(({ timeZone }) => timeZone));
  if (zones.size > 1) return unknown("settings", "the freezes are in several time zones", source.at);
  const open = openOf(
    closed.flatMap((spans) => spans ?? []),
    freezes[0]!.timeZone,
  );
  return declared({ name: "outside of the deploy freezes", open }, source.at);
}

const DAY = 24 * 60;
const WEEK = 7 * DAY;

interface Span {
  readonly from: number;
  readonly to: number;
}

/** The minutes of the week, from Monday on, that a freeze takes; `undefined` where it does not repeat every week. */
function weekly({ start, end }: Freeze): readonly Span[] | undefined {
  const from = minutesOf(start);
  const to = minutesOf(end);
  if (!from || !to || from.length === 0 || to.length === 0) return undefined;
  return from.flatMap((begin) => {
    const next = to.map((stop) => (stop > begin ? stop : stop + WEEK)).reduce((a, b) => Math.min(a, b));
    return next <= WEEK
      ? [{ from: begin, to: next }]
      : [
          { from: begin, to: WEEK },
          { from: 0, to: next - WEEK },
        ];
  });
}

function minutesOf(cron: string): readonly number[] | undefined {
  const [, minute, hour, days] = /^(\d{1,2}) (\d{1,2}) \* \* (\*|[0-7](?:[,-][0-7])*)$/.exec(cron.trim()) ?? [];
  if (minute === undefined || Number(minute) > 59 || Number(hour) > 23 || days === undefined) return undefined;
  const chosen = days === "*" ? [1, 2, 3, 4, 5, 6, 7] : days.split(",").flatMap(daysOf);
  return chosen.map((day) => (day - 1) * DAY + Number(hour) * 60 + Number(minute));
}

function daysOf(text: string): readonly number[] {
  const [from = 0, to = from] = text.split("-").map(Number);
  const days: number[] = [];
  for (let day = from; day <= to && days.length < 7; day++) days.push(day === 0 ? 7 : day);
  return days;
}

function openOf(closed: readonly Span[], zone: string): readonly Hours[] {
  const hours: Hours[] = [];
  for (let day = 0; day < 7; day++) {
    let at = day * DAY;
    const end = at + DAY;
    for (const { from, to } of closed.toSorted((a, b) => a.from - b.from)) {
      if (to <= at || from >= end) continue;
      if (from > at) hours.push({ days: [day + 1], from: at - day * DAY, to: from - day * DAY, zone });
      at = Math.max(at, to);
    }
    if (at < end) hours.push({ days: [day + 1], from: at - day * DAY, to: DAY, zone });
  }
  const same = Map.groupBy(hours, ({ from, to }) => `${from} ${to}`);
  return [...same.values()].map((group) => ({ ...group[0]!, days: group.flatMap(({ days }) => days) }));
}
