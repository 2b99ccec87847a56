import { describe, expect, it } from "vitest";
import type { Act } from "#platforms/routes/graph.ts";
import { jobOf, planOf, scenariosOf, stageOf } from "./reading.ts";

const acts = (steps: string, more = ""): readonly Act[] =>
  jobOf(
    scenariosOf({
      "deploy.yml": `on: { push: { branches: [main] } }
jobs:
  deploy:
    runs-on: ubuntu-latest
${more}    steps:
${steps}`,
    }),
    "deploy",
  ).acts.filter(({ known }) => known.does !== "nothing");

describe("steps", () => {
  it("are at the place of the command in their script", () => {
    const [test, deploy] = acts(
      "      - run: |\n          echo first\n          npm test\n          helm upgrade shop ./chart\n",
    );
    expect([test?.at, deploy?.at]).toStrictEqual([
      { file: ".github/workflows/deploy.yml", line: 8, column: 11 },
      { file: ".github/workflows/deploy.yml", line: 9, column: 11 },
    ]);
  });

  it.each<[string, string, string]>([
    ["without a shell, a pipe hides a failure", "      - run: npm test | tee log\n", "broken"],
    ["with `shell: bash`, it does not", "      - run: npm test | tee log\n        shell: bash\n", "holds"],
    ["`continue-on-error` swallows one", "      - run: npm test\n        continue-on-error: true\n", "broken"],
    [
      "an expression in it may",
      "      - run: npm test\n        continue-on-error: ${{ vars.SOFT == 'yes' }}\n",
      "unknown",
    ],
    [
      "one that is false here does not",
      "      - run: npm test\n        continue-on-error: ${{ github.event_name == 'pull_request' }}\n",
      "holds",
    ],
  ])("%s", (_, steps, state) => {
    expect(acts(steps)[0]?.blocking.state).toBe(state);
  });

  it("take the shell that the job or the workflow sets", () => {
    const [test] = acts("      - run: npm test | tee log\n", "    defaults: { run: { shell: bash } }\n");
    expect(test?.blocking.state).toBe("holds");
  });

  it.each([
    ["success()", "success"],
    ["failure()", "failure"],
    ["always()", "end"],
    ['"!cancelled()"', "end"],
  ])("run with `if: %s` on %s", (condition, when) => {
    expect(acts(`      - run: npm test\n        if: ${condition}\n`)[0]?.when).toBe(when);
  });

  it("are left out where their condition is false", () => {
    expect(acts("      - run: npm test\n        if: github.ref != 'refs/heads/main'\n")).toStrictEqual([]);
  });

  it("are left out where a test in their script is false", () => {
    const script =
      '      - run: |\n          if [[ "${{ github.ref_name }}" == main ]]; then\n            helm upgrade shop ./chart\n          else\n            helm upgrade trial ./chart\n          fi\n';
    expect(acts(script).map(({ at, runs }) => [at.line, runs.state])).toStrictEqual([[8, "always"]]);
  });

  it("know the variables that steps before them set", () => {
    const [deploy] = acts(
      '      - run: echo "NAME=shop" >> $GITHUB_ENV\n      - run: helm upgrade ${{ env.NAME }} ./chart\n',
    );
    expect(deploy?.target).toMatchObject({ state: "declared", value: expect.stringContaining("shop") });
  });

  it("stand for what a program does that is called deploy and is not read", () => {
    const [deploy] = acts("      - run: shipper deploy production eu\n");
    expect(deploy).toMatchObject({
      known: { does: "deploy", exposure: "controller" },
      target: { state: "unknown", cause: "elsewhere" },
      signals: [{ from: "command", text: "deploy production eu" }],
    });
  });

  it("make no stage of a job with an environment that only looks", () => {
    const look = (command: string) =>
      jobOf(
        scenariosOf({
          "deploy.yml": `on: push\njobs:\n  look:\n    runs-on: ubuntu-latest\n    environment: dev\n    steps:\n      - run: ${command}\n`,
        }),
        "look",
      ).unrecognised.state;
    expect(look("aws cloudformation list-exports --output text")).toBe("absent");
    expect(look("az webapp config appsettings list --name shop")).toBe("absent");
    expect(look("gcloud run services describe shop")).toBe("absent");
    expect(look("aws cloudformation import-stacks-to-stack-set")).toBe("declared");
  });

  it("make a job with an environment a stage where one of them is not known", () => {
    const stage = stageOf(
      planOf({
        "deploy.yml":
          "on: push\njobs:\n  ship:\n    runs-on: x\n    environment: production\n    steps:\n      - uses: acme/shipper@v1\n",
      }),
      "ship",
    );
    expect(stage.target).toMatchObject({ state: "unknown", why: "`acme/shipper@v1` is not known" });
  });

  it("make no stage of a job that only looks at its environment", () => {
    expect(() =>
      planOf({
        "deploy.yml":
          "on: push\njobs:\n  look:\n    runs-on: x\n    environment: production\n    steps:\n      - uses: actions/checkout@v4\n      - run: git log -1\n",
      }),
    ).toThrow("deploy.yml is no plan");
  });
});

