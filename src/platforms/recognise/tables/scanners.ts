import { entries, type Table } from "../entry.ts";

const scan = { does: "check", kinds: ["security-scan"] } as const;
const both = { does: "check", kinds: ["static-analysis", "security-scan"] } as const;
const nothing = { does: "nothing" } as const;
const codeScanning = {
  why: "its alerts stop a change only where a ruleset requires code scanning results",
  settle: "gh api repos/{owner}/{repo}/rulesets",
} as const;

const TRIVY = "https://trivy.dev/latest/docs/configuration/others/#exit-code";
const configured = (file: string) => `whether the scan can fail is written in \`${file}\``;

const commands: Table = [
  ...entries(
    TRIVY,
    {
      ...scan,
      variants: [{ when: ["--download-db-only"], does: "nothing" }],
      weak: [
        { when: ["--exit-code=0"], how: "has `--exit-code 0`, and so cannot fail" },
        { when: ["!--exit-code", "-c|--config"], unsure: configured("trivy.yaml") },
        {
          when: ["!--exit-code", "!$TRIVY_EXIT_CODE"],
          how: "exits with 0 whatever it finds, because `--exit-code` is not set",
        },
      ],
    },
    "trivy",
    "trivy image",
    "trivy fs",
    "trivy filesystem",
    "trivy config",
    "trivy repo",
    "trivy repository",
    "trivy rootfs",
    "trivy sbom",
    "trivy k8s",
  ),
  ...entries(TRIVY, nothing, "trivy convert", "trivy version", "trivy plugin", "trivy clean"),
  ...entries(
    "https://github.com/anchore/grype#readme",
    {
      ...scan,
      weak: [
        { when: ["!-f|--fail-on", "-c|--config"], unsure: configured(".grype.yaml") },
        {
          when: ["!-f|--fail-on", "!$GRYPE_FAIL_ON_SEVERITY"],
          how: "exits with 0 whatever it finds, because `--fail-on` is not set",
        },
      ],
    },
    "grype",
  ),
  ...entries(
    "https://docs.snyk.io/developer-tools/snyk-cli/commands/test",
    { ...scan },
    "snyk test",
    "snyk container test",
    "snyk iac test",
  ),
  ...entries("https://docs.snyk.io/developer-tools/snyk-cli/commands/code-test", both, "snyk code test"),
  ...entries(
    "https://docs.snyk.io/developer-tools/snyk-cli/commands/monitor",
    nothing,
    "snyk monitor",
    "snyk container monitor",
    "snyk auth",
  ),
  ...entries(
    "https://semgrep.dev/docs/cli-reference#semgrep-scan-command-options",
    { ...both, weak: [{ when: ["!--error"], how: "exits with 0 whatever it finds, because `--error` is not set" }] },
    "semgrep",
    "semgrep scan",
    "opengrep scan",
  ),
  ...entries(
    "https://semgrep.dev/docs/cli-reference#semgrep-ci-command-options",
    { ...both, weak: [{ when: ["--dry-run"], how: "has `--dry-run`" }] },
    "semgrep ci",
  ),
  ...entries(
    "https://github.com/gitleaks/gitleaks#readme",
    { ...scan, weak: [{ when: ["--exit-code=0"], how: "has `--exit-code 0`, and so cannot fail" }] },
    "gitleaks",
    "gitleaks detect",
    "gitleaks dir",
    "gitleaks git",
    "gitleaks protect",
  ),
  ...entries(
    "https://github.com/trufflesecurity/trufflehog#readme",
    { ...scan, weak: [{ when: ["!--fail"], how: "exits with 0 whatever it finds, because `--fail` is not set" }] },
    "trufflehog",
  ),
  ...entries(
    "https://docs.gitguardian.com/ggshield-docs/reference/secret/scan/ci",
    { ...scan, weak: [{ when: ["--exit-zero"], how: "has `--exit-zero`, and so cannot fail" }] },
    "ggshield secret scan",
    "ggshield",
  ),
  ...entries("https://github.com/Yelp/detect-secrets#readme", scan, "detect-secrets-hook"),
  ...entries(
    "https://bandit.readthedocs.io/en/latest/man/bandit.html",
    { ...both, weak: [{ when: ["--exit-zero"], how: "has `--exit-zero`, and so cannot fail" }] },
    "bandit",
  ),
  ...entries(
    "https://github.com/securego/gosec#readme",
    { ...both, weak: [{ when: ["-no-fail"], how: "has `-no-fail`, and so cannot fail" }] },
    "gosec",
  ),
  ...entries(
    "https://pkg.go.dev/golang.org/x/vuln/cmd/govulncheck",
    {
      ...scan,
      weak: [
        { when: ["-json"], how: "has `-json`, with which it exits with 0 whatever it finds" },
        { when: ["-format=json|sarif|openvex"], how: "has a `-format` with which it exits with 0 whatever it finds" },
      ],
    },
    "govulncheck",
    "nancy sleuth",
  ),
  ...entries(
    "https://docs.npmjs.com/cli/commands/npm-audit",
    { ...scan, variants: [{ when: ["@fix|signatures"], does: "nothing" }] },
    "npm audit",
    "pnpm audit",
    "yarn audit",
    "yarn npm audit",
    "bun audit",
  ),
  ...entries(
    "https://github.com/IBM/audit-ci#readme",
    scan,
    "audit-ci",
    "better-npm-audit audit",
    "better-npm-audit",
    "improved-yarn-audit",
  ),
  ...entries(
    "https://github.com/pypa/pip-audit#readme",
    { ...scan, variants: [{ when: ["--dry-run"], does: "nothing" }] },
    "pip-audit",
  ),
  ...entries(
    "https://docs.safetycli.com/safety-docs/safety-cli/scanning-for-vulnerable-and-malicious-packages",
    { ...scan, weak: [{ when: ["--continue-on-error"], how: "has `--continue-on-error`, and so cannot fail" }] },
    "safety check",
    "safety scan",
  ),
  ...entries(
    "https://github.com/rubysec/bundler-audit#readme",
    scan,
    "bundler-audit",
    "bundle-audit",
    "bundle audit",
    "bundler-audit check",
    "ruby-audit",
    "ruby-audit check",
  ),
  ...entries(
    "https://brakemanscanner.org/docs/options/",
    { ...both, weak: [{ when: ["--no-exit-on-warn"], how: "has `--no-exit-on-warn`, and so cannot fail" }] },
    "brakeman",
  ),
  ...entries("https://github.com/rustsec/rustsec/tree/main/cargo-audit#readme", scan, "cargo audit", "cargo vet"),
  ...entries(
    "https://embarkstudios.github.io/cargo-deny/",
    { does: "check", kinds: ["security-scan", "compliance"] },
    "cargo deny",
    "cargo deny check",
  ),
  ...entries(
    "https://getcomposer.org/doc/03-cli.md#audit",
    scan,
    "composer audit",
    "local-php-security-checker",
    "symfony check:security",
    "security-checker security:check",
  ),
  ...entries("https://hexdocs.pm/hex/Mix.Tasks.Hex.Audit.html", scan, "mix hex.audit", "mix deps.audit", "mix sobelow"),
  ...entries(
    "https://learn.microsoft.com/dotnet/core/tools/dotnet-package-list",
    {
      ...nothing,
      variants: [{ when: ["--vulnerable"], ...scan }],
      weak: [{ when: ["--vulnerable"], how: "lists vulnerable packages and exits with 0" }],
    },
    "dotnet list package",
    "dotnet list",
  ),
  ...entries(
    "https://google.github.io/osv-scanner/usage/",
    scan,
    "osv-scanner",
    "osv-scanner scan",
    "osv-scanner scan source",
  ),
  ...entries(
    "https://jeremylong.github.io/DependencyCheck/dependency-check-cli/arguments.html",
    {
      ...scan,
      weak: [{ when: ["!--failOnCVSS"], how: "exits with 0 whatever it finds, because `--failOnCVSS` is not set" }],
    },
    "dependency-check",
    "dependency-check.sh",
  ),
  ...entries(
    "https://docs.docker.com/reference/cli/docker/scout/cves/",
    {
      ...scan,
      weak: [{ when: ["!-e|--exit-code"], how: "exits with 0 whatever it finds, because `--exit-code` is not set" }],
    },
    "docker scout cves",
  ),
  ...entries(
    "https://docs.docker.com/reference/cli/docker/scout/quickview/",
    nothing,
    "docker scout quickview",
    "docker scout recommendations",
    "docker scout compare",
  ),
  ...entries(
    "https://www.zaproxy.org/docs/docker/baseline-scan/",
    {
      does: "check",
      kinds: ["security-scan"],
      weak: [{ when: ["-I"], how: "has `-I`, with which warnings do not fail it" }],
    },
    "zap-baseline.py",
    "zap-full-scan.py",
    "zap-api-scan.py",
  ),
  ...entries(
    "https://github.com/projectdiscovery/nuclei#readme",
    { ...scan, weak: [{ when: [], how: "exits with 0 whatever it finds" }] },
    "nuclei",
  ),
  ...entries(
    "https://www.checkov.io/2.Basics/CLI%20Command%20Reference.html",
    {
      ...both,
      weak: [
        { when: ["-s|--soft-fail"], how: "has `--soft-fail`, and so cannot fail" },
        { when: ["--soft-fail-on"], unsure: "which findings fail it is decided by `--soft-fail-on`" },
      ],
    },
    "checkov",
  ),
  ...entries(
    "https://aquasecurity.github.io/tfsec/latest/guides/usage/",
    { ...both, weak: [{ when: ["-s|--soft-fail"], how: "has `--soft-fail`, and so cannot fail" }] },
    "tfsec",
  ),
  ...entries(
    "https://docs.kics.io/latest/results/#results_status_code",
    { ...both, weak: [{ when: ["--ignore-on-exit=all|results"], how: "has `--ignore-on-exit`, and so cannot fail" }] },
    "kics scan",
  ),
  ...entries(
    "https://github.com/tenable/terrascan#readme",
    both,
    "terrascan scan",
    "kubescape scan",
    "kubesec scan",
    "docker-bench-security",
  ),
  ...entries(
    "https://github.com/aquasecurity/kube-bench#readme",
    nothing,
    "kube-bench",
    "syft",
    "cosign",
    "cosign sign",
    "scorecard",
    "docker sbom",
    "cdxgen",
  ),
  ...entries(
    "https://docs.sigstore.dev/cosign/verifying/attestation/",
    { does: "attest" },
    "cosign attest",
    "cosign attest-blob",
  ),
  ...entries(
    "https://docs.sonarsource.com/sonarqube-server/latest/analyzing-source-code/ci-integration/overview/",
    {
      does: "check",
      kinds: ["static-analysis"],
      weak: [
        {
          when: ["!-Dsonar.qualitygate.wait=true"],
          unsure: "whether the scan waits for the server's quality gate is written in `sonar-project.properties`",
          settle: "look for `sonar.qualitygate.wait=true`",
        },
      ],
    },
    "sonar-scanner",
    "dotnet-sonarscanner end",
    "dotnet sonarscanner end",
  ),
  ...entries(
    "https://docs.github.com/code-security/codeql-cli",
    { does: "check", kinds: ["static-analysis", "security-scan"], judged: codeScanning },
    "codeql database analyze",
  ),
  ...entries(
    "https://github.com/zizmorcore/zizmor#readme",
    {
      ...both,
      weak: [
        { when: ["--no-exit-codes"], how: "has `--no-exit-codes`, and so cannot fail" },
        { when: ["--format=sarif"], how: "has `--format sarif`, with which it exits with 0 whatever it finds" },
      ],
    },
    "zizmor",
    "poutine",
  ),
  ...entries(
    "https://slsa.dev/spec/v1.0/verifying-artifacts",
    {
      does: "check",
      kinds: ["provenance", "compliance"],
      variants: [{ when: ["--type=spdx|spdxjson|cyclonedx|vuln|link|openvex"], does: "check", kinds: ["compliance"] }],
    },
    "cosign verify",
    "cosign verify-blob",
    "cosign verify-attestation",
    "cosign verify-blob-attestation",
    "slsa-verifier verify-artifact",
    "slsa-verifier verify-image",
    "gh attestation verify",
  ),
  ...entries(
    "https://www.openpolicyagent.org/docs/latest/cicd/",
    { does: "check", kinds: ["compliance"] },
    "conftest test",
    "license_finder",
    "licensee",
    "license-checker",
    "go-licenses check",
    "reuse lint",
  ),
];

