import { isoOf } from "#model/business-days.ts";
import type { Emergency } from "#model/emergency.ts";
import { valueOf } from "#model/fact.ts";
import type { Governance } from "#model/governance.ts";
import type { Marker } from "#model/repository.ts";
import { all, decidedAt, fail, pass, type Verdict } from "#model/verdict.ts";
import { rule } from "../rule.ts";
import { approvedByEnough } from "./approved.ts";
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

/** The time in which a declared emergency explains marks, in ISO 8601 with a `Z`. */
interface Window {
  readonly id: string;
  readonly from: string;
  readonly until: string;
  /** Why it explains nothing, as a predicate of its name; `undefined` where it was approved. */
  readonly unapproved: string | undefined;
}

/**
 * From the declaration to its end, but no longer than the protocol gives access, and as long after it as the protocol
 * gives to take the marks out. Only a protocol gives access, to those whom it lets approve.
 */
function windowOf(emergency: Emergency, { protocol, groups }: Governance): readonly Window[] {
  const { id, problems, declared, expires } = emergency;
  const known = valueOf(protocol);
  if (!known || problems.length > 0 || declared.state !== "declared" || expires.state !== "declared") return [];
  const latest = Date.parse(declared.value) + longestOf(known) * 1000;
  const end = Math.min(Date.parse(expires.value), latest);
  const grace = valueOf(known.reconcile.markers) ?? 0;
  const approved = approvedByEnough(emergency, known, groups);
  const unapproved = approved.outcome === "pass" ? undefined : approved.reason;
  return [{ id, from: declared.value, until: isoOf(end + grace * 1000), unapproved }];
}

function judgeMarker({ text, at }: Marker, windows: readonly Window[], now: string): Verdict {
  const holds = `holds \`${text}\``;
  const isPast = (time: string) => Date.parse(time) < Date.parse(now);
  const current = windows.filter(({ from, until }) => Date.parse(from) <= Date.parse(now) && !isPast(until));
  const open = current.find(({ unapproved }) => unapproved === undefined) ?? current[0];
  if (open?.unapproved !== undefined)
    return decidedAt(
      fail(
        `${holds}, and ${open.id}, which would explain it, ${open.unapproved}`,
        `take it out, or let those approve ${open.id} who may`,
      ),
      at,
    );
  if (open) return decidedAt(pass(`${holds}, which ${open.id} explains until ${open.until}`), at);
  const last = windows
    .filter(({ until }) => isPast(until))
    .toSorted((a, b) => Date.parse(b.until) - Date.parse(a.until))[0];
  const reason = last
    ? `${holds}, which was to be gone by ${last.until}, after ${last.id}`
    : `${holds}, and no declared emergency explains it`;
  const remedy = last
    ? "take it out; what still needs it is a new emergency: `bakewell emergency declare`"
    : "take it out, or declare the emergency under the policy's protocol: `bakewell emergency declare`";
  return decidedAt(fail(reason, remedy), at);
}
