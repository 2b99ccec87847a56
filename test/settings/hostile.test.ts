import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Refused } from "#platforms/exported.ts";
import { hcl } from "#syntax/hcl.ts";
import { declaredOf, exportedOf, terraformOf } from "./answers.ts";
import { loadSettings } from "#settings/load.ts";
import { filesOf, limits, loaded } from "./snapshots.ts";

/** Keys by which answers and files are told, so that what is made of them gets past the door. */
const keys = [
  ..."total_count environments name protection_rules type reviewers reviewer login slug wait_timer branch_policies id".split(
    " ",
  ),
  ..."enforcement rules parameters conditions ref_name include bypass_actors url protection commit value resource".split(
    " ",
  ),
  ..."settings approvers definitionRef inputs authorization scheme isEnabled isBlocking scope refName project".split(
    " ",
  ),
  ..."deploy_access_levels approval_rules access_level rule_type approvals_required users groups".split(" "),
  ..."push_access_levels merge_access_levels freeze_start freeze_end path_with_namespace format_version values".split(
    " ",
  ),
  ..."root_module resources mode address sensitive_values child_modules branches rulesets repository __proto__".split(
    " ",
  ),
];
const words = [
  ...keys,
  "environment",
  "Approval",
  "github_repository_environment",
  "managed",
  "active",
  "\u001b[31m",
  "",
];

const { value: anything } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6 },
    fc.constantFrom<unknown>(null, true, 0, 7, 1.5, -1, 1e300, ...words),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.uniqueArray(fc.tuple(fc.constantFrom(...keys), tie("value")), { maxLength: 6, selector: ([key]) => key }).map(
      // Not an object of entries: what it inherits would be set by `__proto__`.
      (entries) => ({ toJSON: () => Object.fromEntries(entries) }),
    ),
  ),
}));

const isTakenOrRefused = (read: () => unknown): void => {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(Refused);
  }
};

const about = { repository: "acme/shop", environment: "production" };

/** Answers that are taken as they are. */
const taken: readonly unknown[] = [
  { total_count: 1, environments: [{ name: "x", protection_rules: [] }] },
  {
    name: "x",
    protection_rules: [{ type: "required_reviewers", reviewers: [{ type: "User", reviewer: { login: "a" } }] }],
  },
  { id: 1, name: "r", enforcement: "active", rules: [{ type: "pull_request", parameters: {} }] },
  { name: "main", commit: { url: "" }, protection: { enabled: true, required_status_checks: { contexts: ["t"] } } },
  [
    {
      type: { id: "8c6f20a7-a545-4486-9777-f762fafe0d4d" },
      resource: { type: "environment", id: "1" },
      settings: { approvers: [{ id: "a" }] },
    },
  ],
  [{ name: "x", id: "1", type: "t", authorization: { scheme: "a" } }],
  [
    {
      type: { id: "fa4e907d-c16b-4a4c-9dfa-4906e5d171dd" },
      isEnabled: true,
      isBlocking: true,
      settings: { scope: [{}], minimumApproverCount: 1 },
    },
  ],
  [
    {
      name: "x",
      deploy_access_levels: [{ access_level: 40 }],
      approval_rules: [{ user_id: 7, required_approvals: 1 }],
    },
  ],
  [{ name: "x", rule_type: "regular", approvals_required: 1, users: [{ username: "a" }] }],
  {
    format_version: "1.0",
    values: {
      root_module: {
        resources: [
          {
            mode: "managed",
            type: "github_repository_environment",
            address: "a",
            values: { environment: "x", reviewers: [{ teams: [1] }] },
          },
        ],
      },
    },
  },
];

test("whatever is changed in an answer, it is taken and can be loaded, or it is refused", () => {
  const change = fc.tuple(fc.nat(30), anything);
  fc.assert(
    fc.property(fc.constantFrom(...taken), fc.array(change, { maxLength: 4 }), (answer, changes) => {
      let position = 0;
      const changed: unknown = JSON.parse(JSON.stringify(answer), (_, value: unknown) => {
        const found = changes.find(([at]) => at === position);
        position++;
        return found ? found[1] : value;
      });
      isTakenOrRefused(() => {
        for (const { path, text } of filesOf(JSON.stringify(changed ?? null), about)) {
          loadSettings([{ path, text }], limits);
        }
      });
    }),
    { numRuns: 1000 },
  );
});

test("whatever a settings file holds is taken or refused", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(fc.constantFrom("environments", "branches", "rulesets", "suborgrepos"), anything), {
        selector: ([key]) => key,
      }),
      (entries) => {
        isTakenOrRefused(() => declaredOf(JSON.stringify({ toJSON: () => Object.fromEntries(entries) }), about));
      },
    ),
    { numRuns: 500 },
  );
});

const resources = [
  "github_repository_environment",
  "github_repository_ruleset",
  "github_branch_protection",
  "azuredevops_check_approval",
  "azuredevops_branch_policy_min_reviewers",
  "gitlab_project_protected_environment",
  "gitlab_branch_protection",
] as const;
const fields =
  "environment reviewers wait_timer name rules conditions target_resource_id approvers settings scope branch".split(
    " ",
  );

test("whatever resources hold is taken or refused", () => {
  const body = fc
    .uniqueArray(fc.tuple(fc.constantFrom(...fields), anything), { selector: ([key]) => key, maxLength: 5 })
    .map((entries) => entries.map(([key, value]) => `  ${key} = ${JSON.stringify(value ?? null)}\n`).join(""));
  fc.assert(
    fc.property(fc.constantFrom(...resources), body, (type, text) => {
      const source = `resource "${type}" "a" {\n${text}}\n`;
      if (hcl("main.tf", source).body) isTakenOrRefused(() => terraformOf(source, about));
    }),
    { numRuns: 1000 },
  );
});

test("whatever stands in a file of Terraform is read or told", () => {
  const pieces = [
    "a",
    " = ",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    '"',
    "${",
    "%{",
    "<<E\n",
    "E\n",
    "\n",
    ",",
    "1",
    "var.x",
    "#",
    "/*",
    "\\",
    ":",
    "?",
    "~",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (parts) => {
      const { body, problems } = hcl("main.tf", parts.join(""));
      expect(body === undefined).toBe(problems.length > 0);
    }),
    { numRuns: 1000 },
  );
});

describe("names with control characters and markup", () => {
  const name = "\u001b[31mprod\u0000\n# x: y";

  test("stay one name", () => {
    const environment = { name, deploy_access_levels: [{ access_level: 40 }] };
    const [file] = filesOf([environment]);
    expect(file?.text).not.toMatch(/\u001b|\u0000/);
    expect(loaded("gitlab-ci", filesOf([environment])).protectedEnvironments.map((each) => each.name)).toEqual([name]);
  });

  test.each([
    ["an error", { message: name }],
    ["keys", { [name]: 1 }],
  ])("are cut in what is said of %s", (_, answer) => {
    expect(() => exportedOf(answer)).toThrow(Refused);
  });
});
