/**
 * Prints how long `check` takes, as ratios that hold on any machine: its start-up against `node -e 0`, its reading of
 * many files against parsing them alone, and its growth with their number. `npm run bench`; it judges nothing.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const program = join(import.meta.dirname, "../../bin/run.js");
const parseAlone = join(import.meta.dirname, "parse.js");
const folder = mkdtempSync(join(tmpdir(), "bakewell-bench-"));

/** One file in how many is a workflow, and one a rollout. */
const mixes = { usual: 100, heavy: 10 } as const;

try {
  const one = repository("usual", 1);
  const [bare, start] = paired(["-e", "0"], checkOf(one), 15);
  print("start-up: check of one workflow, against node -e 0", start / bare, "x");
  print("          node -e 0", bare, "ms");

  for (const mix of ["usual", "heavy"] as const) {
    console.log(`\n${mix}: one file in ${mixes[mix]} a workflow, one in ${mixes[mix]} a rollout, the rest manifests`);
    const times = new Map<number, number>();
    for (const size of [100, 1000, 3000, 10_000]) {
      const path = repository(mix, size);
      const [alone, whole] = paired([parseAlone, path], checkOf(path), size > 3000 ? 3 : 5);
      times.set(size, whole);
      print(`${size} YAML files: check, against parsing them alone`, whole / alone, "x");
      print("          check", whole, "ms");
      print("          most memory", peak(checkOf(path)), "MB");
    }
    for (const [small, large] of [
      [100, 1000],
      [1000, 10_000],
    ] as const)
      print(`growth: ${large} files, against ${small}`, (times.get(large) ?? 0) / (times.get(small) ?? 1), "x");
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function checkOf(path: string): readonly string[] {
  return [program, "check", path, "--fail-on", "never"];
}

/** The medians of two commands' times in milliseconds, run in turn so that both see the same machine. */
function paired(first: readonly string[], second: readonly string[], runs: number): readonly [number, number] {
  const times: [number[], number[]] = [[], []];
  for (let run = -1; run < runs; run++) {
    const pair = [timeOf(first), timeOf(second)] as const;
    if (run >= 0) for (const index of [0, 1] as const) times[index].push(pair[index]);
  }
  return [median(times[0]), median(times[1])];
}

function timeOf(args: readonly string[]): number {
  const began = performance.now();
  run(args);
  return performance.now() - began;
}

function run(args: readonly string[]): string {
  const { status, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, NODE_NO_WARNINGS: "1" },
  });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}: ${stderr}`);
  return stderr;
}

/** The most memory that a command holds, in MB. */
function peak(args: readonly string[]): number {
  const tell = 'process.on("exit", () => process.stderr.write(`\\n${process.resourceUsage().maxRSS}\\n`))';
  const said = run(["--import", `data:text/javascript,${encodeURIComponent(tell)}`, ...args]);
  return Number(said.trim().split("\n").at(-1)) / 1024;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

function print(what: string, value: number, unit: string): void {
  console.log(`${what.padEnd(58)} ${value.toFixed(value < 10 ? 2 : 0).padStart(7)} ${unit}`);
}

/** A repository of so many YAML files: one in so many a workflow, one in so many a rollout, the rest manifests. */
function repository(mix: keyof typeof mixes, size: number): string {
  const root = join(folder, mix, String(size));
  for (let index = 0; index < size; index++) {
    const kind = index % mixes[mix];
    const [path, text] =
      kind === 0
        ? ([`.github/workflows/deploy-${index}.yml`, workflow(index)] as const)
        : ([`deploy/${index % 97}/${index}.yaml`, kind === 1 ? rollout(index) : manifest(index)] as const);
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

function workflow(index: number): string {
  return `name: deploy-${index}
on:
  push:
    branches: [main]
permissions: { contents: read, id-token: write }
concurrency: { group: deploy-${index}, cancel-in-progress: false }
jobs:
  test:
    runs-on: ubuntu-latest
    timeout-minutes: 20
    steps:
      - uses: actions/checkout@v4
      - run: |
          npm ci
          npm test
  staging:
    needs: test
    runs-on: ubuntu-latest
    environment: staging
    timeout-minutes: 20
    steps:
      - run: helm upgrade app-${index} ./chart --namespace staging --set image=ghcr.io/acme/app:\${{ github.sha }}
      - run: curl --fail https://staging.example.com/health
  production:
    needs: staging
    runs-on: ubuntu-latest
    environment: production
    timeout-minutes: 20
    steps:
      - run: helm upgrade app-${index} ./chart --atomic --namespace production --set image=ghcr.io/acme/app:\${{ github.sha }}
`;
}

function rollout(index: number): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: app-${index}, namespace: production }
spec:
  replicas: 10
  selector: { matchLabels: { app: app-${index} } }
  template:
    metadata: { labels: { app: app-${index} } }
    spec:
      containers: [{ name: app, image: "ghcr.io/acme/app-${index}:1.${index}.0" }]
  strategy:
    canary:
      steps:
        - setWeight: 10
        - pause: { duration: 1h }
        - setWeight: 50
        - pause: { duration: 1h }
`;
}

function manifest(index: number): string {
  const port = (name: string, number: number) =>
    `    - name: ${name}\n      port: ${number}\n      targetPort: ${number}\n`;
  return `apiVersion: v1
kind: Service
metadata:
  name: service-${index}
  labels:
    app.kubernetes.io/name: service-${index}
    app.kubernetes.io/part-of: shop
spec:
  selector:
    app.kubernetes.io/name: service-${index}
  ports:
${port("http", 80)}${port("https", 443)}${port("metrics", 9090)}${port("admin", 8081)}  type: ClusterIP
`;
}