describe("the credentials of a job", () => {
  const kindsOf = (lines: string) => {
    const text = `on: push\njobs:\n  publish:\n    runs-on: ubuntu-latest\n    steps:\n${lines}`;
    const { identities } = stageOf(planOf({ "deploy.yml": text }), "publish");
    return identities.items.map(({ kind }) => kind);
  };

  it("tell the run's own token from a secret, also through variables", () => {
    const publish = (token: string) => `      - run: npm publish\n        env:\n          NODE_AUTH_TOKEN: ${token}\n`;
    expect(kindsOf(publish("${{ secrets.GITHUB_TOKEN }}"))).toEqual(["machine-token"]);
    expect(kindsOf(publish("${{ github.token }}"))).toEqual(["machine-token"]);
    expect(kindsOf(publish("${{ secrets.GITHUB_TOKEN || github.token }}"))).toEqual(["machine-token"]);
    expect(kindsOf(publish("${{ secrets.NPM_TOKEN }}"))).toEqual(["static-key"]);
  });

  it("are those that a sign-in before the deployment keeps", () => {
    const signIn = "kubectl config set-credentials deployer --token=${{ secrets.KUBE_TOKEN }}";
    expect(kindsOf(`      - run: |\n          ${signIn}\n          kubectl apply -f k8s/\n`)).toEqual(["static-key"]);
  });
});

describe("a deployment by commit", () => {
  const edit =
    "      - run: kustomize edit set image shop=ghcr.io/acme/shop:1.4.2\n        working-directory: overlays/prod\n";
  const push = "      - run: |\n          git commit -am shop\n          git push\n";
  const test = "      - run: npm test\n";

  it("is where the changed manifests are pushed, after what runs before", () => {
    const [first, deployment, ...more] = acts(edit + test + push);
    expect([first?.name, deployment?.name, more.length]).toEqual(["npm test", "kustomize edit set image", 0]);
    expect(deployment).toMatchObject({
      known: { does: "deploy", controller: "the controller that watches the repository" },
      target: { value: "kustomization `overlays/prod`" },
      signals: [{ text: "overlays/prod" }],
    });
    expect(deployment?.artifacts.map(({ version }) => version)).toEqual(["1.4.2"]);
  });

  it("is none where they are applied from here, or proposed", () => {
    const apply = "      - run: kustomize build overlays/prod | kubectl apply -f -\n";
    expect(acts(edit + apply).map(({ name, known }) => [name, known.does])).toContainEqual(["kubectl apply", "deploy"]);
    expect(acts(edit + apply).map(({ name }) => name)).not.toContain("kustomize edit set image");
    expect(acts(`${edit}      - uses: peter-evans/create-pull-request@v7\n`)).toEqual([]);
  });
});

describe("a checkout into a folder", () => {
  const namesOf = (steps: string) =>
    jobOf(
      scenariosOf({
        "deploy.yml": `on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`,
        "web/package.json": '{ "scripts": { "ship": "vercel deploy --prod" } }',
      }),
      "deploy",
    )
      .acts.filter(({ known }) => known.does !== "nothing")
      .map(({ name }) => name);
  const checkout = (inputs: string) => `      - uses: actions/checkout@v5\n        with: { ${inputs} }\n`;
  const ship = (folder: string) => `      - run: npm run ship\n        working-directory: ${folder}\n`;

  it("is this repository there", () => {
    expect(namesOf(checkout("path: code") + ship("code/web"))).toEqual(["npm run ship: vercel deploy"]);
    expect(namesOf(checkout("path: code, repository: '${{ github.repository }}'") + ship("./code/web"))).toHaveLength(
      1,
    );
    expect(namesOf(checkout("path: code") + ship("other/web"))).toEqual([]);
  });

  it("of another repository has none of these files", () => {
    expect(namesOf(checkout("path: code, repository: acme/other") + ship("code/web"))).toEqual([]);
    expect(namesOf(checkout("repository: acme/other") + ship("web"))).toEqual([]);
    expect(namesOf(checkout("fetch-depth: 0") + ship("web"))).toHaveLength(1);
  });
});
