import { entries, type Table } from "../entry.ts";

const lint = { does: "check", kinds: ["static-analysis"] } as const;
const nothing = { does: "nothing" } as const;
/** A formatter only checks where it is told to. */
const formats = (...flags: readonly string[]) => ({ does: "nothing", variants: [{ when: [flags.join("|")], ...lint }] }) as const;
const zero = [{ when: ["--exit-zero"], how: "has `--exit-zero`, and so cannot fail" }];

const commands: Table = [
  ...entries("https://eslint.org/docs/latest/use/command-line-interface#exit-codes", { ...lint, variants: [{ when: ["--version|-v|--print-config"], does: "nothing" }] }, "eslint", "next lint", "ng lint", "standard", "xo", "tslint", "jshint", "oxlint", "stylelint", "htmlhint", "markdownlint", "markdownlint-cli2", "remark", "cspell", "commitlint", "knip", "depcheck", "ts-prune", "dependency-cruiser", "depcruise", "madge", "publint", "attw", "size-limit", "bundlesize", "syncpack lint", "redocly lint", "spectral lint", "vacuum lint", "ember lint", "vue-tsc", "vue-cli-service lint", "svelte-check", "astro check", "glint", "type-coverage", "api-extractor run", "sherif", "manypkg check", "eclint", "editorconfig-checker", "ec", "lockfile-lint", "ajv validate", "check-jsonschema", "lychee", "linkinator", "htmltest", "html-proofer", "htmlproofer", "vale", "typos", "codespell", "misspell", "renovate-config-validator"),
  ...entries("https://biomejs.dev/reference/cli/", lint, "biome check", "biome ci", "biome lint", "biome format"),
  ...entries("https://prettier.io/docs/cli#--check", formats("--check", "-c", "-l", "--list-different"), "prettier"),
  ...entries("https://www.typescriptlang.org/docs/handbook/compiler-options.html", { ...lint, kinds: ["static-analysis", "build"], variants: [{ when: ["--noEmit"], kinds: ["static-analysis"] }, { when: ["--watch|-w|--init|--version"], does: "nothing" }] }, "tsc", "tsgo", "deno check", "deno lint", "flow check", "flow"),
  ...entries("https://docs.deno.com/runtime/reference/cli/fmt/", formats("--check"), "deno fmt", "dprint fmt"),
  ...entries("https://dprint.dev/cli/", lint, "dprint check"),
  ...entries("https://docs.astral.sh/ruff/linter/#exit-codes", { ...lint, weak: [{ when: ["-e|--exit-zero"], how: "has `--exit-zero`, and so cannot fail" }] }, "ruff", "ruff check"),
  ...entries("https://docs.astral.sh/ruff/formatter/#exit-codes", formats("--check", "--diff"), "ruff format", "black", "isort", "yapf", "autopep8", "blue", "autoflake", "docformatter", "djlint", "pyupgrade", "nbqa"),
  ...entries("https://flake8.pycqa.org/en/latest/user/options.html#cmdoption-flake8-exit-zero", { ...lint, weak: zero }, "flake8", "pylint", "pylama", "prospector", "pycodestyle", "pydocstyle", "vulture", "interrogate", "yamllint", "rstcheck", "deptry", "pyflakes", "darglint"),
  ...entries("https://mypy.readthedocs.io/en/stable/command_line.html", lint, "mypy", "pyright", "basedpyright", "pyre check", "pytype", "ty check", "dmypy run", "pip check", "validate-pyproject", "poetry check", "check-manifest", "import-linter", "lint-imports"),
  ...entries("https://pre-commit.com/#pre-commit-run", lint, "pre-commit run", "prek run", "lefthook run", "trunk check", "mega-linter-runner", "super-linter"),
  ...entries("https://golangci-lint.run/usage/configuration/#command-line-options", { ...lint, weak: [{ when: ["--issues-exit-code=0"], how: "has `--issues-exit-code 0`, and so cannot fail" }] }, "golangci-lint run", "golangci-lint"),
  ...entries("https://pkg.go.dev/cmd/vet", lint, "go vet", "staticcheck", "revive", "golint", "errcheck", "ineffassign", "gocyclo", "go mod verify", "buf lint", "buf breaking", "buf format", "protolint", "api-linter"),
  ...entries("https://pkg.go.dev/cmd/gofmt", nothing, "gofmt", "goimports", "gofumpt", "go fmt"),
  ...entries("https://doc.rust-lang.org/clippy/usage.html", lint, "cargo clippy", "cargo check", "cargo doc", "cargo machete", "cargo udeps", "cargo semver-checks", "taplo lint"),
  ...entries("https://github.com/rust-lang/rustfmt#readme", formats("--check"), "cargo fmt", "rustfmt", "taplo fmt", "taplo format"),
  ...entries("https://learn.microsoft.com/dotnet/core/tools/dotnet-format", formats("--verify-no-changes"), "dotnet format"),
  ...entries("https://csharpier.com/docs/CLI", lint, "dotnet csharpier check"),
  ...entries("https://docs.rubocop.org/rubocop/usage/basic_usage.html", { ...lint, weak: [{ when: ["--fail-level=fatal|f"], how: "has `--fail-level fatal`, and so does not fail on offences" }] }, "rubocop", "standardrb", "rails rubocop", "erblint", "erb_lint", "haml-lint", "slim-lint", "reek", "srb tc", "steep check", "govuk-lint-ruby", "rake rubocop", "rake lint", "rails zeitwerk:check", "i18n-tasks health", "database_consistency"),
  ...entries("https://phpstan.org/user-guide/command-line-usage", lint, "phpstan", "phpstan analyse", "phpstan analyze", "psalm", "phpcs", "phpmd", "phan", "rector process", "parallel-lint", "composer validate", "deptrac", "phparkitect check", "ecs check", "phpcs-changed", "composer normalize"),
  ...entries("https://cs.symfony.com/doc/usage.html", formats("--dry-run", "--test"), "php-cs-fixer", "php-cs-fixer fix", "pint"),
  ...entries("https://hexdocs.pm/credo/exit_statuses.html", { ...lint, weak: [{ when: ["--mute-exit-status"], how: "has `--mute-exit-status`, and so cannot fail" }] }, "mix credo", "mix dialyzer", "mix compile"),
  ...entries("https://hexdocs.pm/mix/Mix.Tasks.Format.html", formats("--check-formatted"), "mix format"),
  ...entries("https://dart.dev/tools/dart-analyze", { ...lint, weak: [{ when: ["--no-fatal-warnings", "--no-fatal-infos"], unsure: "only errors fail it" }] }, "dart analyze", "flutter analyze", "dart_code_metrics", "melos analyze", "melos run analyze"),
  ...entries("https://dart.dev/tools/dart-format", formats("--set-exit-if-changed"), "dart format"),
  ...entries("https://detekt.dev/docs/gettingstarted/cli/", lint, "detekt", "ktlint", "swiftlint", "swiftlint lint", "checkstyle", "pmd check", "scalafix", "scalafmt", "hlint", "luacheck", "selene", "lintr", "clj-kondo", "ameba", "cppcheck", "clang-tidy", "cpplint", "statix check", "deadnix", "nixfmt", "alejandra", "stylua"),
  ...entries("https://clang.llvm.org/docs/ClangFormat.html", formats("--dry-run", "-n", "--Werror"), "clang-format"),
  ...entries("https://github.com/koalaman/shellcheck#readme", lint, "shellcheck", "actionlint", "bashate", "checkbashisms"),
  ...entries("https://github.com/mvdan/sh#shfmt", formats("-d", "--diff", "-l", "--list"), "shfmt"),
  ...entries("https://github.com/hadolint/hadolint#cli", { ...lint, weak: [{ when: ["--no-fail"], how: "has `--no-fail`, and so cannot fail" }] }, "hadolint", "dockle", "dockerfilelint"),
  ...entries("https://github.com/terraform-linters/tflint#readme", { ...lint, weak: [{ when: ["--force"], how: "has `--force`, and so cannot fail" }] }, "tflint", "terraform-docs", "terramate fmt"),
  ...entries("https://ansible.readthedocs.io/projects/lint/usage/", lint, "ansible-lint", "kubeconform", "kubeval", "kube-linter lint", "kube-score score", "polaris audit", "pluto detect-files", "ct lint", "ct lint-and-install", "kustomize build", "datree test", "cfn_nag_scan", "cfn_nag", "cfn-guard validate", "promtool check", "promtool test", "amtool check-config", "opa check", "opa fmt", "regal lint", "sqlfluff lint", "squawk", "spectral", "openapi-generator validate", "swagger-cli validate", "optic diff", "graphql-inspector diff", "rover subgraph check", "atlas migrate lint", "sqruff lint", "slither", "solhint", "mythril"),
  ...entries("https://git-scm.com/docs/git-diff#Documentation/git-diff.txt---exit-code", { does: "nothing", variants: [{ when: ["--exit-code|--quiet"], ...lint }] }, "git diff"),
  ...entries("https://www.gnu.org/prep/standards/html_node/Standard-Targets.html", nothing, "make all", "make install", "make clean"),
];

