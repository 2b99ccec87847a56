import { entries, type Table } from "../entry.ts";

const tests = { does: "check", kinds: ["tests"] } as const;
const integration = { does: "check", kinds: ["integration-test"] } as const;
const smoke = { does: "check", kinds: ["smoke-test"] } as const;
const listing = { when: ["--collect-only|--co|--list|-list|--listTests|--version"], does: "nothing" } as const;

const commands: Table = [
  // `test` is the script that npm itself defines as the tests of a package.
  ...entries("https://docs.npmjs.com/cli/commands/npm-test", tests, "npm test", "npm t", "npm run test", "npm run-script test", "yarn test", "yarn run test", "pnpm test", "pnpm t", "pnpm run test", "bun run test", "lerna run test", "turbo run test", "turbo test", "nx test", "rush test"),
  ...entries("https://nx.dev/nx-api/nx/documents/affected", { does: "nothing", variants: [{ when: ["-t|--target|--targets=test"], ...tests }, { when: ["-t|--target|--targets=e2e"], ...integration }, { when: ["-t|--target|--targets=build"], does: "build" }, { when: ["-t|--target|--targets=lint"], does: "check", kinds: ["static-analysis"] }] }, "nx affected", "nx run-many", "nx affected:test"),
  ...entries("https://jestjs.io/docs/cli", { ...tests, variants: [listing] }, "jest", "react-scripts test", "react-app-rewired test", "craco test", "ng test"),
  ...entries("https://vitest.dev/guide/cli", { ...tests, variants: [listing] }, "vitest", "vitest run"),
  ...entries("https://mochajs.org/#command-line-usage", tests, "mocha", "ava", "tap", "tape", "uvu", "karma start", "jasmine", "web-test-runner", "wtr", "ember test", "hereby test", "bun test", "deno test", "poku"),
  ...entries("https://nodejs.org/api/test.html", { does: "nothing", variants: [{ when: ["--test"], ...tests }] }, "node"),
  ...entries("https://playwright.dev/docs/test-cli", { ...integration, variants: [listing] }, "playwright test"),
  ...entries("https://playwright.dev/docs/test-cli", { does: "nothing" }, "playwright install", "playwright merge-reports"),
  ...entries("https://docs.cypress.io/app/references/command-line#cypress-run", integration, "cypress run", "cypress run-ct", "cypress-parallel", "start-server-and-test"),
  ...entries("https://webdriver.io/docs/testrunner", integration, "wdio", "testcafe", "nightwatch", "protractor", "codeceptjs run", "detox test", "maestro test", "maestro cloud", "ng e2e", "robot", "behave", "behat", "cucumber", "cucumber-js", "karate", "bats", "checkly test", "hurl", "tavern-ci", "schemathesis run", "st run", "dredd", "flutter drive", "molecule test", "inspec exec", "goss validate", "pact-verifier", "test-storybook", "chromatic", "backstop test", "lhci autorun", "percy exec"),
  ...entries("https://learning.postman.com/docs/collections/using-newman-cli/command-line-integration-with-newman/", { ...integration, weak: [{ when: ["--suppress-exit-code|-x"], how: "has `--suppress-exit-code`, and exits with 0 whatever fails" }] }, "newman run", "postman collection run"),
  ...entries("https://grafana.com/docs/k6/latest/using-k6/thresholds/", { ...integration, weak: [{ when: ["--no-thresholds"], how: "has `--no-thresholds`, and so cannot fail" }] }, "k6 run", "k6 cloud"),
  ...entries("https://www.artillery.io/docs/reference/cli/run", integration, "artillery run", "locust"),
  ...entries("https://docs.pytest.org/en/stable/reference/exit-codes.html", { ...tests, variants: [listing] }, "pytest", "py.test"),
  ...entries("https://tox.wiki/en/stable/cli_interface.html", { ...tests, variants: [{ when: ["-e=lint|mypy|flake8|pylint|black|type|types|style|ruff|format|pre-commit"], kinds: ["static-analysis"] }, { when: ["-e=docs|build|package"], does: "build" }] }, "tox", "tox run", "nox"),
  ...entries("https://docs.python.org/3/library/unittest.html", tests, "unittest", "nose2", "nosetests", "hatch test", "ward"),
  ...entries("https://docs.djangoproject.com/en/stable/ref/django-admin/#test", { does: "nothing", variants: [{ when: ["{1}^=manage.py", "@test"], ...tests }, { when: ["{1}=manage.py", "@migrate", "!--check|--plan"], does: "deploy", change: "data", exposure: "at-once" }, { when: ["{1}=manage.py", "@check"], does: "check", kinds: ["static-analysis"] }] }, "python", "python3"),
  ...entries("https://docs.djangoproject.com/en/stable/ref/django-admin/#test", tests, "manage.py test", "django-admin test"),
  ...entries("https://pkg.go.dev/cmd/go#hdr-Test_packages", { ...tests, variants: [listing, { when: ["-c"], does: "build" }, { when: ["-run=^$|xxx|none"], does: "nothing" }] }, "go test", "gotestsum", "richgo test", "ginkgo", "ginkgo run", "gotest"),
  ...entries("https://doc.rust-lang.org/cargo/commands/cargo-test.html", { ...tests, variants: [{ when: ["--no-run"], does: "build" }] }, "cargo test", "cargo nextest run", "cargo nextest", "cargo llvm-cov", "cargo tarpaulin", "cross test", "cargo hack test"),
  ...entries("https://learn.microsoft.com/dotnet/core/tools/dotnet-test", { ...tests, variants: [{ when: ["-t|--list-tests"], does: "nothing" }] }, "dotnet test", "dotnet vstest", "vstest.console", "nunit3-console", "xunit.console"),
  ...entries("https://docs.phpunit.de/en/11.5/textui.html", tests, "phpunit", "pest", "paratest", "simple-phpunit", "artisan test", "php artisan test", "codecept run", "phpspec run"),
  ...entries("https://getcomposer.org/doc/articles/scripts.md#running-scripts-manually", tests, "composer test", "composer run test", "composer run-script test"),
  ...entries("https://rspec.info/features/3-13/rspec-core/command-line/", tests, "rspec", "parallel_rspec", "rails test", "rails test:all", "rails spec", "rake test", "rake spec", "parallel_test", "knapsack_pro", "turbo_tests"),
  ...entries("https://guides.rubyonrails.org/testing.html#system-testing", integration, "rails test:system", "rake cucumber", "rails cucumber"),
  ...entries("https://hexdocs.pm/mix/Mix.Tasks.Test.html", tests, "mix test", "mix coveralls", "rebar3 eunit", "rebar3 ct", "gleam test"),
  ...entries("https://docs.flutter.dev/testing/overview", { ...tests, variants: [{ when: ["{1}^=integration_test"], kinds: ["integration-test"] }] }, "flutter test", "dart test", "very_good test", "melos run test", "melos test"),
  ...entries("https://developer.apple.com/documentation/xcode/running-tests-and-interpreting-results", { does: "nothing", variants: [{ when: ["@test|test-without-building"], ...tests }, { when: ["@build|archive|build-for-testing"], does: "build" }] }, "xcodebuild"),
  ...entries("https://docs.fastlane.tools/actions/scan/", tests, "fastlane scan", "fastlane test", "fastlane run_tests", "swift test"),
  ...entries("https://cmake.org/cmake/help/latest/manual/ctest.1.html", tests, "ctest", "meson test", "ninja test", "bazel test", "bazelisk test", "buck2 test", "pants test", "please test", "cabal test", "stack test", "lein test", "busted", "zig build test", "crystal spec", "forge test", "hardhat test", "truffle test", "anchor test", "brownie test", "aptos move test", "sui move test", "opa test", "conftest verify", "helm unittest", "dbt test", "sqlfluff test", "shellspec", "kuttl test", "kubectl kuttl test", "chainsaw test", "ct install", "nix flake check", "mage test", "task test", "just test", "invoke-pester", "testthat", "earthly +test", "moon run :test"),
  ...entries("https://www.gnu.org/prep/standards/html_node/Standard-Targets.html", tests, "make check", "make test", "make tests"),
  ...entries("https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/invoke-webrequest", smoke, "invoke-webrequest", "invoke-restmethod", "iwr", "irm"),
];

