import type { Protocol } from "#model/emergency.ts";
import { valueOf } from "#model/fact.ts";
import type { Routine } from "#model/governance.ts";
import { UsageError } from "#model/usage-error.ts";
import { stringify } from "yaml";

/** What was said of an emergency. */
interface Answers {
  readonly criterion?: string | undefined;
  readonly severity?: string | undefined;
  readonly evidence?: readonly string[] | undefined;
  readonly "requested-by"?: string | undefined;
  readonly author?: string | undefined;
  readonly incident?: string | undefined;
  readonly summary?: string | undefined;
  readonly environment?: readonly string[] | undefined;
  readonly artifact?: string | undefined;
  readonly commit?: string | undefined;
  readonly "rollback-to"?: string | undefined;
  readonly "rollback-evidence"?: string | undefined;
  readonly "bake-factor"?: string | undefined;
  readonly approvals?: string | undefined;
  readonly merge?: readonly string[] | undefined;
  readonly window?: boolean | undefined;
  readonly defer?: readonly string[] | undefined;
  readonly "approved-by"?: readonly string[] | undefined;
}

interface Around {
  readonly id: string;
  readonly at: string;
  readonly expires: string;
  readonly protocol: Protocol;
  readonly routine: Routine;
}

const heading = "# yaml-language-server: $schema=https://bakewell.dev/schemas/emergency.schema.json\n";

/** The text of a declaration. Every check of the routine is named: it runs before, unless it is said to be put off. */
export function declarationText(said: Answers, { id, at, expires, protocol, routine }: Around): string {
  const deferred = new Map((said.defer ?? []).map((each) => pair(each, "--defer CHECK=REASON")));
  const names = new Set([...routine.checks.map(({ name }) => name), ...deferred.keys()]);
  const accelerated = {
    "bake-factor": numbered(said["bake-factor"], "--bake-factor 0.1"),
    merge: listed(said.merge),
    approvals: numbered(said.approvals, "--approvals 1"),
    window: said.window || undefined,
  };
  const document = {
    id,
    protocol: { name: protocol.name, version: valueOf(protocol.version) ?? "", digest: protocol.digest },
    criterion: said.criterion,
    severity: said.severity,
    evidence: (said.evidence ?? [])
      .map((each) => pair(each, "--evidence KIND=REFERENCE"))
      .map(([kind, reference]) => ({ kind, reference })),
    declared: at,
    expires,
    "requested-by": said["requested-by"],
    incident: said.incident,
    summary: said.summary,
    change: {
      author: said.author,
      artifact: said.artifact,
      commit: said.commit,
      environments: said.environment,
      "rollback-to": said["rollback-to"],
      "rollback-evidence": said["rollback-evidence"],
    },
    ...(Object.values(accelerated).some((value) => value !== undefined) && { acceleration: accelerated }),
    approvals: (said["approved-by"] ?? []).map((by) => ({ by, decision: "approved", at })),
    gates: [...names].map((gate) => {
      const because = deferred.get(gate);
      return because === undefined ? { gate, disposition: "before" } : { gate, disposition: "deferred", because };
    }),
    status: "open",
  };
  return heading + stringify(document, { lineWidth: 0 });
}

const listed = (texts: readonly string[] | undefined): readonly string[] | undefined =>
  texts && texts.length > 0 ? texts : undefined;

/** `a=b` in two. */
function pair(written: string, form: string): readonly [string, string] {
  const at = written.indexOf("=");
  if (at < 1 || at === written.length - 1)
    throw new UsageError(`\`${written.slice(0, 60)}\` is no pair`, { hint: `write ${form}` });
  return [written.slice(0, at).trim(), written.slice(at + 1).trim()];
}

function numbered(written: string | undefined, form: string): number | undefined {
  if (written === undefined) return undefined;
  if (!/^\d{1,6}(\.\d{1,6})?$/.test(written))
    throw new UsageError(`\`${written.slice(0, 60)}\` is no number`, { hint: `write ${form}` });
  return Number(written);
}
