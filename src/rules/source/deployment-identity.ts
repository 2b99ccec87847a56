import type { Identity } from "#model/plan.ts";
import { type Claim, decidedAt, fail, judgeEvery, open, pass } from "#model/verdict.ts";
import { rule } from "../rule.ts";

export default rule({
  id: "deployment-identity",
  title: "A short-lived, scoped machine identity deploys",
  each: "stage",
  evidence: ["files", "settings"],
  statements: ["S19", "S78", "S82"],
  judge: ({ identities }) =>
    judgeEvery(identities, {
      item: (identity) => decidedAt(claims[identity.kind](identity.name), identity.at),
      absent: open("with which identity it deploys is not written", "see which identity the machine that runs it has"),
    }),
});

const remedy = "sign in with an identity that the run proves by its own short-lived token";

const claims: Readonly<Record<Identity["kind"], (name: string) => Claim>> = {
  workload: (name) => pass(`signs in as a workload (\`${name}\`)`),
  "machine-token": (name) => pass(`deploys with the run's own token (\`${name}\`)`),
  "static-key": (name) => fail(`signs in with a long-lived key (\`${name}\`)`, remedy),
  password: (name) => fail(`signs in with a password (\`${name}\`)`, remedy),
  person: (name) => fail(`signs in as a person (\`${name}\`)`, remedy),
};
