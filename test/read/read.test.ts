import { expect, it } from "vitest";
import { read, type Unreadable } from "#read.ts";

const deploy = ".github/workflows/deploy.yml";
const workflow =
  "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    environment: production\n    steps: [{ run: helm upgrade a b }]\n";
const rollout = `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: a }
spec:
  selector: { matchLabels: { app: a } }
  template:
    metadata: { labels: { app: a } }
    spec: { containers: [{ name: a, image: "ghcr.io/acme/a:1.0.0" }] }
  strategy: { canary: {} }
`;

function understood(files: Readonly<Record<string, string | Uint8Array | Unreadable>>) {
  const portions: number[] = [];
  const { repository, sources } = read(
    {
      name: "shop",
      slug: undefined,
      paths: Object.keys(files).toSorted(),
      bytes: (paths) => {
        portions.push(paths.length);
        return new Map(
          paths.flatMap((path) => {
            const content = files[path];
            return content === undefined ? [] : [[path, typeof content === "string" ? Buffer.from(content) : content]];
          }),
        );
      },
    },
    { actions: new Map(), commands: new Map() },
  );
  const found = repository.sources.map(({ id, platform, problems }) => [
    id,
    platform,
    problems.map(({ reason }) => reason).join("; "),
  ]);
  return { found, plans: repository.plans.map(({ at }) => at.file), read: sources.map(({ path }) => path), portions };
}

it("gives each file to the platform that it belongs to, and asks for no other", () => {
  const {
    found,
    plans,
    read: asked,
  } = understood({
    [deploy]: workflow,
    "deploy/rollout.yaml": rollout,
    "deploy/service.yaml": "kind: Service\n",
    "notes.md": rollout,
    "config.yaml": "a: 1\n",
  });
  expect(found).toEqual([
    [deploy, "github-actions", ""],
    ["deploy/rollout.yaml", "argo-rollouts", ""],
  ]);
  expect(plans).toEqual([deploy, "deploy/rollout.yaml"]);
  expect(asked).toEqual([deploy, "deploy/rollout.yaml"]);
});

it("says why a file of a platform's place cannot be read", () => {
  const why = { reason: "is a link that never ends at a file", remedy: "put the file itself in its place" };
  expect(understood({ [deploy]: why }).found).toEqual([[deploy, "github-actions", why.reason]]);
  // Any YAML file could be a rollout: nothing says that this one is.
  expect(understood({ "deploy/rollout.yaml": why }).found).toEqual([]);
});

it("reads UTF-16, and says what is broken in a file that it claims", () => {
  expect(understood({ "rollout.yaml": Buffer.from(`\uFEFF${rollout}`, "utf16le") }).found).toEqual([
    ["rollout.yaml", "argo-rollouts", ""],
  ]);
  const [broken] = understood({ [deploy]: `${workflow}\tx: [\n` }).found;
  expect(broken?.[0]).toBe(deploy);
  expect(broken?.[2]).not.toBe("");
});

it("asks for many files in portions, each once", () => {
  const files = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`m/${index}.yaml`, "kind: Service\n"]));
  expect(understood(files).portions).toEqual([256, 256, 88]);
});

it("takes names from files for nothing but names", () => {
  const { found, plans } = understood({ ".github/workflows/__proto__.yml": workflow, "constructor.yaml": rollout });
  expect(found.map(([id]) => id)).toEqual([".github/workflows/__proto__.yml", "constructor.yaml"]);
  expect(plans).toHaveLength(2);
});
