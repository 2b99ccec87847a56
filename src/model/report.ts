import type { Finding, Summary } from "./finding.ts";
import type { Plan } from "./plan.ts";
import type { Repository } from "./repository.ts";

/** All that a check says: what reporters print. */
export interface Report {
  readonly tool: { readonly name: "bakewell"; readonly version: string };
  /** As of when it was judged, in ISO 8601 with a `Z`. */
  readonly at: string;
  readonly policy: PolicyReference;
  readonly sources: readonly SourceReference[];
  readonly repository: Repository;
  readonly plans: readonly Plan[];
  readonly findings: readonly Finding[];
  readonly summary: Summary;
  /** What must be said beside the findings: "no policy file was found; the built-in `essential` applies". */
  readonly notes: readonly string[];
  /** Titles by rule id, for the rules that were asked. */
  readonly titles: Readonly<Record<string, string>>;
}

export interface PolicyReference {
  readonly name: string;
  /** `builtin`, or the file's path. */
  readonly source: string;
  readonly digest: string;
}

export interface SourceReference {
  readonly file: string;
  readonly platform: string;
  readonly digest: string;
}
