import { mkdirSync, symlinkSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { folderOf, write } from "../repository/temporary.ts";

/** Everything that a text could do to a terminal, a log, a table or a page. */
const spite =
  "\u001B[31mred\u001B]0;title\u0007\u009B2J \u202Eright\u202C\u2066isolated\u2069\u061C\u200B ]]> <script>alert(1)</script> | `code` %0A::error::run ##vso[task.setvariable variable=PATH]x ##[error]y";

/** Files that cannot be read, with the beginning of why. */
export const unreadable: Readonly<Record<string, string>> = {
  ".github/workflows/huge.yml": "has 100 MB, more than the 5 MB that are read",
  ".github/workflows/passwd.yml": "is a link that leads out of the repository, and was not followed",
  ".github/workflows/loop.yml": "is a link that never ends at a file",
  ".github/workflows/dangling.yml": "is not there: a link to nothing, or left out of the checkout",
  ".github/workflows/folder.yml": "is a link that leads out of the repository, and was not followed",
  ".github/workflows/latin.yml": "has bytes that are not UTF-8",
  ".github/workflows/nul.yml": "has a NUL character",
  ".github/workflows/binary.yml": "is a binary file, and was not read",
};

const workflow = (name: string, jobs: string, on = "{ push: { branches: [main] } }"): string =>
  `name: ${JSON.stringify(name)}\non: ${on}\njobs:\n${jobs}`;

const job = (id: string, run: string, more = ""): string =>
  `  ${JSON.stringify(id)}:\n    runs-on: ubuntu-latest\n    environment: production\n${more}    steps:\n      - run: ${JSON.stringify(run)}\n`;

const helm = "helm upgrade shop ./chart --namespace production";
const many = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** A repository in which every file means harm. */
export function hostileRepository(): string {
  const root = folderOf();
  const workflows = (files: Readonly<Record<string, string | Uint8Array>>) =>
    write(root, Object.fromEntries(Object.entries(files).map(([name, text]) => [`.github/workflows/${name}`, text])));
  workflows({
    "alias-bomb.yml": workflow(
      "bomb",
      `  x: &l0 {a: 1}\n${many(40, (i) => `  y${i}: &l${i + 1} [${`*l${i}, `.repeat(9)}*l${i}]\n`).join("")}`,
    ),
    "merge-bomb.yml": workflow(
      "merges",
      `  x0: &m0 { a0: 1 }\n${many(200, (i) => `  x${i + 1}: &m${i + 1} { <<: [*m${i}, *m${i}, *m${i}], a${i + 1}: 1 }\n`).join("")}`,
    ),
    "deep-flow.yml": `on: push\njobs: ${"[".repeat(10_000)}${"]".repeat(10_000)}\n`,
    "deep-unclosed.yml": `on: push\njobs: ${"{a: ".repeat(10_000)}\n`,
    "deep-block.yml": `on: push\njobs:\n  ${"- ".repeat(10_000)}x\n`,
    "deep-indent.yml": `on: push\njobs:\n${many(2500, (i) => `${" ".repeat(i + 1)}a:\n`).join("")}`,
    "keys.yml": workflow(
      "keys",
      `${job("__proto__", helm, "    env: { __proto__: { polluted: yes }, constructor: x }\n    needs: [constructor, toString]\n")}${job("constructor", helm)}${job("hasOwnProperty", "${{ env.__proto__ }} ${{ needs.constructor.outputs.__proto__ }}", '    needs: __proto__\n    outputs: { __proto__: "${{ steps.constructor.outputs.x }}" }\n')}`,
      "{ workflow_dispatch: { inputs: { __proto__: { type: choice, options: [constructor, __proto__] } } } }",
    ),
    "names.yml": workflow(
      spite,
      job(spite, helm, `    name: ${JSON.stringify(spite)}\n`).replace(
        "environment: production",
        `environment: ${JSON.stringify(`production ${spite}`)}`,
      ),
    ),
    "long-name.yml": workflow("n".repeat(100_000), job("deploy", `${helm} --set ${"x".repeat(100_000)}`)),
    "self.yml": workflow("self", `  deploy:\n    uses: ./.github/workflows/self.yml\n`, "[push, workflow_call]"),
    "ping.yml": workflow(
      "ping",
      `  a:\n    uses: ./.github/workflows/pong.yml\n  b:\n    uses: ./.github/workflows/pong.yml\n`,
      "[push, workflow_call]",
    ),
    "pong.yml": workflow(
      "pong",
      `  a:\n    uses: ./.github/workflows/ping.yml\n  b:\n    uses: ./.github/workflows/ping.yml\n`,
      "[push, workflow_call]",
    ),
    "fan.yml": workflow("fan", many(30, (i) => `  j${i}:\n    uses: ./.github/workflows/fan-1.yml\n`).join("")),
    ...Object.fromEntries(
      many(12, (level) => [
        `fan-${level + 1}.yml`,
        workflow(
          `fan-${level + 1}`,
          many(30, (i) =>
            level === 11 ? job(`j${i}`, helm) : `  j${i}:\n    uses: ./.github/workflows/fan-${level + 2}.yml\n`,
          ).join(""),
          "workflow_call",
        ),
      ]),
    ),
    "composite.yml": workflow(
      "composite",
      `  deploy:\n    runs-on: ubuntu-latest\n    environment: production\n    steps:\n      - uses: ./.github/actions/a\n      - uses: ./../../etc\n      - uses: ./.github/actions/%2e%2e/a\n`,
    ),
    "unclosed.yml": workflow(
      "${{ github.ref",
      job("deploy", `\${{ ${"(".repeat(20_000)} github`, '    if: "${{ always("\n    name: "${{ ${{ }} }}"\n'),
    ),
    "nested-if.yml": workflow(
      "nested",
      job(
        "deploy",
        helm,
        `    if: "${"(".repeat(20_000)}true${")".repeat(20_000)}"\n    continue-on-error: \${{ ${"!".repeat(20_000)}true }}\n`,
      ),
    ),
    "shell.yml": workflow(
      "shell",
      job(
        "deploy",
        `${"$(".repeat(10_000)} ${"`".repeat(9999)} ${"if true; then ".repeat(5000)} cat <<EOF ${"\\\n".repeat(5000)} ${"a|".repeat(10_000)}`,
      ),
    ),
    "jobs.yml": workflow("jobs", many(500, (i) => job(`job-${i}`, helm)).join("")),
    "chain.yml": workflow(
      "chain",
      many(200, (i) => job(`c${i}`, helm, i > 0 ? `    needs: c${i - 1}\n` : "")).join(""),
    ),
    "dense.yml": workflow(
      "dense",
      many(100, (i) => job(`d${i}`, helm, `    needs: [${many(i, (j) => `d${j}`).join(", ")}]\n`)).join(""),
    ),
    "cycle.yml": workflow(
      "cycle",
      `${job("a", helm, "    needs: b\n")}${job("b", helm, "    needs: a\n")}${job("c", helm, "    needs: c\n")}`,
    ),
    "matrix.yml": workflow(
      "matrix",
      job(
        "deploy",
        helm,
        `    strategy:\n      matrix:\n${many(8, (d) => `        d${d}: [${many(50, (i) => `v${i}`).join(", ")}]\n`).join("")}        include: [${many(2000, (i) => `{ d0: v${i}, e: ${i} }`).join(", ")}]\n`,
      ),
    ),
    "latin.yml": Buffer.from(workflow("b\u00FCro", job("deploy", helm)), "latin1"),
    "utf16.yml": Buffer.from(`\uFEFF${workflow("wide", job("wide", helm))}`, "utf16le"),
    "nul.yml": workflow("nul", job("deploy", helm)).replace("runs-on", "runs\0-on"),
    "binary.yml": new Uint8Array(4096),
    "empty.yml": "",
    "scalar.yml": "42\n",
    "tags.yml": "on: push\njobs: !!js/function 'function () { return process.exit(9) }'\n",
    "surrogates.yml": workflow("\\uD800", job("deploy", helm)).replace('"\\\\uD800"', '"\\uD800 lone"'),
    "line\nbreak\u001B[31m\u202E.yml": workflow("odd file", job("deploy", helm)),
  });
  mkdirSync(join(root, ".github/actions"), { recursive: true });
  write(root, {
    ".github/actions/a/action.yml":
      "runs:\n  using: composite\n  steps:\n    - uses: ./.github/actions/b\n    - uses: ./.github/actions/b\n",
    ".github/actions/b/action.yml":
      "runs:\n  using: composite\n  steps:\n    - uses: ./.github/actions/a\n    - uses: ./.github/actions/a\n",
    ".github/CODEOWNERS": `${"*".repeat(2000)}a${"/**".repeat(2000)} @acme/all\n${"a*".repeat(500)} @a\n${many(5000, (i) => `/p${i}/**/x @t${i}`).join("\n")}\n`,
    "package.json": JSON.stringify({
      scripts: { a: "npm run b && npm run b", b: "npm run a && npm run a", __proto__: "x" },
    }),
    Makefile: "a: b\n\tmake b\nb: a\n\tmake a\n",
    "::error::pwned.yaml": rollout("pwned", "- setWeight: 10\n"),
    "kustomize/kustomization.yaml": `resources:\n  - .\n  - kustomization.yaml\n  - ../../../etc\n  - ../../../../../../../../etc/passwd\n  - ../kustomize\n  - rollout.yaml\ncomponents: [., ../other]\npatches: [{ path: ../../../etc/passwd }]\n`,
    "other/kustomization.yaml": "resources: [../kustomize, ../kustomize]\ncomponents: [../kustomize]\n",
    "kustomize/rollout.yaml": rollout(spite, many(5000, () => "- setWeight: 10\n- pause: { duration: 1s }\n").join("")),
    "odd.yaml": rollout(
      "odd",
      "- setWeight: 1e308\n- setWeight: -5\n- setWeight: __proto__\n- pause: { duration: 99999999999999999999h }\n- pause: { duration: -1 }\n- analysis: { templates: [{ templateName: __proto__ }, { templateName: constructor }] }\n- {}\n- null\n- [a]\n",
    ),
    "chart/Chart.yaml": "name: shop\n",
    "chart/templates/rollout.yaml": `apiVersion: argoproj.io/v1alpha1\nkind: Rollout\n{{- include "a" . }}${"{{ if ".repeat(5000)}\n`,
    "chart/templates/_helpers.tpl":
      '{{ define "a" }}{{ include "a" . }}{{ include "b" . }}{{ end }}{{ define "b" }}{{ include "a" . }}{{ end }}',
    "many.yaml": many(100, (i) => rollout(`r${i}`, "- setWeight: 10\n")).join("---\n"),
  });
  const link = (target: string, path: string) => symlinkSync(target, join(root, path));
  write(root, { ".github/workflows/huge.yml": "on: push\n" });
  truncateSync(join(root, ".github/workflows/huge.yml"), 100 * 1024 * 1024);
  link("/etc/passwd", ".github/workflows/passwd.yml");
  link("/etc", ".github/workflows/folder.yml");
  link("loop.yml", ".github/workflows/loop.yml");
  link("nothing", ".github/workflows/dangling.yml");
  link("/etc", "etc");
  link("..", "up");
  link(".", "here");
  return root;
}

const rollout = (name: string, steps: string): string => `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: ${JSON.stringify(name)} }
spec:
  strategy:
    canary:
      steps:
${steps.replaceAll(/^/gm, "        ").trimEnd()}
  template:
    spec:
      containers: [{ name: app, image: "ghcr.io/acme/app:1.0.0" }]
`;
