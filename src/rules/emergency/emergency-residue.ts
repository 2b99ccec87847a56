import { isoOf } from "#model/business-days.ts";
import type { Emergency } from "#model/emergency.ts";
import { valueOf } from "#model/fact.ts";
import type { Governance } from "#model/governance.ts";
import type { Marker } from "#model/repository.ts";
import { all, decidedAt, fail, pass, type Verdict } from "#model/verdict.ts";
import { rule } from "../rule.ts";
import { longestOf } from "./timed.ts";

export default rule({
  id: "emergency-residue",
  title: "No mark of emergency access outlives its emergency",
  each: "repository",
  evidence: ["files"],
  statements: ["S10", "S22"],
  judge: ({ markers, at }, _, { governance }) => {
    if (markers.length === 0) return decidedAt(pass("holds no mark of emergency access"), at);
    const windows = governance.emergencies.flatMap((emergency) => windowOf(emergency, governance));
    return all(...markers.map((marker) => judgeMarker(marker, windows, governance.now)));
  },
});

const day = 86_400;

/** The time in which a declared emergency explains marks, in ISO 8601 with a `Z`. */
interface Window {
  readonly id: string;
  readonly from: string;
  readonly until: string;
}

/** From the declaration to its end, but no longer than the protocol gives access, or a day; and as long after it as the protocol gives to take the marks out. */
function windowOf({ id, problems, declared, expires }: Emergency, { protocol }: Governance): readonly Window[] {
  if (problems.length > 0 || declared.state !== "declared" || expires.state !== "declared") return [];
  const known = valueOf(protocol);
  const grace = (known && valueOf(known.reconcile.markers)) ?? 0;
  const latest = Date.parse(declared.value) + (known ? longestOf(known) : day) * 1000;
  const end = Math.min(Date.parse(expires.value), latest);
  return [{ id, from: declared.value, until: isoOf(end + grace * 1000) }];
}

function judgeMarker({ text, at }: Marker, windows: readonly Window[], now: string): Verdict {
  const holds = `holds \`${text}\``;
  const isPast = (time: string) => Date.parse(time) < Date.parse(now);
  const open = windows.find(({ from, until }) => Date.parse(from) <= Date.parse(now) && !isPast(until));
  if (open) return decidedAt(pass(`${holds}, which ${open.id} explains until ${open.until}`), at);
  const last = windows
    .filter(({ until }) => isPast(until))
    .toSorted((a, b) => Date.parse(b.until) - Date.parse(a.until))[0];
  const reason = last
    ? `${holds}, which was to be gone by ${last.until}, after ${last.id}`
    : `${holds}, and no declared emergency explains it`;
  const remedy = last
    ? "take it out; what still needs it is a new emergency: `bakewell emergency declare`"
    : "take it out, or declare the emergency: `bakewell emergency declare`";
  return decidedAt(fail(reason, remedy), at);
}
