import { describe, expect, test } from "vitest";
import { read } from "../gitlab-ci/reading.ts";
import { filesOf, loaded } from "./snapshots.ts";

const pipeline = (name: string): string => `stages: [deploy]
production:
  stage: deploy
  environment: ${name}
  script: [helm upgrade shop ./chart]
`;
const known = (...names: readonly string[]) =>
  filesOf(
    names.map((name, id) => ({ id, name, slug: name, external_url: null })),
    { kind: "environments" },
  );
const guarded = (...names: readonly string[]) =>
  filesOf(
    names.map((name) => ({ name, deploy_access_levels: [] })),
    { kind: "protected-environments" },
  );

const problemsOf = (name: string, ...files: ReturnType<typeof filesOf>[]) =>
  read(pipeline(name), loaded("gitlab-ci", files.flat())).problems.map(({ at, reason, remedy, weight }) => [
    `${at.line}:${at.column}`,
    reason,
    remedy,
    weight,
  ]);

describe("names of environments that GitLab", () => {
  test("does not know are created on first use", () => {
    expect(problemsOf("prodution", known("production"), guarded())).toEqual([
      [
        "4:16",
        "uses the environment `prodution`, which the server does not know (2026-11-20): it is created on first use, and protected only where a protected environment has its name",
        "did you mean `production`?",
        "error",
      ],
    ]);
    expect(problemsOf("production", known("production"))).toEqual([]);
    expect(problemsOf("production", known(), guarded("production"))).toEqual([]);
    expect(problemsOf("review/$CI_COMMIT_REF_SLUG", known("production"))).toEqual([]);
  });

  test("knows or protects in another case are others", () => {
    expect(problemsOf("Production", guarded("production"))).toEqual([
      [
        "4:16",
        "writes the environment `production` as `Production`, which is another one: it is not protected",
        "write `production`",
        "error",
      ],
    ]);
    expect(problemsOf("Production", guarded("production"), known("production"))).toHaveLength(1);
    expect(problemsOf("Production", guarded("production"), known("Production"))).toHaveLength(1);
    expect(problemsOf("Production", known("production"))[0]?.[1]).toContain("writes the environment `production` as");
  });

  test("may know are left alone where the list is partial or old", () => {
    const twenty = Array.from({ length: 20 }, (_, at) => `e${at}`);
    expect(problemsOf("prodution", known(...twenty))).toEqual([]);
    const old = filesOf([{ id: 1, name: "production", slug: "p", external_url: null }], {}, "2026-01-01T00:00:00Z");
    expect(problemsOf("prodution", old)).toEqual([]);
  });
});