const actions: Table = [
  ...entries(
    "https://github.com/aquasecurity/trivy-action#readme",
    {
      ...scan,
      weak: [
        { when: ["exit-code=0"], how: "has `exit-code: 0`, and so cannot fail" },
        { when: ["!exit-code", "trivy-config"], unsure: configured("trivy.yaml") },
        {
          when: ["!exit-code", "format=sarif", "!$TRIVY_EXIT_CODE"],
          unsure:
            "the scan itself cannot fail without `exit-code`; alerts stop a change only where a ruleset requires code scanning results",
          settle: codeScanning.settle,
        },
        {
          when: ["!exit-code", "!$TRIVY_EXIT_CODE"],
          how: "exits with 0 whatever it finds, because `exit-code` is not set",
        },
      ],
    },
    "aquasecurity/trivy-action",
    "lazy-actions/gitrivy",
  ),
  ...entries(
    "https://github.com/aquasecurity/setup-trivy#readme",
    nothing,
    "aquasecurity/setup-trivy",
    "anchore/sbom-action",
  ),
  ...entries(
    "https://github.com/anchore/scan-action#readme",
    { ...scan, weak: [{ when: ["fail-build=false"], how: "has `fail-build: false`, and so cannot fail" }] },
    "anchore/scan-action",
  ),
  ...entries(
    "https://github.com/github/codeql-action#readme",
    { ...both, judged: codeScanning },
    "github/codeql-action/analyze",
  ),
  ...entries("https://github.com/github/codeql-action#readme", nothing, "github/codeql-action"),
  ...entries(
    "https://github.com/actions/dependency-review-action#readme",
    { ...scan, weak: [{ when: ["warn-only=true"], how: "has `warn-only: true`, and so cannot fail" }] },
    "actions/dependency-review-action",
  ),
  ...entries(
    "https://github.com/bridgecrewio/checkov-action#readme",
    { ...both, weak: [{ when: ["soft_fail=true"], how: "has `soft_fail: true`, and so cannot fail" }] },
    "bridgecrewio/checkov-action",
  ),
  ...entries(
    "https://github.com/snyk/actions#readme",
    { ...scan, variants: [{ when: ["command=monitor"], does: "nothing" }] },
    "snyk/actions",
  ),
  ...entries("https://github.com/snyk/actions/tree/master/setup#readme", nothing, "snyk/actions/setup"),
  ...entries(
    "https://github.com/zaproxy/action-baseline#readme",
    {
      ...scan,
      weak: [
        { when: ["!fail_action"], how: "does not fail on what it finds, because `fail_action` is not set" },
        { when: ["fail_action=false"], how: "has `fail_action: false`, and so cannot fail" },
      ],
    },
    "zaproxy/action-baseline",
    "zaproxy/action-full-scan",
    "zaproxy/action-api-scan",
  ),
  ...entries(
    "https://github.com/gitleaks/gitleaks-action#readme",
    scan,
    "gitleaks/gitleaks-action",
    "zricethezav/gitleaks-action",
  ),
  ...entries(
    "https://github.com/trufflesecurity/trufflehog#octocat-trufflehog-github-action",
    scan,
    "trufflesecurity/trufflehog",
    "gitguardian/ggshield-action",
    "gitguardian/ggshield",
  ),
  ...entries(
    "https://github.com/returntocorp/semgrep-action#readme",
    both,
    "returntocorp/semgrep-action",
    "semgrep/semgrep-action",
  ),
  ...entries(
    "https://github.com/google/osv-scanner-action#readme",
    { ...scan, weak: [{ when: ["fail-on-vuln=false"], how: "has `fail-on-vuln: false`, and so cannot fail" }] },
    "google/osv-scanner-action",
    "google/osv-scanner",
  ),
  ...entries("https://github.com/ossf/scorecard-action#readme", nothing, "ossf/scorecard-action"),
  ...entries(
    "https://github.com/golang/govulncheck-action#readme",
    {
      ...scan,
      weak: [{ when: ["output-format=json|sarif"], how: "has an `output-format` with which it does not fail" }],
    },
    "golang/govulncheck-action",
  ),
  ...entries(
    "https://github.com/securego/gosec#github-action",
    { ...both, weak: [{ when: ["@-no-fail"], how: "has `-no-fail`, and so cannot fail" }] },
    "securego/gosec",
  ),
  ...entries(
    "https://github.com/rustsec/audit-check#readme",
    scan,
    "rustsec/audit-check",
    "actions-rs/audit-check",
    "actions-rust-lang/audit",
  ),
  ...entries(
    "https://github.com/EmbarkStudios/cargo-deny-action#readme",
    { does: "check", kinds: ["security-scan", "compliance"] },
    "embarkstudios/cargo-deny-action",
  ),
  ...entries(
    "https://github.com/pypa/gh-action-pip-audit#readme",
    {
      ...scan,
      weak: [{ when: ["internal-be-careful-allow-failure=true"], how: "is allowed to fail by its own input" }],
    },
    "pypa/gh-action-pip-audit",
  ),
  ...entries(
    "https://github.com/dependency-check/Dependency-Check_Action#readme",
    {
      ...scan,
      weak: [{ when: ["!@--failoncvss*"], how: "exits with 0 whatever it finds, because `--failOnCVSS` is not set" }],
    },
    "dependency-check/dependency-check_action",
  ),
  ...entries(
    "https://github.com/aquasecurity/tfsec-action#readme",
    { ...both, weak: [{ when: ["soft_fail=true"], how: "has `soft_fail: true`, and so cannot fail" }] },
    "aquasecurity/tfsec-action",
  ),
  ...entries(
    "https://github.com/Checkmarx/kics-github-action#readme",
    { ...both, weak: [{ when: ["ignore_on_exit=all|results"], how: "has `ignore_on_exit`, and so cannot fail" }] },
    "checkmarx/kics-github-action",
  ),
  ...entries(
    "https://github.com/docker/scout-action#readme",
    {
      ...scan,
      weak: [
        { when: ["!exit-code"], how: "does not fail on what it finds, because `exit-code` is not set" },
        { when: ["exit-code=false"], how: "has `exit-code: false`, and so cannot fail" },
      ],
      variants: [{ when: ["command=quickview|recommendations|sbom|environment"], does: "nothing" }],
    },
    "docker/scout-action",
  ),
  ...entries(
    "https://github.com/SonarSource/sonarqube-scan-action#readme",
    {
      does: "check",
      kinds: ["static-analysis"],
      weak: [
        {
          when: ["!@-dsonar.qualitygate.wait=true"],
          unsure: "whether the scan waits for the server's quality gate is written in `sonar-project.properties`",
          settle: "look for `sonar.qualitygate.wait=true`",
        },
      ],
    },
    "sonarsource/sonarqube-scan-action",
    "sonarsource/sonarcloud-github-action",
  ),
  ...entries(
    "https://github.com/SonarSource/sonarqube-quality-gate-action#readme",
    { does: "check", kinds: ["static-analysis"] },
    "sonarsource/sonarqube-quality-gate-action",
  ),
  ...entries(
    "https://github.com/veracode/veracode-uploadandscan-action#readme",
    both,
    "veracode/veracode-uploadandscan-action",
    "veracode/veracode-pipeline-scan-action",
    "checkmarx/ast-github-action",
    "fortify/github-action",
  ),
  ...entries(
    "https://github.com/zizmorcore/zizmor-action#readme",
    { ...both, judged: codeScanning },
    "zizmorcore/zizmor-action",
  ),
  ...entries(
    "https://github.com/fossas/fossa-action#readme",
    { does: "check", kinds: ["compliance"], variants: [{ when: ["!run-tests=true"], does: "nothing" }] },
    "fossas/fossa-action",
  ),
  ...entries("https://github.com/step-security/harden-runner#readme", nothing, "step-security/harden-runner"),
];

export const scanners = { commands, actions };
