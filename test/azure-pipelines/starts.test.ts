import { expect, test } from "vitest";
import { jobsOf, planOf, read, scenariosOf } from "./reading.ts";

const job = "jobs:\n- job: web\n  steps:\n  - script: helm upgrade shop ./chart\n";
const triggers = (head: string, slug?: string) =>
  read({ "azure-pipelines.yml": `${head}pool: x\n${job}` }, slug).plans[0]?.triggers.items.map(
    ({ on, refs }) => `${on} ${refs.state === "declared" ? refs.value.join() : refs.state}`,
  );

test.each([
  ["", ["push absent", "manual absent"]],
  ["trigger: none\n", ["manual absent"]],
  ["trigger:\n- main\n- release/*\n", ["push main,release/*", "manual absent"]],
  ["trigger: { branches: { include: ['*'], exclude: [gh-pages] } }\n", ["push unknown", "manual absent"]],
  ["trigger: { tags: { include: [v*] } }\n", ["tag v*", "manual absent"]],
  [
    "trigger: { branches: { include: [refs/heads/main] }, tags: { include: [v*] } }\n",
    ["push main", "tag v*", "manual absent"],
  ],
  ["trigger: none\npr: [main]\n", ["change-request main", "manual absent"]],
  [
    "trigger: none\nschedules: [ { cron: '0 3 * * *', branches: { include: [main] } } ]\n",
    ["schedule main", "manual absent"],
  ],
  [
    "trigger: none\nresources: { pipelines: [ { pipeline: b, source: build, trigger: true } ] }\n",
    ["after-plan absent", "manual absent"],
  ],
  ["trigger: none\nresources: { pipelines: [ { pipeline: b, source: build } ] }\n", ["manual absent"]],
  ["trigger: none\nresources: { webhooks: [ { webhook: w, connection: c } ] }\n", ["api absent", "manual absent"]],
])("%j is started by %j", (head, wanted) => {
  expect(triggers(head)).toStrictEqual(wanted);
});

test("change requests start it on GitHub where nothing is written, and elsewhere by a policy", () => {
  expect(triggers("trigger: none\n", "acme/shop")).toStrictEqual(["change-request absent", "manual absent"]);
  const text = "trigger: none\nsteps:\n- script: npm test\n";
  const everyChange = (slug?: string) =>
    read({ "azure-pipelines.yml": text }, slug).verifications.map((one) => one.everyChange);
  expect(everyChange("acme/shop")).toStrictEqual([
    { state: "holds", at: { file: "azure-pipelines.yml", line: 1, column: 1 } },
  ]);
  expect(everyChange()).toMatchObject([{ state: "unknown", cause: "settings" }]);
});

test("a plan that only `main` reaches is started from there alone, by whomever", () => {
  const text = `trigger: none\npr: none\njobs:\n- job: web\n  condition: and(succeeded(), eq(variables['Build.SourceBranch'], 'refs/heads/main'))\n  steps:\n  - script: helm upgrade shop ./chart\n`;
  expect(planOf({ "azure-pipelines.yml": text }).triggers.items).toMatchObject([
    { on: "manual", refs: { value: ["main"] } },
  ]);
});

test("change requests run on no branch", () => {
  const text = `trigger: none\npr: [main]\njobs:\n- job: web\n  condition: ne(variables['Build.Reason'], 'PullRequest')\n- job: test\n  condition: startsWith(variables['Build.SourceBranch'], 'refs/pull/')\n`;
  expect(jobsOf({ "azure-pipelines.yml": text })).toMatchObject({ "pull request to `main`": ["test"] });
});

test("a pipeline goes on where the one that starts it ends, whose file has its name", () => {
  const texts = {
    "ci/build-shop.yml": "trigger: [main]\npr: none\njobs:\n- job: test\n  steps:\n  - script: npm test\n",
    "ci/deploy-shop.yml": `trigger: none\npr: none\nresources:\n  pipelines:\n  - pipeline: build\n    source: shop\\build-shop\n    trigger: { branches: [main] }\n${job}`,
  };
  const scenario = scenariosOf(texts, "ci/deploy-shop.yml").find(({ name }) => name.includes("then"));
  expect(scenario).toMatchObject({
    name: "push to `main`, then the end of that run",
    jobs: [
      { id: "ci/build-shop: test" },
      { id: "web", needs: [{ job: "ci/build-shop: test", after: "success", at: { line: 7, column: 5 } }] },
    ],
  });
});
