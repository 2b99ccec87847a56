import type { Emergency } from "#model/emergency.ts";
import { valueOf } from "#model/fact.ts";
import { glob } from "#model/pattern.ts";
import { startOf } from "#model/place.ts";
import { loadEmergency, unreadable } from "#policy/emergencies.ts";
import type { Contents } from "#read.ts";
import { decode } from "#syntax/decode.ts";

export interface GatheredEmergencies {
  /** What is judged: the declarations of the content, with what is owed by those of `from`. The oldest first. */
  readonly emergencies: readonly Emergency[];
  /** What may grant anything: those of `from` alone. */
  readonly granting: readonly Emergency[];
}

/**
 * The declared emergencies of a content as of a time. Where `from` is another revision, only what it declares grants
 * anything, and the content cannot take back what is owed there: so no change can bring its own, or forget a debt.
 */
export function gatherEmergencies(
  contents: Contents,
  from: Contents,
  pattern: string,
  now: string,
): GatheredEmergencies {
  const own = fileEmergencies(contents, pattern, now);
  if (from === contents) return { emergencies: own, granting: own };
  const granting = fileEmergencies(from, pattern, now);
  const earlier = new Map(granting.map((emergency) => [emergency.id, emergency]));
  const kept = own.map((emergency) => {
    const before = earlier.get(emergency.id);
    return before ? withDebts(emergency, before) : emergency;
  });
  const gone = granting.filter(({ id }) => own.every((emergency) => emergency.id !== id));
  return { emergencies: [...kept, ...gone].toSorted(byTime), granting };
}

function fileEmergencies(contents: Contents, pattern: string, now: string): readonly Emergency[] {
  const paths = contents.paths.filter(glob(pattern));
  const names = new Set<string>();
  const emergencies = [...contents.bytes(paths)].map(([path, bytes]) => {
    const emergency = emergencyIn(path, bytes, now);
    if (names.has(emergency.id)) return unreadable(path, now, [twice(emergency)]);
    names.add(emergency.id);
    return emergency;
  });
  return emergencies.toSorted(byTime);
}

type Bytes = ReturnType<Contents["bytes"]> extends ReadonlyMap<string, infer T> ? T : never;

function emergencyIn(path: string, bytes: Bytes, now: string): Emergency {
  if (!(bytes instanceof Uint8Array))
    return unreadable(path, now, [{ reason: bytes.reason, remedy: bytes.remedy, at: startOf(path) }]);
  const { text, problems } = decode(path, bytes);
  return problems.length > 0 ? unreadable(path, now, problems) : loadEmergency(path, text, now);
}

const twice = ({ id, at }: Emergency): Emergency["problems"][number] => ({
  reason: `is no declaration: another file is called \`${id}\`, too`,
  at,
  remedy: "give each a name of its own",
});

/** A declaration with what it put off before, and the times from which that is owed, as they were: it may say what came of it, and no more. */
function withDebts(emergency: Emergency, earlier: Emergency): Emergency {
  const owed = new Map(
    earlier.gates.filter(({ disposition }) => disposition === "deferred").map((gate) => [gate.name, gate]),
  );
  const gates = emergency.gates.map((gate) => {
    const before = owed.get(gate.name);
    owed.delete(gate.name);
    return before ? { ...gate, disposition: before.disposition, deadline: before.deadline } : gate;
  });
  const known = new Set(emergency.deployments.map(({ started }) => valueOf(started)));
  const gone = earlier.deployments.filter(({ started }) => !known.has(valueOf(started)));
  return {
    ...emergency,
    declared: earlier.declared.state === "declared" ? earlier.declared : emergency.declared,
    deployments: [...emergency.deployments, ...gone],
    gates: [...gates, ...owed.values()],
  };
}

/** What has no time comes last. */
const byTime = (a: Emergency, b: Emergency): number =>
  compare(valueOf(a.declared) ?? "9", valueOf(b.declared) ?? "9") || compare(a.id, b.id);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
