// Generated from schemas/policy.schema.json. Change that file and run `npm run build`.

/**
 * The groups whose members may, or people themselves (`user:mina`, `team:acme/ops`): a list, of whose members `count` must say yes, or `all: […]`, of each of which they must; anyone whom the platform lets where it is left out.
 *
 * @minItems 1
 */
export type ApprovalFrom =
  | string[]
  | {
      /**
       * As many as `count` says of all of them together.
       *
       * @minItems 1
       */
      any?: string[];
      /**
       * As many as `count` says of each of them; nobody counts for two.
       *
       * @minItems 1
       * @maxItems 8
       */
      all?: string[];
    };

/**
 * The parameters of each rule as its judgement sees them: defaults filled in, durations in seconds, shares from 0 to 1.
 */
export interface RuleParameters {
  readable?: ReadableParameters;
  "progressive-exposure"?: ProgressiveExposureParameters;
  "bake-time"?: BakeTimeParameters;
  "watched-bake"?: WatchedBakeParameters;
  "health-check"?: HealthCheckParameters;
  "effective-check"?: EffectiveCheckParameters;
  "serial-rings"?: SerialRingsParameters;
  "deployment-window"?: DeploymentWindowParameters;
  "automatic-halt"?: AutomaticHaltParameters;
  recovery?: RecoveryParameters;
  "halt-notice"?: HaltNoticeParameters;
  "required-checks"?: RequiredChecksParameters;
  "blocking-check"?: BlockingCheckParameters;
  "unskippable-check"?: UnskippableCheckParameters;
  "equal-gates"?: EqualGatesParameters;
  "single-route"?: SingleRouteParameters;
  "change-coverage"?: ChangeCoverageParameters;
  approval?: ApprovalParameters;
  "timely-promotion"?: TimelyPromotionParameters;
  "light-approval"?: LightApprovalParameters;
  "staging-first"?: StagingFirstParameters;
  "tested-staging"?: TestedStagingParameters;
  "staging-parity"?: StagingParityParameters;
  "versioned-artifact"?: VersionedArtifactParameters;
  "one-build"?: OneBuildParameters;
  provenance?: ProvenanceParameters;
  "deployment-identity"?: DeploymentIdentityParameters;
  "pinned-steps"?: PinnedStepsParameters;
  "serial-deployment"?: SerialDeploymentParameters;
  "time-limit"?: TimeLimitParameters;
  "restore-point"?: RestorePointParameters;
  "data-change"?: DataChangeParameters;
  "safe-removal"?: SafeRemovalParameters;
  "release-form"?: ReleaseFormParameters;
  "environment-configuration"?: EnvironmentConfigurationParameters;
  "trunk-based"?: TrunkBasedParameters;
  "continuous-integration"?: ContinuousIntegrationParameters;
  "automated-deployment"?: AutomatedDeploymentParameters;
  "emergency-protocol"?: EmergencyProtocolParameters;
  "emergency-route"?: EmergencyRouteParameters;
  "emergency-declaration"?: EmergencyDeclarationParameters;
  "owed-checks"?: OwedChecksParameters;
  "emergency-review"?: EmergencyReviewParameters;
  "emergency-residue"?: EmergencyResidueParameters;
  "rare-emergencies"?: RareEmergenciesParameters;
  "code-review"?: CodeReviewParameters;
  "policy-check"?: PolicyCheckParameters;
  "owned-configuration"?: OwnedConfigurationParameters;
  "current-policy"?: CurrentPolicyParameters;
  "sound-waiver"?: SoundWaiverParameters;
}
/**
 * A file that claims to be a deployment configuration can be read and is valid for its platform.
 */
export interface ReadableParameters {}
/**
 * Production is reached in phases, the first one small, each step bounded.
 */
export interface ProgressiveExposureParameters {
  /**
   * The fewest phases.
   */
  stages: number;
  /**
   * The largest share that the first phase may expose. From 0 to 1.
   */
  first: number;
  /**
   * How many times a phase may be as large as the one before it.
   */
  growth: number;
  /**
   * Whether a switch of everyone at once is accepted where a preview is checked and the bake after the switch is watched.
   */
  "blue-green": boolean;
}
/**
 * A stage bakes before the next one begins.
 */
export interface BakeTimeParameters {
  /**
   * The shortest bake. In seconds.
   */
  minimum: number;
  /**
   * The shortest bake of the first stage, where it differs. In seconds.
   */
  first?: number;
}
/**
 * A bake is watched by an automatic health check.
 */