const actions: Table = [
  ...entries("https://github.com/super-linter/super-linter#readme", { ...lint, weak: [{ when: ["$DISABLE_ERRORS"], unsure: "`DISABLE_ERRORS` can keep it from failing" }] }, "super-linter/super-linter", "github/super-linter", "oxsecurity/megalinter", "trunk-io/trunk-action"),
  ...entries("https://github.com/golangci/golangci-lint-action#readme", lint, "golangci/golangci-lint-action", "dominikh/staticcheck-action", "bufbuild/buf-lint-action", "bufbuild/buf-breaking-action"),
  ...entries("https://github.com/bufbuild/buf-action#readme", lint, "bufbuild/buf-action"),
  ...entries("https://github.com/pre-commit/action#readme", lint, "pre-commit/action", "cloudposse/github-action-pre-commit"),
  ...entries("https://github.com/psf/black#github-actions", lint, "psf/black", "psf/black/action", "astral-sh/ruff-action", "chartboost/ruff-action", "jpetrucciani/mypy-check", "jakebailey/pyright-action", "isort/isort-action", "py-actions/flake8", "tj-actions/eslint-changed-files"),
  ...entries("https://github.com/reviewdog/action-eslint#readme", { ...lint, weak: [{ when: ["!fail_level", "!fail_on_error=true"], how: "comments on what it finds and does not fail, because `fail_level` is not set" }, { when: ["fail_level=none"], how: "has `fail_level: none`, and so cannot fail" }] }, "reviewdog/action-eslint", "reviewdog/action-actionlint", "reviewdog/action-golangci-lint", "reviewdog/action-shellcheck", "reviewdog/action-hadolint", "reviewdog/action-rubocop", "reviewdog/action-tflint", "reviewdog/action-misspell", "reviewdog/action-markdownlint", "reviewdog/action-flake8", "reviewdog/action-staticcheck"),
  ...entries("https://github.com/hadolint/hadolint-action#readme", { ...lint, weak: [{ when: ["no-fail=true"], how: "has `no-fail: true`, and so cannot fail" }] }, "hadolint/hadolint-action", "jbergstroem/hadolint-gh-action"),
  ...entries("https://github.com/ludeeus/action-shellcheck#readme", lint, "ludeeus/action-shellcheck", "raven-actions/actionlint", "rhysd/actionlint", "crate-ci/typos", "codespell-project/actions-codespell", "streetsidesoftware/cspell-action", "lycheeverse/lychee-action", "davidanson/markdownlint-cli2-action", "ibiqlik/action-yamllint", "wagoid/commitlint-github-action", "amannn/action-semantic-pull-request", "editorconfig-checker/action-editorconfig-checker", "creyd/prettier_action", "actionsx/prettier", "wearerequired/lint-action", "terraform-linters/tflint-action", "ansible/ansible-lint", "stackrox/kube-linter-action", "instrumenta/kubeval-action", "arduino/arduino-lint-action", "actions-rs/clippy-check", "clechasseur/rs-clippy-check", "giraffate/clippy-action", "obi1kenobi/cargo-semver-checks-action", "qltysh/qlty-action", "codacy/codacy-analysis-cli-action"),
  ...entries("https://github.com/actions/labeler#readme", nothing, "actions/labeler", "biomejs/setup-biome", "terraform-linters/setup-tflint", "deepsourcelabs/test-coverage-action", "stefanzweifel/git-auto-commit-action"),
  ...entries("https://github.com/actions-rs/cargo#readme", { does: "nothing", variants: [{ when: ["command=test|nextest|llvm-cov|tarpaulin"], does: "check", kinds: ["tests"] }, { when: ["command=clippy|check|fmt|doc"], ...lint }, { when: ["command=build"], does: "build" }, { when: ["command=publish"], does: "publish" }, { when: ["command=audit|deny"], does: "check", kinds: ["security-scan"] }] }, "actions-rs/cargo"),
];

export const staticAnalysis = { commands, actions };
