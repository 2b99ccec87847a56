// Generated from schemas/report.schema.json. Change that file and run `npm run build`.

export type Assurance =
  | {
      state: "holds";
      at: Place;
    }
  | {
      state: "broken";
      at: Place;
      how: string;
    }
  | Unknown;

/**
 * What `bakewell check --format json` prints.
 */
export interface Report {
  schema: "bakewell.report/1";
  tool: {
    name: "bakewell";
    version: string;
  };
  /**
   * As of when it was judged, ISO 8601.
   */
  at: string;
  policy: {
    name: string;
    source: string;
    digest: string;
  };
  sources: {
    file: string;
    platform: string;
    digest: string;
  }[];
  plans: Plan[];
  findings: Finding[];
  summary: {
    pass: number;
    fail: number;
    unknown: number;
    "not-applicable": number;
    waived: number;
    owed: number;
  };
  notes: string[];
}
export interface Plan {
  id: string;
  platform: string;
  name: string;
  at: Place;
  file: string;
  line: number;
  change:
    | {
        state: "declared";
        at: Place;
        value: "application" | "infrastructure" | "configuration" | "feature-flag" | "data" | "solution";
        via?: Place[];
      }
    | Absent
    | Unknown;
  triggers: {
    items: Trigger[];
    others: Absent | Unknown;
  };
  stages: Stage[];
  steps: {
    items: Step[];
    others: Absent | Unknown;
  };
  delegations: {
    to: string;
    at: Place;
    moving:
      | {
          state: "declared";
          at: Place;
          value: boolean;
          via?: Place[];
        }
      | Absent
      | Unknown;
  }[];
}
export interface Place {
  file: string;
  line: number;
  column: number;
}
export interface Absent {
  state: "absent";
  at: Place;
}
export interface Unknown {
  state: "unknown";
  at: Place;
  cause: "run-time" | "settings" | "elsewhere" | "invalid" | "stale" | "policy";
  why: string;
  settle: string;
}
export interface Trigger {
  on:
    | "push"
    | "tag"
    | "release"
    | "manual"
    | "schedule"
    | "change-request"
    | "merge-queue"
    | "after-plan"
    | "call"
    | "api"
    | "manifest";
  refs:
    | {
        state: "declared";
        at: Place;
        value: string[];
        via?: Place[];
      }
    | Absent
    | Unknown;
  at: Place;
}
export interface Stage {
  id: string;
  name: string;
  at: Place;
  role: "deployment" | "publication" | "preview";
  deploys: Assurance;
  after: string[];
  starts: string[];
  environment:
    | {
        state: "declared";
        at: Place;
        value: string;
        via?: Place[];
      }
    | Absent
    | Unknown;
  tier:
    | {
        state: "declared";
        at: Place;
        value: "development" | "staging" | "production";
        via?: Place[];
      }
    | Absent
    | Unknown;
  signals: Signal[];
  target:
    | {
        state: "declared";
        at: Place;
        value: string;
        via?: Place[];
      }
    | Absent
    | Unknown;
  targets: string[];
  exposure:
    | {
        state: "declared";
        at: Place;
        value: {
          share: number;
          by: "weight" | "replicas" | "group" | "all-at-once" | "blue-green";
        };
        via?: Place[];
      }
    | Absent
    | Unknown;
  checks: {
    items: Check[];
    others: Absent | Unknown;
  };
  approvals: {
    items: Approval[];
    others: Absent | Unknown;
  };
  bake:
    | {
        state: "declared";
        at: Place;
        /**
         * Seconds.
         */
        value: number;
        via?: Place[];
      }
    | Absent
    | Unknown;
  health: {
    items: HealthCheck[];
    others: Absent | Unknown;
  };
  halt:
    | {
        state: "declared";
        at: Place;
        value: {
          on: string;
          automatic: Assurance;
        };
        via?: Place[];
      }
    | Absent
    | Unknown;
  recovery:
    | {
        state: "declared";
        at: Place;
        value: {
          how: string;
          automatic: Assurance;
        };
        via?: Place[];
      }
    | Absent
    | Unknown;
  concurrency:
    | {
        state: "declared";
        at: Place;
        value: {
          name: string;
          serial: Assurance;
          uncancelled: Assurance;
        };
        via?: Place[];
      }
    | Absent
    | Unknown;
  "time-limit":
    | {
        state: "declared";
        at: Place;
        value: {
          /**
           * Seconds.
           */
          limit: number;
          "is-default": boolean;
        };
        via?: Place[];
      }
    | Absent
    | Unknown;
  window:
    | {
        state: "declared";
        at: Place;
        value: {
          name: string;
          open: {
            days: number[];
            from: number;
            to: number;
            zone: string;
          }[];
        };
        via?: Place[];
      }
    | Absent
    | Unknown;
  artifacts: {
    items: Artifact[];
    others: Absent | Unknown;
  };
  identities: {
    items: Identity[];
    others: Absent | Unknown;
  };
  group:
    | {
        state: "declared";
        at: Place;
        value: {
          name: string;
          /**
           * null: nothing bounds it.
           */
          concurrent: number | null;
          "stops-together": Assurance;
        };
        via?: Place[];
      }
    | Absent
    | Unknown;
  "started-by": (
    | "push"
    | "tag"
    | "release"
    | "manual"
    | "schedule"
    | "change-request"
    | "merge-queue"
    | "after-plan"
    | "call"
    | "api"
    | "manifest"
  )[];
  changes: {
    items: {
      name: string;
      at: Place;
      change: "application" | "infrastructure" | "configuration" | "feature-flag" | "data" | "solution";
      settings:
        | {
            state: "declared";
            at: Place;
            value: string;
            via?: Place[];
          }
        | Absent
        | Unknown;
    }[];
    others: Absent | Unknown;
  };
  "restore-points": {
    items: {
      name: string;
      at: Place;
      label:
        | {
            state: "declared";
            at: Place;
            value: string;
            via?: Place[];
          }
        | Absent
        | Unknown;
      "every-route": Assurance;
    }[];
    others: Absent | Unknown;
  };
  removals: {
    items: {
      name: string;
      at: Place;
      takes:
        | {
            state: "declared";
            at: Place;
            value: string;
            via?: Place[];
          }
        | Absent
        | Unknown;
    }[];
    others: Absent | Unknown;
  };
  attestations: {
    items: {
      name: string;
      at: Place;
      "every-route": Assurance;
    }[];
    others: Absent | Unknown;
  };
  notices: {
    items: {
      name: string;
      at: Place;
      "every-failure": Assurance;
    }[];
    others: Absent | Unknown;
  };
}
export interface Signal {
  from: "environment" | "command" | "connection" | "address" | "variable" | "name" | "file";
  text: string;
  at: Place;
}
export interface Check {
  name: string;
  kinds: (
    | "tests"
    | "integration-test"
    | "smoke-test"
    | "static-analysis"
    | "security-scan"
    | "compliance"
    | "build"
    | "plan-review"
    | "provenance"
  )[];
  at: Place;
  guards: "route" | "change";
  after: string[];
  "every-route": Assurance;
  blocking: Assurance;
  unskippable: Assurance;
}
export interface Approval {
  name: string;
  at: Place;
  count:
    | {
        state: "declared";
        at: Place;
        value: number;
        via?: Place[];
      }
    | Absent
    | Unknown;
  /**
   * The most that its platform can be made to ask.
   */
  askable?: number;
  from: {
    items: string[];
    others: Absent | Unknown;
  };
  "by-author":
    | {
        state: "declared";
        at: Place;
        value: boolean;
        via?: Place[];
      }
    | Absent
    | Unknown;
  "by-starter":
    | {
        state: "declared";
        at: Place;
        value: boolean;
        via?: Place[];
      }
    | Absent
    | Unknown;
  unanswered:
    | {
        state: "declared";
        at: Place;
        value: {
          means: "no" | "yes";
          after: number;
          "is-default": boolean;
        };
        via?: Place[];
      }
    | Absent
    | Unknown;
  bypass:
    | {
        state: "declared";
        at: Place;
        value: boolean;
        via?: Place[];
      }
    | Absent
    | Unknown;
  "every-route": Assurance;
}
export interface HealthCheck {
  name: string;
  at: Place;
  kind: "metric" | "probe" | "smoke-test" | "alarm" | "usage" | "comparison";
  "every-route": Assurance;
  effective: Assurance;
  watches: Assurance;
}
export interface Artifact {
  name: string;
  version: string;
  at: Place;
  immutable: Assurance;
  "by-digest": boolean;
  origin:
    | {
        state: "declared";
        at: Place;
        value: string;
        via?: Place[];
      }
    | Absent
    | Unknown;
  form:
    | {
        state: "declared";
        at: Place;
        value: {
          name: string;
          sealed: boolean;
        };
        via?: Place[];
      }
    | Absent
    | Unknown;
}
export interface Identity {
  name: string;
  at: Place;
  kind: "workload" | "machine-token" | "static-key" | "password" | "person";
}
export interface Step {
  uses: string;
  at: Place;
  "pinned-by":
    | {
        state: "declared";
        at: Place;
        value: "commit" | "digest" | "version" | "branch" | "nothing";
        via?: Place[];
      }
    | Absent
    | Unknown;
  "by-vendor": boolean;
  stages: string[];
}
export interface Finding {
  rule: string;
  outcome: "pass" | "fail" | "unknown" | "not-applicable";
  strength: "must" | "should";
  subject: {
    kind: "repository" | "source" | "plan" | "stage" | "waiver" | "emergency";
    id: string;
    name: string;
    at: Place;
    platform: string | null;
    plan: string | null;
    stage: string | null;
  };
  reason: string;
  places: Place[];
  remedy: string | null;
  "asked-by": {
    policy: string;
    file: string;
    line: number;
    cites: string | null;
  };
  fingerprint: string;
  waiver: null | {
    at: Place;
    until: string;
    because: string;
    "approved-by": string;
    ticket: string | null;
  };
  owed: null | {
    emergency: string;
    at: Place;
    due: string;
  };
}
