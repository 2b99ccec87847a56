// Generated from policies. Change the file there and run `npm run build`.

import type { PolicyFile } from "./load.ts";

/** The policy that applies where there is no other. */
export const essential: PolicyFile = {
  "file": "builtin:essential.yaml",
  "policy": {
    "name": "essential",
    "title": "Must for what is wrong in the files: a gate that is bypassed, skipped, swallowed or decorative, an artifact that changes under its name, deployments that overlap or are cut off. Should for the rest of OE:10.",
    "owner": "team:bakewell",
    "version": "0.1.0",
    "reviewed": "2026-11-25",
    "extends": [
      "tiers"
    ],
    "clauses": [
      {
        "cites": "OE:10 S21: standards for safe deployment are written down where they can be read",
        "must": {
          "readable": {}
        }
      },
      {
        "cites": "OE:10 S03, S05, S09: a change reaches its users in small steps, so that a mistake reaches few of them",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "should": {
          "progressive-exposure": {}
        }
      },
      {
        "cites": "OE:10 S12, S66: a stage lives for a while before the next one, so that trouble shows while it can be stopped",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "should": {
          "bake-time": {}
        }
      },
      {
        "cites": "OE:10 S11, S31: somebody or something watches a change while it bakes",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "should": {
          "watched-bake": {}
        }
      },
      {
        "cites": "OE:10 S11, S29, S30: health checks pass before each phase begins",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "should": {
          "health-check": {}
        }
      },
      {
        "cites": "OE:10 S04, S11: a health check that cannot fail is no quality gate",
        "where": {
          "role": "deployment"
        },
        "should": {
          "effective-check": {}
        }
      },
      {
        "cites": "OE:10 S04, S11: a health check that cannot fail is no quality gate",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "must": {
          "effective-check": {}
        }
      },
      {
        "cites": "OE:10 S35: trouble in one group stops the groups behind it",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "should": {
          "serial-rings": {}
        }
      },
      {
        "cites": "OE:10 S12: trouble that is found halts the rollout at once",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "should": {
          "automatic-halt": {}
        }
      },
      {
        "cites": "OE:10 S13, S37, S39: recovery to the last known good version begins with the halt",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "should": {
          "recovery": {}
        }
      },
      {
        "cites": "OE:10 S54: a staging environment gets the change before production does",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "should": {
          "staging-first": {}
        }
      },
      {
        "cites": "OE:10 S56: what is practised on staging is tested there",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "should": {
          "tested-staging": {}
        }
      },
      {
        "cites": "OE:10 S18: pipelines are reliable: no two deployments overlap, and none is cut off halfway",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "must": {
          "serial-deployment": {}
        }
      },
      {
        "cites": "OE:10 S57, S68, S81: people with the right approve what goes to production",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "must": {
          "approval": {}
        }
      },
      {
        "cites": "OE:10 S57, S68, S81: people with the right approve what goes to production",
        "where": {
          "tier": "production",
          "role": "deployment",
          "environment": "*"
        },
        "should": {
          "approval": {}
        }
      },
      {
        "cites": "OE:10 S33: a rollout goes on because all is well, and not because nobody answered",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "should": {
          "timely-promotion": {}
        }
      },
      {
        "cites": "OE:10 S09, S57: approvals are given by those who can judge a change: a long row of them makes none safer",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "should": {
          "light-approval": {}
        }
      },
      {
        "cites": "OE:10 S89: what a redeployment cannot undo can be restored",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "should": {
          "restore-point": {}
        }
      },
      {
        "cites": "OE:10 S55, S88: staging mirrors production, and values change without touching what uses them",
        "should": {
          "staging-parity": {}
        }
      },
      {
        "cites": "OE:10 S40, S41: changes of what keeps state are prepared, written down and made by themselves",
        "should": {
          "data-change": {}
        }
      },
      {
        "cites": "OE:10 S32: an alert during a rollout is looked into and decided at once",
        "should": {
          "halt-notice": {}
        }
      },
      {
        "cites": "OE:10 S10, S40: what keeps state is hard to bring back",
        "should": {
          "safe-removal": {}
        }
      },
      {
        "cites": "OE:10 S16, S44, S80: what is released is sealed, and known by its version",
        "should": {
          "release-form": {}
        }
      },
      {
        "cites": "OE:10 S87, S88: values are kept apart from what uses them, one file an environment",
        "should": {
          "environment-configuration": {}
        }
      },
      {
        "cites": "OE:10 S09, S17, S48, S72, S84, S85: what is deployed is deployed by a machine, from the start to the end",
        "should": {
          "automated-deployment": {}
        }
      },
      {
        "cites": "OE:10 S04, S57, S58, S59, S86: tests and security scans pass before a change goes out",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "should": {
          "required-checks": {}
        }
      },
      {
        "cites": "OE:10 S04, S57, S58, S59, S86: tests and security scans pass before a change goes out",
        "where": {
          "role": "publication"
        },
        "should": {
          "required-checks": {}
        }
      },
      {
        "cites": "OE:10 S04, S58: a gate stops what does not pass it",
        "where": {
          "role": "deployment"
        },
        "should": {
          "blocking-check": {}
        }
      },
      {
        "cites": "OE:10 S04, S58: a gate stops what does not pass it",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "must": {
          "blocking-check": {}
        }
      },
      {
        "cites": "OE:10 S04, S58: a gate stops what does not pass it",
        "where": {
          "role": "publication"
        },
        "must": {
          "blocking-check": {}
        }
      },
      {
        "cites": "OE:10 S15, S22: no deployment is so small that it may go round the gates",
        "must": {
          "unskippable-check": {}
        }
      },
      {
        "cites": "OE:10 S44: artifacts have versions, so that everyone knows what runs and what to go back to",
        "where": {
          "role": "deployment"
        },
        "should": {
          "versioned-artifact": {}
        }
      },
      {
        "cites": "OE:10 S44: artifacts have versions, so that everyone knows what runs and what to go back to",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "must": {
          "versioned-artifact": {}
        }
      },
      {
        "cites": "OE:10 S44: artifacts have versions, so that everyone knows what runs and what to go back to",
        "where": {
          "role": "publication"
        },
        "must": {
          "versioned-artifact": {}
        }
      },
      {
        "cites": "OE:10 S44, S55: every stage gets the artifact that the stage before it has proved",
        "where": {
          "role": "deployment"
        },
        "should": {
          "one-build": {}
        }
      },
      {
        "cites": "OE:10 S20: the supply chain is reliable and secure",
        "should": {
          "provenance": {}
        }
      },
      {
        "cites": "OE:10 S19, S78, S82: pipelines are secure: a machine deploys with credentials of its own that expire",
        "must": {
          "deployment-identity": {}
        }
      },
      {
        "cites": "OE:10 S19, S20: pipelines and what they are made of are secure",
        "should": {
          "pinned-steps": {}
        }
      },
      {
        "cites": "OE:10 S18: pipelines are reliable: what hangs is ended",
        "should": {
          "time-limit": {}
        }
      },
      {
        "cites": "OE:10 S10, S22: every change to production is as safe as any other, whichever way it takes",
        "must": {
          "equal-gates": {}
        }
      },
      {
        "cites": "OE:10 S14, S24, S73: every kind of change is a risk, and takes a gated way",
        "should": {
          "change-coverage": {}
        }
      },
      {
        "cites": "OE:10 S10: changes to production are made in one consistent way",
        "should": {
          "single-route": {}
        }
      },
      {
        "cites": "OE:10 S46, S47, S74: deployments come from trunk or from branches made of it for a release",
        "should": {
          "trunk-based": {}
        }
      },
      {
        "cites": "OE:10 S49, S50: changes are integrated and checked as they are made",
        "should": {
          "continuous-integration": {}
        }
      },
      {
        "cites": "OE:10 S57: changes are reviewed by others before they merge",
        "should": {
          "code-review": {}
        }
      },
      {
        "cites": "OE:10 S59: what is asked of deployments is checked by a machine that can stop them",
        "should": {
          "policy-check": {}
        }
      },
      {
        "cites": "OE:10 S57: changes to the way to production are reviewed by those who answer for it",
        "should": {
          "owned-configuration": {}
        }
      },
      {
        "cites": "OE:10 S01, S06, S08, S21, S76: standards are written down, owned and renewed as the organisation learns",
        "should": {
          "current-policy": {}
        }
      },
      {
        "cites": "OE:10 S07, S61, S62, S63, S64, S65, S66, S69, S70: emergencies have a protocol of their own that says what may be shortened",
        "should": {
          "emergency-protocol": {}
        }
      },
      {
        "cites": "OE:10 S38, S42, S43: a hotfix is made safely, too",
        "should": {
          "emergency-route": {}
        }
      },
      {
        "cites": "OE:10 S68, S69, S71: every emergency is handled by one protocol, which says who approves it and by which criteria",
        "must": {
          "emergency-declaration": {}
        }
      },
      {
        "cites": "OE:10 S67: checks that an emergency puts off still run, out of band",
        "must": {
          "owed-checks": {}
        }
      },
      {
        "cites": "OE:10 S28: a look back without blame is part of the process",
        "must": {
          "emergency-review": {}
        }
      },
      {
        "cites": "OE:10 S10, S22: what an emergency opened is closed again, so that the next change is as safe as any other",
        "should": {
          "emergency-residue": {}
        }
      },
      {
        "cites": "OE:10 S71: emergencies are handled by their protocol, and stay the exception",
        "should": {
          "rare-emergencies": {}
        }
      },
      {
        "cites": "OE:10 S21, S22: every deployment is held to the standards; what departs from them is named, approved and ends",
        "must": {
          "sound-waiver": {}
        }
      }
    ]
  },
  "written": {
    "extends": [
      {
        "text": "tiers",
        "at": {
          "file": "builtin:essential.yaml",
          "line": 9,
          "column": 11
        }
      }
    ],
    "clauses": [
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 11,
          "column": 5
        },
        "asks": {
          "readable": {
            "file": "builtin:essential.yaml",
            "line": 12,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 15,
          "column": 5
        },
        "asks": {
          "progressive-exposure": {
            "file": "builtin:essential.yaml",
            "line": 17,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 18,
          "column": 5
        },
        "asks": {
          "bake-time": {
            "file": "builtin:essential.yaml",
            "line": 20,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 21,
          "column": 5
        },
        "asks": {
          "watched-bake": {
            "file": "builtin:essential.yaml",
            "line": 23,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 24,
          "column": 5
        },
        "asks": {
          "health-check": {
            "file": "builtin:essential.yaml",
            "line": 26,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 27,
          "column": 5
        },
        "asks": {
          "effective-check": {
            "file": "builtin:essential.yaml",
            "line": 29,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 30,
          "column": 5
        },
        "asks": {
          "effective-check": {
            "file": "builtin:essential.yaml",
            "line": 32,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 33,
          "column": 5
        },
        "asks": {
          "serial-rings": {
            "file": "builtin:essential.yaml",
            "line": 35,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 36,
          "column": 5
        },
        "asks": {
          "automatic-halt": {
            "file": "builtin:essential.yaml",
            "line": 38,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 39,
          "column": 5
        },
        "asks": {
          "recovery": {
            "file": "builtin:essential.yaml",
            "line": 41,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 42,
          "column": 5
        },
        "asks": {
          "staging-first": {
            "file": "builtin:essential.yaml",
            "line": 44,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 45,
          "column": 5
        },
        "asks": {
          "tested-staging": {
            "file": "builtin:essential.yaml",
            "line": 47,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 48,
          "column": 5
        },
        "asks": {
          "serial-deployment": {
            "file": "builtin:essential.yaml",
            "line": 50,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 51,
          "column": 5
        },
        "asks": {
          "approval": {
            "file": "builtin:essential.yaml",
            "line": 53,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 55,
          "column": 5
        },
        "asks": {
          "approval": {
            "file": "builtin:essential.yaml",
            "line": 57,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 58,
          "column": 5
        },
        "asks": {
          "timely-promotion": {
            "file": "builtin:essential.yaml",
            "line": 60,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 61,
          "column": 5
        },
        "asks": {
          "light-approval": {
            "file": "builtin:essential.yaml",
            "line": 63,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 64,
          "column": 5
        },
        "asks": {
          "restore-point": {
            "file": "builtin:essential.yaml",
            "line": 66,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 67,
          "column": 5
        },
        "asks": {
          "staging-parity": {
            "file": "builtin:essential.yaml",
            "line": 68,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 69,
          "column": 5
        },
        "asks": {
          "data-change": {
            "file": "builtin:essential.yaml",
            "line": 70,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 71,
          "column": 5
        },
        "asks": {
          "halt-notice": {
            "file": "builtin:essential.yaml",
            "line": 72,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 73,
          "column": 5
        },
        "asks": {
          "safe-removal": {
            "file": "builtin:essential.yaml",
            "line": 74,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 75,
          "column": 5
        },
        "asks": {
          "release-form": {
            "file": "builtin:essential.yaml",
            "line": 76,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 77,
          "column": 5
        },
        "asks": {
          "environment-configuration": {
            "file": "builtin:essential.yaml",
            "line": 78,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 79,
          "column": 5
        },
        "asks": {
          "automated-deployment": {
            "file": "builtin:essential.yaml",
            "line": 80,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 83,
          "column": 5
        },
        "asks": {
          "required-checks": {
            "file": "builtin:essential.yaml",
            "line": 85,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 86,
          "column": 5
        },
        "asks": {
          "required-checks": {
            "file": "builtin:essential.yaml",
            "line": 88,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 89,
          "column": 5
        },
        "asks": {
          "blocking-check": {
            "file": "builtin:essential.yaml",
            "line": 91,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 92,
          "column": 5
        },
        "asks": {
          "blocking-check": {
            "file": "builtin:essential.yaml",
            "line": 94,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 95,
          "column": 5
        },
        "asks": {
          "blocking-check": {
            "file": "builtin:essential.yaml",
            "line": 97,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 98,
          "column": 5
        },
        "asks": {
          "unskippable-check": {
            "file": "builtin:essential.yaml",
            "line": 99,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 100,
          "column": 5
        },
        "asks": {
          "versioned-artifact": {
            "file": "builtin:essential.yaml",
            "line": 102,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 103,
          "column": 5
        },
        "asks": {
          "versioned-artifact": {
            "file": "builtin:essential.yaml",
            "line": 105,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 106,
          "column": 5
        },
        "asks": {
          "versioned-artifact": {
            "file": "builtin:essential.yaml",
            "line": 108,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 109,
          "column": 5
        },
        "asks": {
          "one-build": {
            "file": "builtin:essential.yaml",
            "line": 111,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 112,
          "column": 5
        },
        "asks": {
          "provenance": {
            "file": "builtin:essential.yaml",
            "line": 113,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 114,
          "column": 5
        },
        "asks": {
          "deployment-identity": {
            "file": "builtin:essential.yaml",
            "line": 115,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 116,
          "column": 5
        },
        "asks": {
          "pinned-steps": {
            "file": "builtin:essential.yaml",
            "line": 117,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 118,
          "column": 5
        },
        "asks": {
          "time-limit": {
            "file": "builtin:essential.yaml",
            "line": 119,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 122,
          "column": 5
        },
        "asks": {
          "equal-gates": {
            "file": "builtin:essential.yaml",
            "line": 123,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 124,
          "column": 5
        },
        "asks": {
          "change-coverage": {
            "file": "builtin:essential.yaml",
            "line": 125,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 126,
          "column": 5
        },
        "asks": {
          "single-route": {
            "file": "builtin:essential.yaml",
            "line": 127,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 128,
          "column": 5
        },
        "asks": {
          "trunk-based": {
            "file": "builtin:essential.yaml",
            "line": 129,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 130,
          "column": 5
        },
        "asks": {
          "continuous-integration": {
            "file": "builtin:essential.yaml",
            "line": 131,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 132,
          "column": 5
        },
        "asks": {
          "code-review": {
            "file": "builtin:essential.yaml",
            "line": 133,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 134,
          "column": 5
        },
        "asks": {
          "policy-check": {
            "file": "builtin:essential.yaml",
            "line": 135,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 136,
          "column": 5
        },
        "asks": {
          "owned-configuration": {
            "file": "builtin:essential.yaml",
            "line": 137,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 138,
          "column": 5
        },
        "asks": {
          "current-policy": {
            "file": "builtin:essential.yaml",
            "line": 139,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 142,
          "column": 5
        },
        "asks": {
          "emergency-protocol": {
            "file": "builtin:essential.yaml",
            "line": 143,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 144,
          "column": 5
        },
        "asks": {
          "emergency-route": {
            "file": "builtin:essential.yaml",
            "line": 145,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 146,
          "column": 5
        },
        "asks": {
          "emergency-declaration": {
            "file": "builtin:essential.yaml",
            "line": 147,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 148,
          "column": 5
        },
        "asks": {
          "owed-checks": {
            "file": "builtin:essential.yaml",
            "line": 149,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 150,
          "column": 5
        },
        "asks": {
          "emergency-review": {
            "file": "builtin:essential.yaml",
            "line": 151,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 152,
          "column": 5
        },
        "asks": {
          "emergency-residue": {
            "file": "builtin:essential.yaml",
            "line": 153,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 154,
          "column": 5
        },
        "asks": {
          "rare-emergencies": {
            "file": "builtin:essential.yaml",
            "line": 155,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:essential.yaml",
          "line": 158,
          "column": 5
        },
        "asks": {
          "sound-waiver": {
            "file": "builtin:essential.yaml",
            "line": 159,
            "column": 13
          }
        }
      }
    ],
    "recognise": {
      "actions": {},
      "commands": {}
    },
    "from": [],
    "about": {
      "owner": {
        "file": "builtin:essential.yaml",
        "line": 6,
        "column": 8
      },
      "version": {
        "file": "builtin:essential.yaml",
        "line": 7,
        "column": 10
      },
      "reviewed": {
        "file": "builtin:essential.yaml",
        "line": 8,
        "column": 11
      },
      "emergency": {
        "file": "builtin:essential.yaml",
        "line": 2,
        "column": 1
      }
    },
    "groups": {}
  },
  "digest": "sha256:8e0fad979aff211cfae7c806a8dba1346bf71de7fef4bd34e2ccfca088f9a1c0"
};

/** The built-in policies by their names. */
export const builtins: ReadonlyMap<string, PolicyFile> = new Map([
  ["essential", essential],
  ["safe-deployment", {
  "file": "builtin:safe-deployment.yaml",
  "policy": {
    "name": "safe-deployment",
    "title": "The recommendation OE:10 of the Well-Architected Framework, whole, as far as rules for it exist.",
    "owner": "team:bakewell",
    "version": "0.1.0",
    "reviewed": "2026-11-25",
    "extends": [
      "tiers"
    ],
    "clauses": [
      {
        "cites": "OE:10 S21: standards for safe deployment are written down where they can be read",
        "must": {
          "readable": {}
        }
      },
      {
        "cites": "OE:10 S03, S05, S09: a change reaches its users in small steps, so that a mistake reaches few of them",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "must": {
          "progressive-exposure": {
            "stages": 2,
            "first": "10%",
            "growth": 5,
            "blue-green": false
          }
        }
      },
      {
        "cites": "OE:10 S12, S66: a stage lives for a while before the next one, so that trouble shows while it can be stopped",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "must": {
          "bake-time": {
            "minimum": "PT1H"
          }
        }
      },
      {
        "cites": "OE:10 S11, S31: somebody or something watches a change while it bakes",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "must": {
          "watched-bake": {}
        }
      },
      {
        "cites": "OE:10 S11, S29, S30: health checks pass before each phase begins",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "must": {
          "health-check": {
            "signals": 1
          }
        }
      },
      {
        "cites": "OE:10 S04, S11: a health check that cannot fail is no quality gate",
        "where": {
          "role": "deployment"
        },
        "must": {
          "effective-check": {}
        }
      },
      {
        "cites": "OE:10 S35: trouble in one group stops the groups behind it",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "must": {
          "serial-rings": {
            "concurrent": 1
          }
        }
      },
      {
        "cites": "OE:10 S12: trouble that is found halts the rollout at once",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "must": {
          "automatic-halt": {}
        }
      },
      {
        "cites": "OE:10 S13, S37, S39: recovery to the last known good version begins with the halt",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "must": {
          "recovery": {
            "automatic": true
          }
        }
      },
      {
        "cites": "OE:10 S32: an alert during a rollout is looked into and decided at once",
        "should": {
          "halt-notice": {}
        }
      },
      {
        "cites": "OE:10 S04, S57, S58, S59, S86: tests and security scans pass before a change goes out",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "must": {
          "required-checks": {
            "kinds": [
              "tests",
              "security-scan"
            ]
          }
        }
      },
      {
        "cites": "OE:10 S04, S57, S58, S59, S86: tests and security scans pass before a change goes out",
        "where": {
          "role": "publication"
        },
        "must": {
          "required-checks": {
            "kinds": [
              "tests",
              "security-scan"
            ]
          }
        }
      },
      {
        "cites": "OE:10 S04, S58: a gate stops what does not pass it",
        "where": {
          "role": [
            "deployment",
            "publication"
          ]
        },
        "must": {
          "blocking-check": {}
        }
      },
      {
        "cites": "OE:10 S15, S22: no deployment is so small that it may go round the gates",
        "must": {
          "unskippable-check": {}
        }
      },
      {
        "cites": "OE:10 S10, S22: every change to production is as safe as any other, whichever way it takes",
        "must": {
          "equal-gates": {}
        }
      },
      {
        "cites": "OE:10 S10: changes to production are made in one consistent way",
        "should": {
          "single-route": {}
        }
      },
      {
        "cites": "OE:10 S14, S24, S73: every kind of change is a risk, and takes a gated way",
        "must": {
          "change-coverage": {}
        }
      },
      {
        "cites": "OE:10 S57, S68, S81: people with the right approve what goes to production",
        "where": {
          "tier": "production",
          "role": [
            "deployment",
            "publication"
          ]
        },
        "must": {
          "approval": {
            "count": 1,
            "by-author": false,
            "bypass": false
          }
        }
      },
      {
        "cites": "OE:10 S33: a rollout goes on because all is well, and not because nobody answered",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "should": {
          "timely-promotion": {
            "longest": "P3D"
          }
        }
      },
      {
        "cites": "OE:10 S09, S57: approvals are given by those who can judge a change: a long row of them makes none safer",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "should": {
          "light-approval": {
            "serial": 2
          }
        }
      },
      {
        "cites": "OE:10 S57: changes are reviewed by others before they merge",
        "must": {
          "code-review": {}
        }
      },
      {
        "cites": "OE:10 S59: what is asked of deployments is checked by a machine that can stop them",
        "should": {
          "policy-check": {}
        }
      },
      {
        "cites": "OE:10 S57: changes to the way to production are reviewed by those who answer for it",
        "should": {
          "owned-configuration": {}
        }
      },
      {
        "cites": "OE:10 S01, S06, S08, S21, S76: standards are written down, owned and renewed as the organisation learns",
        "should": {
          "current-policy": {}
        }
      },
      {
        "cites": "OE:10 S46, S47, S74: deployments come from trunk or from branches made of it for a release",
        "should": {
          "trunk-based": {}
        }
      },
      {
        "cites": "OE:10 S49, S50: changes are integrated and checked as they are made",
        "must": {
          "continuous-integration": {}
        }
      },
      {
        "cites": "OE:10 S44: artifacts have versions, so that everyone knows what runs and what to go back to",
        "where": {
          "role": [
            "deployment",
            "publication"
          ]
        },
        "must": {
          "versioned-artifact": {
            "digest": false
          }
        }
      },
      {
        "cites": "OE:10 S44, S55: every stage gets the artifact that the stage before it has proved",
        "where": {
          "role": "deployment"
        },
        "must": {
          "one-build": {}
        }
      },
      {
        "cites": "OE:10 S20: the supply chain is reliable and secure",
        "should": {
          "provenance": {}
        }
      },
      {
        "cites": "OE:10 S19, S78, S82: pipelines are secure: a machine deploys with credentials of its own that expire",
        "must": {
          "deployment-identity": {}
        }
      },
      {
        "cites": "OE:10 S19, S20: pipelines and what they are made of are secure",
        "should": {
          "pinned-steps": {
            "vendor": "version"
          }
        }
      },
      {
        "cites": "OE:10 S54: a staging environment gets the change before production does",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "must": {
          "staging-first": {}
        }
      },
      {
        "cites": "OE:10 S56: what is practised on staging is tested there",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "must": {
          "tested-staging": {}
        }
      },
      {
        "cites": "OE:10 S18: pipelines are reliable: no two deployments overlap, and none is cut off halfway",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "must": {
          "serial-deployment": {}
        }
      },
      {
        "cites": "OE:10 S18: pipelines are reliable: what hangs is ended",
        "should": {
          "time-limit": {
            "longest": "PT2H"
          }
        }
      },
      {
        "cites": "OE:10 S09, S17, S48, S72, S84, S85: what is deployed is deployed by a machine, from the start to the end",
        "must": {
          "automated-deployment": {
            "manual": 0.2
          }
        }
      },
      {
        "cites": "OE:10 S89: what a redeployment cannot undo can be restored",
        "where": {
          "tier": "production",
          "role": "deployment"
        },
        "should": {
          "restore-point": {}
        }
      },
      {
        "cites": "OE:10 S55, S88: staging mirrors production, and values change without touching what uses them",
        "should": {
          "staging-parity": {}
        }
      },
      {
        "cites": "OE:10 S40, S41: changes of what keeps state are prepared, written down and made by themselves",
        "should": {
          "data-change": {}
        }
      },
      {
        "cites": "OE:10 S10, S40: what keeps state is hard to bring back",
        "must": {
          "safe-removal": {}
        }
      },
      {
        "cites": "OE:10 S16, S44, S80: what is released is sealed, and known by its version",
        "must": {
          "release-form": {}
        }
      },
      {
        "cites": "OE:10 S87, S88: values are kept apart from what uses them, one file an environment",
        "should": {
          "environment-configuration": {}
        }
      },
      {
        "cites": "OE:10 S07, S61, S62, S63, S64, S65, S66, S69, S70: emergencies have a protocol of their own that says what may be shortened",
        "must": {
          "emergency-protocol": {}
        }
      },
      {
        "cites": "OE:10 S38, S42, S43: a hotfix is made safely, too",
        "must": {
          "emergency-route": {}
        }
      },
      {
        "cites": "OE:10 S68, S69, S71: every emergency is handled by one protocol, which says who approves it and by which criteria",
        "must": {
          "emergency-declaration": {}
        }
      },
      {
        "cites": "OE:10 S67: checks that an emergency puts off still run, out of band",
        "must": {
          "owed-checks": {}
        }
      },
      {
        "cites": "OE:10 S28: a look back without blame is part of the process",
        "must": {
          "emergency-review": {}
        }
      },
      {
        "cites": "OE:10 S10, S22: what an emergency opened is closed again, so that the next change is as safe as any other",
        "must": {
          "emergency-residue": {}
        }
      },
      {
        "cites": "OE:10 S71: emergencies are handled by their protocol, and stay the exception",
        "should": {
          "rare-emergencies": {}
        }
      },
      {
        "cites": "OE:10 S21, S22: every deployment is held to the standards; what departs from them is named, approved and ends",
        "must": {
          "sound-waiver": {}
        }
      }
    ]
  },
  "written": {
    "extends": [
      {
        "text": "tiers",
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 7,
          "column": 11
        }
      }
    ],
    "clauses": [
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 9,
          "column": 5
        },
        "asks": {
          "readable": {
            "file": "builtin:safe-deployment.yaml",
            "line": 10,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 13,
          "column": 5
        },
        "asks": {
          "progressive-exposure": {
            "file": "builtin:safe-deployment.yaml",
            "line": 15,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 16,
          "column": 5
        },
        "asks": {
          "bake-time": {
            "file": "builtin:safe-deployment.yaml",
            "line": 18,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 19,
          "column": 5
        },
        "asks": {
          "watched-bake": {
            "file": "builtin:safe-deployment.yaml",
            "line": 21,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 22,
          "column": 5
        },
        "asks": {
          "health-check": {
            "file": "builtin:safe-deployment.yaml",
            "line": 24,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 25,
          "column": 5
        },
        "asks": {
          "effective-check": {
            "file": "builtin:safe-deployment.yaml",
            "line": 27,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 28,
          "column": 5
        },
        "asks": {
          "serial-rings": {
            "file": "builtin:safe-deployment.yaml",
            "line": 30,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 33,
          "column": 5
        },
        "asks": {
          "automatic-halt": {
            "file": "builtin:safe-deployment.yaml",
            "line": 35,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 36,
          "column": 5
        },
        "asks": {
          "recovery": {
            "file": "builtin:safe-deployment.yaml",
            "line": 38,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 39,
          "column": 5
        },
        "asks": {
          "halt-notice": {
            "file": "builtin:safe-deployment.yaml",
            "line": 40,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 43,
          "column": 5
        },
        "asks": {
          "required-checks": {
            "file": "builtin:safe-deployment.yaml",
            "line": 45,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 46,
          "column": 5
        },
        "asks": {
          "required-checks": {
            "file": "builtin:safe-deployment.yaml",
            "line": 48,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 49,
          "column": 5
        },
        "asks": {
          "blocking-check": {
            "file": "builtin:safe-deployment.yaml",
            "line": 51,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 52,
          "column": 5
        },
        "asks": {
          "unskippable-check": {
            "file": "builtin:safe-deployment.yaml",
            "line": 53,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 54,
          "column": 5
        },
        "asks": {
          "equal-gates": {
            "file": "builtin:safe-deployment.yaml",
            "line": 55,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 56,
          "column": 5
        },
        "asks": {
          "single-route": {
            "file": "builtin:safe-deployment.yaml",
            "line": 57,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 58,
          "column": 5
        },
        "asks": {
          "change-coverage": {
            "file": "builtin:safe-deployment.yaml",
            "line": 59,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 60,
          "column": 5
        },
        "asks": {
          "approval": {
            "file": "builtin:safe-deployment.yaml",
            "line": 62,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 63,
          "column": 5
        },
        "asks": {
          "timely-promotion": {
            "file": "builtin:safe-deployment.yaml",
            "line": 65,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 66,
          "column": 5
        },
        "asks": {
          "light-approval": {
            "file": "builtin:safe-deployment.yaml",
            "line": 68,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 69,
          "column": 5
        },
        "asks": {
          "code-review": {
            "file": "builtin:safe-deployment.yaml",
            "line": 70,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 71,
          "column": 5
        },
        "asks": {
          "policy-check": {
            "file": "builtin:safe-deployment.yaml",
            "line": 72,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 73,
          "column": 5
        },
        "asks": {
          "owned-configuration": {
            "file": "builtin:safe-deployment.yaml",
            "line": 74,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 75,
          "column": 5
        },
        "asks": {
          "current-policy": {
            "file": "builtin:safe-deployment.yaml",
            "line": 76,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 79,
          "column": 5
        },
        "asks": {
          "trunk-based": {
            "file": "builtin:safe-deployment.yaml",
            "line": 80,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 81,
          "column": 5
        },
        "asks": {
          "continuous-integration": {
            "file": "builtin:safe-deployment.yaml",
            "line": 82,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 83,
          "column": 5
        },
        "asks": {
          "versioned-artifact": {
            "file": "builtin:safe-deployment.yaml",
            "line": 85,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 86,
          "column": 5
        },
        "asks": {
          "one-build": {
            "file": "builtin:safe-deployment.yaml",
            "line": 88,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 89,
          "column": 5
        },
        "asks": {
          "provenance": {
            "file": "builtin:safe-deployment.yaml",
            "line": 90,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 91,
          "column": 5
        },
        "asks": {
          "deployment-identity": {
            "file": "builtin:safe-deployment.yaml",
            "line": 92,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 93,
          "column": 5
        },
        "asks": {
          "pinned-steps": {
            "file": "builtin:safe-deployment.yaml",
            "line": 94,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 95,
          "column": 5
        },
        "asks": {
          "staging-first": {
            "file": "builtin:safe-deployment.yaml",
            "line": 97,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 98,
          "column": 5
        },
        "asks": {
          "tested-staging": {
            "file": "builtin:safe-deployment.yaml",
            "line": 100,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 101,
          "column": 5
        },
        "asks": {
          "serial-deployment": {
            "file": "builtin:safe-deployment.yaml",
            "line": 103,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 104,
          "column": 5
        },
        "asks": {
          "time-limit": {
            "file": "builtin:safe-deployment.yaml",
            "line": 105,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 106,
          "column": 5
        },
        "asks": {
          "automated-deployment": {
            "file": "builtin:safe-deployment.yaml",
            "line": 107,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 108,
          "column": 5
        },
        "asks": {
          "restore-point": {
            "file": "builtin:safe-deployment.yaml",
            "line": 110,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 111,
          "column": 5
        },
        "asks": {
          "staging-parity": {
            "file": "builtin:safe-deployment.yaml",
            "line": 112,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 113,
          "column": 5
        },
        "asks": {
          "data-change": {
            "file": "builtin:safe-deployment.yaml",
            "line": 114,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 115,
          "column": 5
        },
        "asks": {
          "safe-removal": {
            "file": "builtin:safe-deployment.yaml",
            "line": 116,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 117,
          "column": 5
        },
        "asks": {
          "release-form": {
            "file": "builtin:safe-deployment.yaml",
            "line": 118,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 119,
          "column": 5
        },
        "asks": {
          "environment-configuration": {
            "file": "builtin:safe-deployment.yaml",
            "line": 120,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 123,
          "column": 5
        },
        "asks": {
          "emergency-protocol": {
            "file": "builtin:safe-deployment.yaml",
            "line": 124,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 125,
          "column": 5
        },
        "asks": {
          "emergency-route": {
            "file": "builtin:safe-deployment.yaml",
            "line": 126,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 127,
          "column": 5
        },
        "asks": {
          "emergency-declaration": {
            "file": "builtin:safe-deployment.yaml",
            "line": 128,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 129,
          "column": 5
        },
        "asks": {
          "owed-checks": {
            "file": "builtin:safe-deployment.yaml",
            "line": 130,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 131,
          "column": 5
        },
        "asks": {
          "emergency-review": {
            "file": "builtin:safe-deployment.yaml",
            "line": 132,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 133,
          "column": 5
        },
        "asks": {
          "emergency-residue": {
            "file": "builtin:safe-deployment.yaml",
            "line": 134,
            "column": 13
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 135,
          "column": 5
        },
        "asks": {
          "rare-emergencies": {
            "file": "builtin:safe-deployment.yaml",
            "line": 136,
            "column": 15
          }
        }
      },
      {
        "at": {
          "file": "builtin:safe-deployment.yaml",
          "line": 139,
          "column": 5
        },
        "asks": {
          "sound-waiver": {
            "file": "builtin:safe-deployment.yaml",
            "line": 140,
            "column": 13
          }
        }
      }
    ],
    "recognise": {
      "actions": {},
      "commands": {}
    },
    "from": [],
    "about": {
      "owner": {
        "file": "builtin:safe-deployment.yaml",
        "line": 4,
        "column": 8
      },
      "version": {
        "file": "builtin:safe-deployment.yaml",
        "line": 5,
        "column": 10
      },
      "reviewed": {
        "file": "builtin:safe-deployment.yaml",
        "line": 6,
        "column": 11
      },
      "emergency": {
        "file": "builtin:safe-deployment.yaml",
        "line": 2,
        "column": 1
      }
    },
    "groups": {}
  },
  "digest": "sha256:5ff8db39b56a29a860269c42c7760cd37dd64442e2ca4b58f9cea2097475687b"
}],
  ["tiers", {
  "file": "builtin:tiers.yaml",
  "policy": {
    "name": "tiers",
    "title": "Which names of environments are production, staging and development. Asks nothing by itself.",
    "owner": "team:bakewell",
    "version": "0.1.0",
    "reviewed": "2026-11-25",
    "tiers": {
      "production": [
        "production",
        "prod",
        "prd",
        "live"
      ],
      "staging": [
        "staging",
        "stage",
        "stg",
        "uat",
        "acceptance",
        "preprod",
        "pre-prod",
        "preprd",
        "preproduction",
        "pre-production",
        "prod-like",
        "production-like"
      ],
      "development": [
        "development",
        "develop",
        "dev",
        "test",
        "testing",
        "tst",
        "qa",
        "int",
        "integration",
        "ci",
        "sandbox",
        "review",
        "preview",
        "local",
        "nonprod",
        "non-prod",
        "not-prod",
        "nonprd",
        "nonproduction",
        "non-production"
      ]
    }
  },
  "written": {
    "extends": [],
    "clauses": [],
    "recognise": {
      "actions": {},
      "commands": {}
    },
    "from": [],
    "about": {
      "owner": {
        "file": "builtin:tiers.yaml",
        "line": 4,
        "column": 8
      },
      "version": {
        "file": "builtin:tiers.yaml",
        "line": 5,
        "column": 10
      },
      "reviewed": {
        "file": "builtin:tiers.yaml",
        "line": 6,
        "column": 11
      },
      "emergency": {
        "file": "builtin:tiers.yaml",
        "line": 2,
        "column": 1
      }
    },
    "groups": {}
  },
  "digest": "sha256:fec65093fd8ae577f45e2c258dd78cef22bae59563cfd44e249f3535a240cb53"
}],
]);
