import emergencyProtocol from "./emergency/emergency-protocol.ts";
import emergencyRoute from "./emergency/emergency-route.ts";
import emergencyDeclaration from "./emergency/emergency-declaration.ts";
import emergencyResidue from "./emergency/emergency-residue.ts";
import emergencyReview from "./emergency/emergency-review.ts";
import owedChecks from "./emergency/owed-checks.ts";
import rareEmergencies from "./emergency/rare-emergencies.ts";
import bakeTime from "./exposure/bake-time.ts";
import deploymentWindow from "./exposure/deployment-window.ts";
import effectiveCheck from "./exposure/effective-check.ts";
import healthCheck from "./exposure/health-check.ts";
import progressiveExposure from "./exposure/progressive-exposure.ts";
import serialRings from "./exposure/serial-rings.ts";
import watchedBake from "./exposure/watched-bake.ts";
import approval from "./gates/approval.ts";
import blockingCheck from "./gates/blocking-check.ts";
import changeCoverage from "./gates/change-coverage.ts";
import equalGates from "./gates/equal-gates.ts";
import lightApproval from "./gates/light-approval.ts";
import requiredChecks from "./gates/required-checks.ts";
import singleRoute from "./gates/single-route.ts";
import stagingFirst from "./gates/staging-first.ts";
import stagingParity from "./gates/staging-parity.ts";
import testedStaging from "./gates/tested-staging.ts";
import timelyPromotion from "./gates/timely-promotion.ts";
import unskippableCheck from "./gates/unskippable-check.ts";
import automaticHalt from "./halt/automatic-halt.ts";
import haltNotice from "./halt/halt-notice.ts";
import recovery from "./halt/recovery.ts";
import codeReview from "./policy/code-review.ts";
import currentPolicy from "./policy/current-policy.ts";
import ownedConfiguration from "./policy/owned-configuration.ts";
import policyCheck from "./policy/policy-check.ts";
import soundWaiver from "./policy/sound-waiver.ts";
import automatedDeployment from "./source/automated-deployment.ts";
import continuousIntegration from "./source/continuous-integration.ts";
import dataChange from "./source/data-change.ts";
import deploymentIdentity from "./source/deployment-identity.ts";
import oneBuild from "./source/one-build.ts";
import pinnedSteps from "./source/pinned-steps.ts";
import provenance from "./source/provenance.ts";
import readable from "./source/readable.ts";
import environmentConfiguration from "./source/environment-configuration.ts";
import releaseForm from "./source/release-form.ts";
import restorePoint from "./source/restore-point.ts";
import safeRemoval from "./source/safe-removal.ts";
import serialDeployment from "./source/serial-deployment.ts";
import timeLimit from "./source/time-limit.ts";
import trunkBased from "./source/trunk-based.ts";
import versionedArtifact from "./source/versioned-artifact.ts";
import type { Rule, RuleId } from "./rule.ts";

/** One entry a rule of the policy schema, in the order of the catalogue: the compiler asks for the missing one. */
export const rules: { readonly [Id in RuleId]-?: Rule<Id> } = {
  readable,
  "progressive-exposure": progressiveExposure,
  "bake-time": bakeTime,
  "watched-bake": watchedBake,
  "health-check": healthCheck,
  "effective-check": effectiveCheck,
  "serial-rings": serialRings,
  "deployment-window": deploymentWindow,
  "automatic-halt": automaticHalt,
  recovery,
  "halt-notice": haltNotice,
  "required-checks": requiredChecks,
  "blocking-check": blockingCheck,
  "unskippable-check": unskippableCheck,
  "equal-gates": equalGates,
  "single-route": singleRoute,
  "change-coverage": changeCoverage,
  approval,
  "timely-promotion": timelyPromotion,
  "light-approval": lightApproval,
  "staging-first": stagingFirst,
  "tested-staging": testedStaging,
  "staging-parity": stagingParity,
  "versioned-artifact": versionedArtifact,
  "one-build": oneBuild,
  provenance,
  "deployment-identity": deploymentIdentity,
  "pinned-steps": pinnedSteps,
  "serial-deployment": serialDeployment,
  "time-limit": timeLimit,
  "restore-point": restorePoint,
  "data-change": dataChange,
  "safe-removal": safeRemoval,
  "release-form": releaseForm,
  "environment-configuration": environmentConfiguration,
  "trunk-based": trunkBased,
  "continuous-integration": continuousIntegration,
  "automated-deployment": automatedDeployment,
  "emergency-protocol": emergencyProtocol,
  "emergency-route": emergencyRoute,
  "emergency-declaration": emergencyDeclaration,
  "owed-checks": owedChecks,
  "emergency-review": emergencyReview,
  "emergency-residue": emergencyResidue,
  "rare-emergencies": rareEmergencies,
  "code-review": codeReview,
  "policy-check": policyCheck,
  "owned-configuration": ownedConfiguration,
  "current-policy": currentPolicy,
  "sound-waiver": soundWaiver,
};