export interface WatchedBakeParameters {}
/**
 * A health check must pass before the next stage begins.
 */
export interface HealthCheckParameters {
  /**
   * The fewest health checks.
   */
  signals: number;
  /**
   * The kinds that count; all of them where it is left out.
   *
   * @minItems 1
   */
  kinds?: ("metric" | "probe" | "smoke-test" | "alarm" | "usage" | "comparison")[];
}
/**
 * A health check can fail.
 */
export interface EffectiveCheckParameters {}
/**
 * Later groups depend on earlier ones; a failing group stops them.
 */
export interface SerialRingsParameters {
  /**
   * How many groups may deploy at once.
   */
  concurrent: number;
}
/**
 * Production deployments start only in staffed hours.
 */
export interface DeploymentWindowParameters {
  /**
   * The hours of the week in which deployments may start: `Mon-Fri 09:00-16:00 Europe/Berlin`.
   *
   * @maxItems 50
   */
  windows: string[];
}
/**
 * A failed check stops the rollout without a human.
 */
export interface AutomaticHaltParameters {}
/**
 * A failure leads to a recovery.
 */
export interface RecoveryParameters {
  /**
   * Whether the recovery must begin by itself.
   */
  automatic: boolean;
}
/**
 * A halt reaches someone on call.
 */
export interface HaltNoticeParameters {
  /**
   * Words of the names of the notices that count, such as `pagerduty`; every notice counts where it is left out.
   *
   * @minItems 1
   */
  routes?: string[];
}
/**
 * Every route to the stage passes each required kind of check.
 */
export interface RequiredChecksParameters {
  /**
   * The kinds that must be there.
   *
   * @minItems 1
   */
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
}
/**
 * A failing check stops the route.
 */
export interface BlockingCheckParameters {}
/**
 * No switch, label, input or message skips a check on the way to production.
 */
export interface UnskippableCheckParameters {}
/**
 * Every plan that reaches the same production target passes the same gates.
 */
export interface EqualGatesParameters {}
/**
 * One plan reaches a production target.
 */
export interface SingleRouteParameters {
  /**
   * Names or files of plans that may reach a target beside another one.
   */
  allow: string[];
}
/**
 * Application, infrastructure, flag and configuration changes all pass gates.
 */
export interface ChangeCoverageParameters {
  /**
   * The kinds of change that are asked about.
   *
   * @minItems 1
   */
  classes: ("application" | "infrastructure" | "configuration" | "feature-flag" | "data" | "solution")[];
}
/**
 * The right people approve.
 */
export interface ApprovalParameters {
  /**
   * How many must say yes.
   */
  count: number;
  from?: ApprovalFrom;
  /**
   * Whether the author of the change may approve it.
   */
  "by-author": boolean;
  /**
   * Whether the one who started the run may approve it.
   */
  "by-initiator": boolean;
  /**
   * Whether someone may go on without the approval.
   */
  bypass: boolean;
  /**
   * The fewest people in each of the groups; as many as must say yes where it is left out.
   */
  "group-size"?: number;
  /**
   * Whether the yes of a bot or a service account counts: `dependabot[bot]`, `app:…`, `svc-…`.
   */
  automation: boolean;
}
/**
 * Promotion is conditional, and an unanswered approval means no.
 */
export interface TimelyPromotionParameters {
  /**
   * The longest time that an answer is waited for. In seconds.
   */
  longest: number;
}
/**
 * Few approvals stand one after another before production.
 */
export interface LightApprovalParameters {
  /**
   * The most approvals that may stand one after another.
   */
  serial: number;
}
/**
 * A staging deployment precedes production.
 */
export interface StagingFirstParameters {}
/**
 * Tests run against staging before production begins.
 */