const actions: Table = [
  ...entries("https://github.com/cypress-io/github-action#readme", { ...integration, variants: [{ when: ["runtests=false"], does: "nothing" }] }, "cypress-io/github-action"),
  ...entries("https://github.com/grafana/run-k6-action#readme", integration, "grafana/k6-action", "grafana/run-k6-action", "artilleryio/action-cli", "matt-ball/newman-action", "anthonyvscode/newman-action", "microsoft/playwright-github-action", "chromaui/action", "mobile-dev-inc/action-maestro-cloud", "checkly/cli", "helm/chart-testing-action/install"),
  ...entries("https://github.com/treosh/lighthouse-ci-action#readme", { does: "nothing", variants: [{ when: ["budgetpath|configpath"], ...integration }] }, "treosh/lighthouse-ci-action"),
  ...entries("https://github.com/Jtalk/url-health-check-action#readme", smoke, "jtalk/url-health-check-action", "cygnetdigital/wait_for_response", "nev7n/wait_for_response", "mydea/action-wait-for-api"),
  ...entries("https://github.com/jakejarvis/wait-action#readme", { does: "wait", time: { from: "time", unit: "s" } }, "jakejarvis/wait-action", "whatnick/wait-action"),
  ...entries("https://github.com/dorny/test-reporter#readme", { ...tests, variants: [{ when: ["fail-on-error=false"], does: "nothing" }] }, "dorny/test-reporter"),
  ...entries("https://github.com/EnricoMi/publish-unit-test-result-action#readme", { ...tests, variants: [{ when: ["fail_on=nothing"], does: "nothing" }] }, "enricomi/publish-unit-test-result-action"),
  ...entries("https://github.com/mikepenz/action-junit-report#readme", { does: "nothing", variants: [{ when: ["fail_on_failure=true"], ...tests }] }, "mikepenz/action-junit-report"),
  ...entries("https://github.com/codecov/codecov-action#readme", { does: "nothing" }, "codecov/codecov-action", "coverallsapp/github-action", "davelosert/vitest-coverage-report-action"),
  ...entries("https://github.com/julia-actions/julia-runtest#readme", tests, "r-lib/actions/check-r-package", "julia-actions/julia-runtest"),
];

export const testing = { commands, actions };
