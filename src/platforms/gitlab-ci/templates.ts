import type { Place } from "#model/place.ts";
import type { Node } from "#syntax/node.ts";
import { yaml } from "#syntax/yaml.ts";
import { relocated } from "../kubernetes/made.ts";

/**
 * What GitLab's own templates add, as far as it matters here: their scans run beside the tests, on branches and not on
 * tags, and their failure is allowed. https://docs.gitlab.com/user/application_security/sast/
 */
const scan = (variable: string, job: string, stage = "test"): string => `
${job}:
  stage: ${stage}
  allow_failure: true
  script: [/analyzer run]
  rules:
    - if: $${variable}_DISABLED == 'true' || $${variable}_DISABLED == '1'
      when: never
    - if: $CI_COMMIT_BRANCH
`;

const sast = `
sast:
  stage: test
  script: [/analyzer run]
  rules:
    - when: never
semgrep-sast:
  extends: sast
  allow_failure: true
  rules:
    - if: $SAST_DISABLED == 'true' || $SAST_DISABLED == '1'
      when: never
    - if: $SAST_EXCLUDED_ANALYZERS =~ /semgrep/
      when: never
    - if: $CI_COMMIT_BRANCH
      exists: ["**/*.py", "**/*.js", "**/*.jsx", "**/*.ts", "**/*.tsx", "**/*.c", "**/*.cpp", "**/*.go", "**/*.java", "**/*.html", "**/*.cs", "**/*.scala", "**/*.sc", "**/*.php", "**/*.swift", "**/*.m", "**/*.rb", "**/*.kt"]
`;

const dependencies = `
dependency_scanning:
  stage: test
  script: [/analyzer run]
  rules:
    - when: never
gemnasium-dependency_scanning:
  extends: dependency_scanning
  allow_failure: true
  rules:
    - if: $DEPENDENCY_SCANNING_DISABLED == 'true' || $DEPENDENCY_SCANNING_DISABLED == '1'
      when: never
    - if: $CI_COMMIT_BRANCH
      exists: ["**/package-lock.json", "**/yarn.lock", "**/pnpm-lock.yaml", "**/go.sum", "**/Gemfile.lock", "**/composer.lock", "**/packages.lock.json", "**/conan.lock"]
gemnasium-maven-dependency_scanning:
  extends: dependency_scanning
  allow_failure: true
  rules:
    - if: $DEPENDENCY_SCANNING_DISABLED == 'true' || $DEPENDENCY_SCANNING_DISABLED == '1'
      when: never
    - if: $CI_COMMIT_BRANCH
      exists: ["**/build.gradle", "**/build.gradle.kts", "**/build.sbt", "**/pom.xml"]
gemnasium-python-dependency_scanning:
  extends: dependency_scanning
  allow_failure: true
  rules:
    - if: $DEPENDENCY_SCANNING_DISABLED == 'true' || $DEPENDENCY_SCANNING_DISABLED == '1'
      when: never
    - if: $CI_COMMIT_BRANCH
      exists: ["**/requirements.txt", "**/requirements.pip", "**/Pipfile", "**/requires.txt", "**/setup.py", "**/poetry.lock"]
`;

const quality = `
code_quality:
  stage: test
  allow_failure: true
  script: [/analyzer run]
  rules:
    - if: $CODE_QUALITY_DISABLED == 'true' || $CODE_QUALITY_DISABLED == '1'
      when: never
    - if: $CI_COMMIT_TAG || $CI_COMMIT_BRANCH
`;

const branchPipelines = `
workflow:
  rules:
    - if: $CI_COMMIT_TAG
    - if: $CI_COMMIT_BRANCH
`;

const requestPipelines = `
workflow:
  rules:
    - if: $CI_MERGE_REQUEST_IID
    - if: $CI_COMMIT_TAG
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
`;

const texts: ReadonlyMap<string, string> = new Map(
  (
    [
      ["SAST", sast],
      ["Dependency-Scanning", dependencies],
      ["Secret-Detection", scan("SECRET_DETECTION", "secret_detection")],
      ["Container-Scanning", scan("CONTAINER_SCANNING", "container_scanning")],
      ["SAST-IaC", scan("SAST", "kics-iac-sast")],
      ["Code-Quality", quality],
    ] as const
  )
    .flatMap(([name, text]): (readonly [string, string])[] =>
      ["Jobs", "Security"].map((folder) => [`template: ${folder}/${name}.gitlab-ci.yml`, text]),
    )
    .concat([
      ["template: Security/DAST.gitlab-ci.yml", scan("DAST", "dast", "dast")],
      ["template: DAST.gitlab-ci.yml", scan("DAST", "dast", "dast")],
      ["template: Code-Quality.gitlab-ci.yml", quality],
      ["template: Workflows/Branch-Pipelines.gitlab-ci.yml", branchPipelines],
      ["template: Workflows/MergeRequest-Pipelines.gitlab-ci.yml", requestPipelines],
    ]),
);

/** The jobs that a template adds, all at the place where it is included. */
export const jobsOfTemplates: ReadonlyMap<string, (at: Place) => Node> = new Map(
  [...texts].map(([name, text]) => [
    name,
    (at: Place): Node => {
      const { documents } = yaml(name, text, { mergeKeys: true, duplicates: "last" });
      return relocated(documents[0]!, () => ({ at, via: [] }));
    },
  ]),
);

/** What the program of one of GitLab's analyzers does in a job, by the job's name. */
export const isQuality = (job: string): boolean => job === "code_quality";