export interface TestedStagingParameters {
  /**
   * The kinds of check that count; every kind but `build` where it is left out.
   *
   * @minItems 1
   */
  kinds?: (
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
}
/**
 * Staging mirrors production: the same configuration keys, none blank or left as a token.
 */
export interface StagingParityParameters {
  /**
   * Patterns of the keys that may differ, whatever their case.
   */
  allow: string[];
}
/**
 * What is deployed has an immutable version.
 */
export interface VersionedArtifactParameters {
  /**
   * Whether it must be named by its digest.
   */
  digest: boolean;
}
/**
 * The same artifact goes to every stage.
 */
export interface OneBuildParameters {}
/**
 * Provenance is produced, and verified before production begins.
 */
export interface ProvenanceParameters {}
/**
 * A short-lived, scoped machine identity deploys.
 */
export interface DeploymentIdentityParameters {}
/**
 * Third-party steps on the way to production are pinned.
 */
export interface PinnedStepsParameters {
  /**
   * How steps of the platform's own vendor must be pinned.
   */
  vendor: "version" | "commit";
}
/**
 * One production deployment runs at a time, and none is cancelled halfway.
 */
export interface SerialDeploymentParameters {}
/**
 * Deployments have time limits.
 */
export interface TimeLimitParameters {
  /**
   * The longest limit. In seconds.
   */
  longest: number;
}
/**
 * A labelled backup precedes what redeploying cannot undo.
 */
export interface RestorePointParameters {}
/**
 * Data changes are gated steps of their own, with instructions, and take nothing away that is in use.
 */
export interface DataChangeParameters {}
/**
 * Destructive steps are off the way to production, or approved.
 */
export interface SafeRemovalParameters {}
/**
 * Production receives the sealed form of what is released.
 */
export interface ReleaseFormParameters {}
/**
 * What an environment has of its own is in one settings file an environment.
 */
export interface EnvironmentConfigurationParameters {}
/**
 * Deployments come from trunk, release branches or tags.
 */
export interface TrunkBasedParameters {
  /**
   * Patterns of the branches that may deploy to production.
   *
   * @minItems 1
   */
  branches: string[];
}
/**
 * Checks run on every change and on trunk.
 */
export interface ContinuousIntegrationParameters {}
/**
 * The pipeline starts and runs the deployment.
 */
export interface AutomatedDeploymentParameters {
  /**
   * The largest part of the stages that only a person starts, from 0 to 1.
   */
  manual: number;
}
/**
 * A protocol says how emergencies are handled, and is sound.
 */
export interface EmergencyProtocolParameters {
  /**
   * The most business days until an emergency is reviewed, where a framework sets them.
   */
  review?: number;
}
/**
 * A route for emergencies keeps the checks that are never skipped, and stays within the protocol.
 */
export interface EmergencyRouteParameters {}
/**
 * A declared emergency keeps to its protocol: criterion, evidence, approvers, window, change.
 */
export interface EmergencyDeclarationParameters {}
/**
 * Checks that an emergency put off are done by their time.
 */
export interface OwedChecksParameters {}
/**
 * An emergency is reviewed by another in time, and its change reaches trunk.
 */
export interface EmergencyReviewParameters {}
/**
 * No mark of emergency access outlives its emergency.
 */
export interface EmergencyResidueParameters {}
/**
 * Emergencies stay rare.
 */
export interface RareEmergenciesParameters {
  /**
   * The most in the last 30 days; what the protocol says where it is left out, else 3.
   */
  "per-30-days"?: number;
}
/**
 * Changes are reviewed by others before they merge.
 */
export interface CodeReviewParameters {
  /**
   * The fewest approvals of a change.
   */
  count: number;
}
/**
 * Bakewell itself blocks the way to production.
 */
export interface PolicyCheckParameters {}
/**
 * Deployment configuration and policy have code owners.
 */
export interface OwnedConfigurationParameters {}
/**
 * The policy has an owner, a version, and was reviewed in its period.
 */
export interface CurrentPolicyParameters {
  /**
   * The longest time since its last review. In seconds.
   */
  within: number;
}
/**
 * A waiver is exact, is approved by another than its requester, covers a failure, and ends.
 */
export interface SoundWaiverParameters {
  /**
   * The longest time from the day on which it was requested to its last day; from the day of the check, where the former is not written. In seconds.
   */
  longest: number;
}

/** How each parameter is written in a policy, and what it is where it is left out. */
export const parameterShapes = {
  "readable": {},
  "progressive-exposure": {
    "stages": {
      "kind": "plain",
      "default": 2
    },
    "first": {
      "kind": "share",
      "default": "10%"
    },
    "growth": {
      "kind": "plain",
      "default": 5
    },
    "blue-green": {
      "kind": "plain",
      "default": false
    }
  },
  "bake-time": {
    "minimum": {
      "kind": "duration",
      "default": "PT1H"
    },
    "first": {
      "kind": "duration"
    }
  },
  "watched-bake": {},
  "health-check": {
    "signals": {
      "kind": "plain",
      "default": 1
    },
    "kinds": {
      "kind": "plain"
    }
  },
  "effective-check": {},
  "serial-rings": {
    "concurrent": {
      "kind": "plain",
      "default": 1
    }
  },
  "deployment-window": {
    "windows": {
      "kind": "plain",
      "default": []
    }
  },
  "automatic-halt": {},
  "recovery": {
    "automatic": {
      "kind": "plain",
      "default": true
    }
  },
  "halt-notice": {
    "routes": {
      "kind": "plain"
    }
  },
  "required-checks": {
    "kinds": {
      "kind": "plain",
      "default": [
        "tests",
        "security-scan"
      ]
    }
  },
  "blocking-check": {},
  "unskippable-check": {},
  "equal-gates": {},
  "single-route": {
    "allow": {
      "kind": "plain",
      "default": []
    }
  },
  "change-coverage": {
    "classes": {
      "kind": "plain",
      "default": [
        "application",
        "infrastructure",
        "configuration",
        "feature-flag",
        "data",
        "solution"
      ]
    }
  },
  "approval": {
    "count": {
      "kind": "plain",
      "default": 1
    },
    "from": {
      "kind": "plain"
    },
    "by-author": {
      "kind": "plain",
      "default": false
    },
    "by-initiator": {
      "kind": "plain",
      "default": false
    },
    "bypass": {
      "kind": "plain",
      "default": false
    },
    "group-size": {
      "kind": "plain"
    },
    "automation": {
      "kind": "plain",
      "default": false
    }
  },
  "timely-promotion": {
    "longest": {
      "kind": "duration",
      "default": "P3D"
    }
  },
  "light-approval": {
    "serial": {
      "kind": "plain",
      "default": 2
    }
  },
  "staging-first": {},
  "tested-staging": {
    "kinds": {
      "kind": "plain"
    }
  },
  "staging-parity": {
    "allow": {
      "kind": "plain",
      "default": [
        "*replica*",
        "*host*",
        "*secret*",
        "*domain*"
      ]
    }
  },
  "versioned-artifact": {
    "digest": {
      "kind": "plain",
      "default": false
    }
  },
  "one-build": {},
  "provenance": {},
  "deployment-identity": {},
  "pinned-steps": {
    "vendor": {
      "kind": "plain",
      "default": "version"
    }
  },
  "serial-deployment": {},
  "time-limit": {
    "longest": {
      "kind": "duration",
      "default": "PT2H"
    }
  },
  "restore-point": {},
  "data-change": {},
  "safe-removal": {},
  "release-form": {},
  "environment-configuration": {},
  "trunk-based": {
    "branches": {
      "kind": "plain",
      "default": [
        "main",
        "master",
        "trunk",
        "release",
        "release/*",
        "releases/*",
        "release-*",
        "hotfix/*"
      ]
    }
  },
  "continuous-integration": {},
  "automated-deployment": {
    "manual": {
      "kind": "plain",
      "default": 0.2
    }
  },
  "emergency-protocol": {
    "review": {
      "kind": "plain"
    }
  },
  "emergency-route": {},
  "emergency-declaration": {},
  "owed-checks": {},
  "emergency-review": {},
  "emergency-residue": {},
  "rare-emergencies": {
    "per-30-days": {
      "kind": "plain"
    }
  },
  "code-review": {
    "count": {
      "kind": "plain",
      "default": 1
    }
  },
  "policy-check": {},
  "owned-configuration": {},
  "current-policy": {
    "within": {
      "kind": "duration",
      "default": "P365D"
    }
  },
  "sound-waiver": {
    "longest": {
      "kind": "duration",
      "default": "P90D"
    }
  }
} as const;

export const ruleIds = [
  "readable",
  "progressive-exposure",
  "bake-time",
  "watched-bake",
  "health-check",
  "effective-check",
  "serial-rings",
  "deployment-window",
  "automatic-halt",
  "recovery",
  "halt-notice",
  "required-checks",
  "blocking-check",
  "unskippable-check",
  "equal-gates",
  "single-route",
  "change-coverage",
  "approval",
  "timely-promotion",
  "light-approval",
  "staging-first",
  "tested-staging",
  "staging-parity",
  "versioned-artifact",
  "one-build",
  "provenance",
  "deployment-identity",
  "pinned-steps",
  "serial-deployment",
  "time-limit",
  "restore-point",
  "data-change",
  "safe-removal",
  "release-form",
  "environment-configuration",
  "trunk-based",
  "continuous-integration",
  "automated-deployment",
  "emergency-protocol",
  "emergency-route",
  "emergency-declaration",
  "owed-checks",
  "emergency-review",
  "emergency-residue",
  "rare-emergencies",
  "code-review",
  "policy-check",
  "owned-configuration",
  "current-policy",
  "sound-waiver"
] as const;
