import { printDuration } from "#model/duration.ts";
import type { DeclaredDeployment, Emergency, Protocol } from "#model/emergency.ts";
import { declared, type Fact, map, valueOf } from "#model/fact.ts";
import { all, decidedAt, fail, judge, notApplicable, open, pass, type Verdict } from "#model/verdict.ts";
import { few, percent } from "../wording.ts";

/** V9: it asks to shorten no more than the protocol lets, and no bake was shorter than its floor. */
export function acceleratedWithin({ requested, deployments }: Emergency, protocol: Protocol): Verdict {
  const { acceleration } = protocol;
  const mayMerge = new Set(acceleration.merge.map(({ name }) => name));
  const kept = new Set(acceleration.keep.map(({ name }) => name));
  const tooMany = requested.mergedStages.filter(({ name }) => !mayMerge.has(name) || kept.has(name));
  return all(
    judgeRequest(requested.bakeFactor, acceleration.bakeFactor, "shortens bakes to", percent),
    judgeRequest(requested.approvals, atLeastOne(acceleration.approvals), "asks for no more approvals than", String),
    judge(requested.window, {
      declared: (outside) =>
        !outside || valueOf(acceleration.window) === true
          ? pass("keeps to what the protocol says of windows")
          : fail("is deployed outside of the window, which the protocol does not let it", "write `window: false`"),
      absent: notApplicable("keeps to the window", requested.at),
    }),
    ...tooMany.map(({ name, at }) =>
      decidedAt(fail(`merges \`${name}\`, which the protocol keeps`, "take it out of `merge`"), at),
    ),
    ...deployments.map((deployment) => judgeBake(deployment, deployments, protocol)),
  );
}

/** No emergency goes without any approval. */
const atLeastOne = (fact: Fact<number>): Fact<number> => map(fact, (count) => Math.max(1, count));

function judgeRequest(own: Fact<number>, least: Fact<number>, asks: string, unit: (value: number) => string): Verdict {
  const bound = valueOf(least);
  return judge(own, {
    declared: (value) =>
      bound !== undefined && value >= bound
        ? pass(`${asks} ${unit(value)}`)
        : fail(
            `${asks} ${unit(value)}, ${bound === undefined ? "which the protocol does not let it" : `below the protocol's ${unit(bound)}`}`,
            "ask for no more than the protocol lets",
          ),
    absent: notApplicable("asks for nothing else", own.at),
  });
}

/** A bake is what is written, or the time until the next deployment began; the last one bakes on. */
function judgeBake(
  deployment: DeclaredDeployment,
  all: readonly DeclaredDeployment[],
  { acceleration }: Protocol,
): Verdict {
  const { stage, environment, started, ended, at } = deployment;
  const name = valueOf(stage) ?? environment;
  const floor = acceleration.stageFloors.find((each) => each.name === name)?.floor ?? valueOf(acceleration.bakeFloor);
  const end = valueOf(ended) ?? valueOf(started);
  const next = all
    .flatMap((other) => valueOf(other.started) ?? [])
    .filter((other) => end !== undefined && other >= end && other !== valueOf(started));
  const until = next.toSorted()[0];
  if (floor === undefined || (deployment.bake.state === "absent" && (until === undefined || end === undefined)))
    return notApplicable("has nothing after it", at);
  const bake: Fact<number> =
    until !== undefined && end !== undefined
      ? declared(
          Math.min((Date.parse(until) - Date.parse(end)) / 1000, valueOf(deployment.bake) ?? Infinity),
          deployment.bake.at,
        )
      : deployment.bake;
  return judge(bake, {
    declared: (seconds) =>
      seconds >= floor
        ? pass(`baked ${printDuration(seconds)} at \`${name}\``)
        : fail(
            `baked ${printDuration(seconds)} at \`${name}\`, less than ${printDuration(floor)}`,
            "say in its review why it could not wait",
          ),
    absent: notApplicable("has nothing after it", at),
  });
}

/** V11: what was deployed is what was declared, or what it went back to. */
export function deployedAsDeclared({ change, deployments }: Emergency): Verdict {
  const { artifact, commit, rollbackTo } = change;
  const known = [valueOf(artifact), valueOf(commit), valueOf(rollbackTo)].filter((each) => each !== undefined);
  return all(
    artifact.state === "absent" && commit.state === "absent"
      ? decidedAt(
          fail(
            "names neither the artifact nor the commit that it deploys",
            "write `artifact: sha256:…` or `commit: …` under `change`",
          ),
          change.at,
        )
      : decidedAt(pass("names what it deploys"), change.at),
    change.environments.length === 0
      ? decidedAt(fail("names no environment", "write `environments: [production]` under `change`"), change.at)
      : decidedAt(pass(`is for ${few(change.environments.map(({ name }) => name))}`), change.at),
    ...deployments.map(({ artifact: own, environment, at }) =>
      all(
        judge(own, {
          declared: (version) =>
            known.includes(version)
              ? pass("deployed what it declares")
              : fail(
                  `deployed \`${version}\`, which it does not declare`,
                  "declare another emergency for another change",
                ),
          absent: open("what was deployed is not written", "write `artifact: …` under each of `deployments`"),
        }),
        change.environments.some(({ name }) => name === environment)
          ? decidedAt(pass("deployed where it declares"), at)
          : decidedAt(
              fail(
                `deployed to \`${environment}\`, which it does not declare`,
                "declare another emergency for another environment",
              ),
              at,
            ),
      ),
    ),
  );
}

/** V12: what it goes back to was really deployed before, as its records or those of earlier emergencies show. */
export function rollsBackToDeployed(emergency: Emergency, emergencies: readonly Emergency[]): Verdict {
  const { change, declared: from } = emergency;
  return judge(change.rollbackTo, {
    declared: (version) => {
      if ([valueOf(change.artifact), valueOf(change.commit)].includes(version))
        return fail("would go back to what it deploys", "write the version that ran before it: `rollback-to: …`");
      const earlier = emergencies.filter(
        ({ id, declared: other }) => id !== emergency.id && (valueOf(other) ?? "9") < (valueOf(from) ?? ""),
      );
      const deployed = [emergency, ...earlier].some(({ deployments }) =>
        deployments.some(({ artifact }) => valueOf(artifact) === version),
      );
      if (deployed || change.rollbackEvidence.state === "declared") return pass(`can go back to \`${version}\``);
      return open(
        `that \`${version}\` was deployed before is not written`,
        "write the run that deployed it: `rollback-evidence: …` under `change`",
      );
    },
    absent: fail("says nothing to go back to", "write `rollback-to: …` under `change`: the version that ran before it"),
  });
}
