import type { Ownership } from "#model/repository.ts";
import { all, fail, judge, notApplicable, pass } from "#model/verdict.ts";
import { gatherFailures } from "../gathered.ts";
import { rule } from "../rule.ts";

export default rule({
  id: "owned-configuration",
  title: "Deployment configuration and policy have code owners",
  each: "repository",
  evidence: ["files"],
  statements: ["S57"],
  judge: ({ ownership, at }) =>
    judge(ownership, {
      declared: (owned) => all(...judgePaths(owned), notApplicable("has no deployment configuration", at)),
      absent: fail("has no list of code owners", "write one that names an owner for its deployment configuration"),
    }),
});

const judgePaths = ({ file, paths }: Ownership) =>
  gatherFailures(
    paths.map(({ path, owners }) => ({
      name: path,
      verdict: judge(owners, {
        declared: (names) =>
          names.length > 0 ? pass("has owners for its deployment configuration") : fail("is unowned"),
        absent: fail("is unowned"),
      }),
    })),
    (names) => ({ reason: `has no owner for ${names}`, remedy: `name owners in ${file} for ${names}` }),
  );
