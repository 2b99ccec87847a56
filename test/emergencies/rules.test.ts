import { describe, expect, it } from "vitest";
import { absent, declared } from "#model/fact.ts";
import type { Verdict } from "#model/verdict.ts";
import { artifact, before, declaration, type Edit, verdictOf } from "./declaration.ts";
import { soundGovernance } from "./protocol.ts";

type Case = readonly [name: string, edits: readonly Edit[], says: string];

const said = ({ outcome, places, reason, due }: Verdict): string =>
  `${outcome} ${places[0]?.line}:${places[0]?.column} ${reason}${due ? ` (due ${due})` : ""}`;

const declarations: readonly Case[] = [
  [
    "protocol of another name",
    [
      ["name: shop-emergency", "name: other"],
      ["status: closed", "status: open"],
    ],
    "fail 2:19 is declared under other; the protocol is shop-emergency",
  ],
  [
    "protocol of an earlier version, open",
    [
      ["version: 1.0.0", "version: 0.9.0"],
      ["status: closed", "status: open"],
    ],
    "fail 2:44 is declared under version 0.9.0; the protocol is version 1.0.0",
  ],
  [
    "protocol of an earlier version, closed",
    [["version: 1.0.0", "version: 0.9.0"]],
    "pass 20:5 keeps to shop-emergency; is approved by user:mina and user:tobias",
  ],
  [
    "another text of the policy",
    [
      [
        "version: 1.0.0 }",
        "version: 1.0.0, digest: sha256:0000000000000000000000000000000000000000000000000000000000000000 }",
      ],
    ],
    "pass 20:5 keeps to shop-emergency; is approved by user:mina and user:tobias",
  ],
  [
    "no protocol",
    [["protocol: { name: shop-emergency, version: 1.0.0 }\n", ""]],
    "fail 1:1 does not say under which protocol it is declared; does not say under which version of the protocol it is declared",
  ],
  [
    "criterion that there is not",
    [["criterion: active-incident", "criterion: deadline"]],
    "fail 3:12 names the criterion `deadline`, which the protocol does not have; has a criterion for which the protocol names nobody who approves",
  ],
  [
    "no criterion",
    [["criterion: active-incident\n", ""]],
    "fail 1:1 names no criterion; has a criterion for which the protocol names nobody who approves",
  ],
  ["too mild", [["severity: sev1", "severity: sev2"]], "fail 4:11 is of sev2, where `active-incident` begins at sev1"],
  ["no severity", [["severity: sev1\n", ""]], "fail 1:1 does not say how severe it is"],
  [
    "no evidence",
    [["kind: incident, reference", "kind: ticket, reference"]],
    "fail 3:12 has no evidence of the kind `incident`",
  ],
  [
    "nobody asked, no incident, no summary",
    [
      [
        "requested-by: user:amir\nincident: INC-4471\nsummary: Checkout answers with errors since wave-1; the change switches the new tax client off.\n",
        "",
      ],
    ],
    "fail 1:1 does not say who asks for it; does not say what is wrong, and what the change does about it; belongs to no incident",
  ],
  [
    "V1 too few",
    [["  - { by: user:tobias, decision: approved, at: 2026-11-16T14:12:00Z }\n", ""]],
    "fail 20:5 is approved by user:mina alone, where 2 of `incident-commanders` must",
  ],
  [
    "V1 by its requester",
    [["by: user:tobias", "by: user:Amir"]],
    "fail 20:5 is approved by user:mina alone, where 2 of `incident-commanders` must",
  ],
  [
    "V1 by its author",
    [["author: user:amir", "author: user:tobias"]],
    "fail 20:5 is approved by user:mina alone, where 2 of `incident-commanders` must",
  ],
  [
    "V1 one person twice",
    [["by: user:tobias", "by: user:Mina"]],
    "fail 21:5 is approved by user:Mina alone, where 2 of `incident-commanders` must",
  ],
  [
    "V1 by somebody else",
    [["by: user:tobias", "by: user:lea"]],
    "fail 20:5 is approved by user:mina alone, where 2 of `incident-commanders` must",
  ],
  [
    "V1 for another group",
    [["as: incident-commanders", "as: everyone"]],
    "fail 21:5 is approved by user:tobias alone, where 2 of `incident-commanders` must",
  ],
  [
    "V1 rejected",
    [
      [
        "  - { by: user:tobias, decision: approved, at: 2026-11-16T14:12:00Z }\n",
        "  - { by: user:tobias, decision: approved, at: 2026-11-16T14:12:00Z }\n  - { by: user:ada, decision: rejected, at: 2026-11-16T14:13:00Z }\n",
      ],
    ],
    "fail 22:5 is rejected by one who may approve it",
  ],
  [
    "V1 no longer approved",
    [
      [
        "  - { by: user:tobias, decision: approved, at: 2026-11-16T14:12:00Z }\n",
        "  - { by: user:tobias, decision: approved, at: 2026-11-16T14:12:00Z }\n  - { by: user:tobias, decision: rejected, at: 2026-11-16T14:13:00Z }\n",
      ],
    ],
    "fail 22:5 is rejected by one who may approve it",
  ],
  [
    "V1 by an author who is not written",
    [["  author: user:amir\n", ""]],
    "fail 12:1 does not say who wrote the change, who must not approve it",
  ],
  [
    "V1 by its requester, spelled otherwise",
    [["requested-by: user:amir", 'requested-by: "user: @Tobias"']],
    "fail 20:5 is approved by user:mina alone, where 2 of `incident-commanders` must",
  ],
  [
    "V14 put off, and done before it was declared",
    [["completed: 2026-11-16T15:35:00Z", "completed: 2026-11-14T15:35:00Z"]],
    "fail 31:16 finished `integration-test` before it was declared, though it puts it off",
  ],
  [
    "V2 approved too late",
    [["at: 2026-11-16T14:12:00Z", "at: 2026-11-16T14:30:00Z"]],
    "fail 21:5 was approved by user:tobias after its deployment had begun",
  ],
  [
    "V3 after its end",
    [["expires: 2026-11-16T18:07:00Z", "expires: 2026-11-16T14:30:00Z"]],
    "fail 36:58 was deployed at 2026-11-16T14:39:00Z, after its end",
  ],
  [
    "V3 before it was declared",
    [["started: 2026-11-16T14:20:00Z", "started: 2026-11-16T14:02:00Z"]],
    "fail 20:5 was approved by user:mina and user:tobias after its deployment had begun; was deployed at 2026-11-16T14:02:00Z, before it was declared",
  ],
  [
    "V3 too long",
    [["expires: 2026-11-16T18:07:00Z", "expires: 2027-11-16T18:07:00Z"]],
    "fail 8:10 lasts 365 d 4 h, longer than 8 h",
  ],
  ["V3 no end", [["expires: 2026-11-16T18:07:00Z\n", ""]], "fail 1:1 has no end"],
  [
    "V3 retroactive, too late",
    [
      ["declared: 2026-11-16T14:07:00Z", "declared: 2026-11-18T14:07:00Z\nretroactive: true"],
      ["expires: 2026-11-16T18:07:00Z", "expires: 2026-11-18T18:07:00Z"],
    ],
    "fail 36:56 was declared 1 d 23 h 47 min after its deployment, more than 1 d; was declared 1 d 23 h 28 min after its deployment, more than 1 d",
  ],
  [
    "V3 retroactive, within a day",
    [["declared: 2026-11-16T14:07:00Z", "declared: 2026-11-16T15:07:00Z\nretroactive: true"]],
    "pass 21:5 keeps to shop-emergency; is approved by user:mina and user:tobias",
  ],
  [
    "V5 waives what is never skipped",
    [["gate: security-scan, disposition: before", "gate: security-scan, disposition: waived"]],
    "fail 26:13 waives `security-scan`, which the protocol never skips",
  ],
  [
    "V5 puts off what is never skipped",
    [["gate: build, disposition: before", "gate: build, disposition: deferred"]],
    "fail 23:13 puts off `build`, which the protocol never skips",
  ],
  [
    "V5 puts off what may not wait",
    [["gate: tests, disposition: before", "gate: tests, disposition: deferred"]],
    "fail 24:13 puts off `tests`, which the protocol does not let wait",
  ],
  [
    "V5 without a reason",
    [["    because: It takes 55 minutes.\n", ""]],
    "fail 27:11 puts off `integration-test` without a reason",
  ],
  [
    "V8 too long",
    [["expires: 2026-11-16T18:12:00Z, revoked", "expires: 2026-11-16T22:13:00Z, revoked"]],
    "fail 37:54 gave more rights for 8 h 1 min, longer than 8 h",
  ],
  [
    "V8 taken back too late",
    [["revoked: 2026-11-16T14:50:00Z", "revoked: 2026-11-16T18:13:00Z"]],
    "fail 37:85 took the rights that it gave back at 2026-11-16T18:13:00Z, after their end",
  ],
  [
    "V8 not taken back",
    [[", revoked: 2026-11-16T14:50:00Z", ""]],
    "fail 37:1 does not say when the rights that it gave were taken back",
  ],
  [
    "V9 shorter than the protocol lets",
    [["bake-factor: 0.1", "bake-factor: 0.05"]],
    "fail 18:30 shortens bakes to 5%, below the protocol's 10%",
  ],
  [
    "V9 fewer approvals",
    [["approvals: 1, window", "approvals: 0, window"]],
    "fail 18:63 asks for no more approvals than 0, below the protocol's 1",
  ],
  [
    "V9 merges what is kept",
    [["merge: [wave-2]", "merge: [wave-2, canary]"]],
    "fail 18:51 merges `canary`, which the protocol keeps",
  ],
  ["V9 baked too briefly", [["bake: 15m", "bake: 14m"]], "fail 35:198 baked 14 min at `canary`, less than 15 min"],
  [
    "V9 began the next too early",
    [["started: 2026-11-16T14:39:00Z", "started: 2026-11-16T14:34:00Z"]],
    "fail 35:198 baked 10 min at `canary`, less than 15 min",
  ],
  [
    "V11 another artifact",
    [[`14:44:00Z, artifact: "${artifact}"`, "14:44:00Z, artifact: shop-1.4.3"]],
    "fail 36:119 deployed `shop-1.4.3`, which it does not declare",
  ],
  [
    "V11 nothing named",
    [
      [
        `  artifact: ${artifact}
`,
        "",
      ],
    ],
    "fail 12:1 names neither the artifact nor the commit that it deploys; deployed `sha256:9f86d0819f86d0819f86d0819f86d0819f86d0819f86d0819f86d0819f86d081`, which it does not declare",
  ],
  [
    "V11 not written",
    [[`14:44:00Z, artifact: "${artifact}"`, "14:44:00Z"]],
    "unknown 36:5 what was deployed is not written",
  ],
  [
    "V11 another environment",
    [["environment: production, stage: everyone", "environment: staging, stage: everyone"]],
    "fail 36:5 deployed to `staging`, which it does not declare",
  ],
  [
    "V11 no environment",
    [["environments: [production]", "environments: []"]],
    "fail 12:1 names no environment; deployed to `production`, which it does not declare",
  ],
  [
    "V12 nothing to go back to",
    [
      [
        `  rollback-to: ${before}
`,
        "",
      ],
    ],
    "fail 12:1 says nothing to go back to",
  ],
  [
    "V12 to itself",
    [[`rollback-to: ${before}`, `rollback-to: ${artifact}`]],
    "fail 16:16 would go back to what it deploys",
  ],
  [
    "V12 never deployed",
    [["  rollback-evidence: https://ci.example/runs/4101\n", ""]],
    "unknown 16:16 that `sha256:4b825dc64b825dc64b825dc64b825dc64b825dc64b825dc64b825dc64b825dc6` was deployed before is not written",
  ],
  [
    "V14 no zone",
    [["expires: 2026-11-16T18:07:00Z", "expires: 2026-11-16T18:07:00"]],
    "fail 8:10 is no declaration: `expires` is `2026-11-16T18:07:00`, which has no zone",
  ],
  [
    "V14 no day of the calendar",
    [["granted: 2026-11-16T14:12:00Z", "granted: 2026-02-30T14:12:00Z"]],
    "fail 37:23 is no declaration: `granted` is `2026-02-30T14:12:00Z`, which is no time",
  ],
  [
    "V14 in the future",
    [["completed: 2026-11-20T10:00:00Z", "completed: 2026-12-20T10:00:00Z"]],
    "fail 40:14 was reviewed at 2026-12-20T10:00:00Z, which has not come by 2026-11-25T12:00:00Z",
  ],
  [
    "V14 ends first",
    [["expires: 2026-11-16T18:07:00Z", "expires: 2026-11-16T14:00:00Z"]],
    "fail 35:56 was deployed at 2026-11-16T14:20:00Z, after its end; was deployed at 2026-11-16T14:39:00Z, after its end; ends before it was declared",
  ],
  [
    "V14 approved before it was declared",
    [["at: 2026-11-16T14:11:00Z", "at: 2026-11-16T14:06:00Z"]],
    "fail 20:71 was approved before it was declared",
  ],
  [
    "V14 another zone is another time",
    [["at: 2026-11-16T14:11:00Z", "at: 2026-11-16T15:11:00+02:00"]],
    "fail 20:71 was approved before it was declared",
  ],
  [
    "V14 done before it began",
    [["ended: 2026-11-16T14:44:00Z", "ended: 2026-11-16T14:38:00Z"]],
    "fail 36:87 was done deploying before it began",
  ],
];

const debts: readonly Case[] = [
  [
    "V4 a gate is missing",
    [
      [
        "  - { gate: tests, disposition: before, completed: 2026-11-16T14:16:00Z, result: passed, evidence: run 4711 }\n",
        "",
      ],
    ],
    "fail 23:13 does not say what becomes of `tests`",
  ],
  [
    "V4 a gate twice",
    [["gate: smoke-test, disposition: shortened", "gate: build, disposition: shortened"]],
    "fail 23:13 does not say what becomes of `smoke-test`; says twice what becomes of `build`",
  ],
  [
    "before: failed",
    [["completed: 2026-11-16T14:16:00Z, result: passed", "completed: 2026-11-16T14:16:00Z, result: failed"]],
    "fail 24:82 was deployed though `tests` had failed",
  ],
  [
    "before: no result",
    [["completed: 2026-11-16T14:16:00Z, result: passed, ", ""]],
    "fail 24:13 was deployed without a result of `tests`",
  ],
  [
    "before: late",
    [["completed: 2026-11-16T14:16:00Z", "completed: 2026-11-16T14:26:00Z"]],
    "fail 24:52 was deployed before `tests` was done",
  ],
  [
    "V6 late",
    [["completed: 2026-11-16T15:35:00Z", "completed: 2026-11-16T18:13:00Z"]],
    "pass 23:13 names every check of the routine; ran its other checks first; finished `integration-test` late, after 2026-11-16T18:12:00Z",
  ],
  [
    "V6 a deadline later than the protocol's does not count",
    [
      ["deadline: 2026-11-16T18:12:00Z", "deadline: 2026-11-20T18:12:00Z"],
      ["completed: 2026-11-16T15:35:00Z", "completed: 2026-11-17T15:35:00Z"],
    ],
    "pass 23:13 names every check of the routine; ran its other checks first; finished `integration-test` late, after 2026-11-16T18:20:00Z",
  ],
  [
    "V6 overdue",
    [["    completed: 2026-11-16T15:35:00Z\n    result: passed\n    evidence: run 4712\n", ""]],
    "fail 27:11 owes `integration-test` since 2026-11-16T18:12:00Z (due 2026-11-16T18:12:00Z)",
  ],
  [
    "V6 without evidence",
    [["    evidence: run 4712\n", ""]],
    "fail 27:11 owes `integration-test` since 2026-11-16T18:12:00Z (its evidence is not written) (due 2026-11-16T18:12:00Z)",
  ],
  [
    "V7 failed, and nothing followed",
    [["    result: passed\n    evidence", "    result: failed\n    evidence"]],
    "fail 32:13 does not say where the failure of `integration-test` led",
  ],
  [
    "V7 failed, and rolled back",
    [
      [
        "    result: passed\n    evidence",
        "    result: failed\n    followed-up: rolled back by run 4713\n    evidence",
      ],
    ],
    "pass 23:13 names every check of the routine; ran its other checks first; finished `integration-test` in time; followed up that `integration-test` failed",
  ],
];

const reviews: readonly Case[] = [
  [
    "V10 no review",
    [
      ["  completed: 2026-11-20T10:00:00Z\n", ""],
      ["status: closed", "status: open"],
    ],
    "fail 38:1 was to be reviewed by 2026-11-23T23:59:59Z (due 2026-11-23T23:59:59Z)",
  ],
  [
    "V10 late",
    [["completed: 2026-11-20T10:00:00Z", "completed: 2026-11-24T00:00:00Z"]],
    "fail 40:14 was reviewed at 2026-11-24T00:00:00Z, after 2026-11-23T23:59:59Z",
  ],
  [
    "V10 later than the protocol's",
    [
      ["due: 2026-11-23T23:59:59Z", "due: 2026-12-23T23:59:59Z"],
      ["completed: 2026-11-20T10:00:00Z", "completed: 2026-11-24T00:00:00Z"],
    ],
    "fail 40:14 was reviewed at 2026-11-24T00:00:00Z, after 2026-11-23T23:59:59Z",
  ],
  [
    "V10 by its requester",
    [["reviewers: [user:ada]", "reviewers: [user:amir]"]],
    "fail 41:15 was not reviewed by somebody who is not its requester or author",
  ],
  [
    "V10 by a machine",
    [["reviewers: [user:ada]", "reviewers: ['user:dependabot[bot]']"]],
    "fail 41:15 was not reviewed by somebody who is not its requester or author",
  ],
  ["V10 by nobody", [["  reviewers: [user:ada]\n", ""]], "fail 38:1 does not say who reviewed it"],
  [
    "V10 no judgement",
    [["  justified: true\n", ""]],
    "fail 38:1 has a review that does not say whether it was an emergency",
  ],
  [
    "trunk: not reached",
    [
      ["  merged-at: 2026-11-17T09:00:00Z\n", ""],
      ["status: closed", "status: open"],
    ],
    "fail 38:1 was to reach trunk by 2026-11-17T14:44:00Z (due 2026-11-17T14:44:00Z)",
  ],
  [
    "V10 late, and says why",
    [
      ["completed: 2026-11-20T10:00:00Z", "completed: 2026-11-24T00:00:00Z"],
      ["  justified: true", "  justified: true\n  late-because: Two of three were ill."],
    ],
    "pass 40:14 was reviewed at 2026-11-24T00:00:00Z, after 2026-11-23T23:59:59Z, and says why; was reviewed by user:ada; was found to be an emergency; reached trunk at 2026-11-17T09:00:00Z; is closed",
  ],
  [
    "trunk: late",
    [["merged-at: 2026-11-17T09:00:00Z", "merged-at: 2026-11-18T09:00:00Z"]],
    "fail 45:14 reached trunk at 2026-11-18T09:00:00Z, after 2026-11-17T14:44:00Z",
  ],
  [
    "V13 closed with a debt",
    [["    result: passed\n    evidence: run 4712\n", ""]],
    "fail 27:11 is closed and owes `integration-test`",
  ],
  [
    "V13 closed without a review",
    [["  completed: 2026-11-20T10:00:00Z\n", ""]],
    "fail 38:1 was to be reviewed by 2026-11-23T23:59:59Z; is closed without a review",
  ],
  [
    "V13 closed off trunk",
    [["  merged: 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n", ""]],
    "fail 38:1 was to reach trunk by 2026-11-17T14:44:00Z; is closed, and its change is not on trunk",
  ],
  ["V13 no status", [["status: closed\n", ""]], "fail 1:1 does not say whether it is closed"],
];

describe.each([
  ["emergency-declaration", declarations],
  ["owed-checks", debts],
  ["emergency-review", reviews],
] as const)("%s", (rule, cases) => {
  it("passes where nothing is wrong", () => {
    expect(verdictOf(rule, declaration()).outcome).toBe("pass");
  });

  it.each(cases)("%s", (_, edits, says) => {
    const subject = declaration(...edits);
    expect(subject.problems).toEqual([]);
    expect(said(verdictOf(rule, subject))).toBe(says);
  });
});

describe("what surrounds a declaration decides, too", () => {
  const revert: readonly Edit[] = [
    ["criterion: active-incident", "criterion: revert"],
    [/approvals:\n(?: {2}- .*\n)+/, "approvals: []\n"],
  ];
  const at = (now: string, ...edits: readonly Edit[]) => ({ ...declaration(...edits), now });

  it("a revert may be approved afterwards, and owes it until then", () => {
    const owed = verdictOf("emergency-declaration", at("2026-11-16T18:20:00Z", ...revert));
    expect(said(owed)).toContain("is approved by nobody, where 1 of `incident-commanders` must");
    const approved: Edit = [
      "approvals: []",
      "approvals: [{ by: user:mina, decision: approved, at: 2026-11-16T16:00:00Z }]",
    ];
    expect(verdictOf("emergency-declaration", declaration(...revert, approved)).outcome).toBe("pass");
    const late: Edit = [approved[0], approved[1].replace("16:00", "18:21")];
    expect(said(verdictOf("emergency-declaration", declaration(...revert, late)))).toContain(
      "after 2026-11-16T18:20:00Z",
    );
  });

  it("a machine approves nothing, whatever group it is in", () => {
    const groups = soundGovernance().groups.map((group) => ({
      ...group,
      members: [...group.members, "user:ship[bot]"],
    }));
    const subject = declaration([/by: user:tobias/, 'by: "user:ship[bot]"']);
    expect(
      verdictOf("emergency-declaration", subject, soundGovernance({}, { emergencies: [subject], groups })),
    ).toMatchObject({
      outcome: "fail",
      reason: "is approved by user:mina alone, where 2 of `incident-commanders` must",
    });
  });

  it("who is in a team is not known", () => {
    const subject = declaration();
    const groups = [{ name: "incident-commanders", at: subject.at, members: ["user:mina", "team:acme/ops"] }];
    const governance = soundGovernance({}, { emergencies: [subject], groups });
    expect(said(verdictOf("emergency-declaration", subject, governance))).toBe(
      "unknown 21:5 whether user:tobias is of `incident-commanders` is not written",
    );
    const nested = [
      { name: "incident-commanders", at: subject.at, members: ["user:mina", "group:leads"] },
      { name: "leads", at: subject.at, members: ["user:tobias", "group:incident-commanders"] },
    ];
    expect(verdictOf("emergency-declaration", subject, { ...governance, groups: nested }).outcome).toBe("pass");
  });

  it("an earlier emergency shows what was deployed, a later one does not", () => {
    const subject = declaration([/ {2}rollback-evidence.*\n/, ""]);
    const other = (declaredAt: string) => ({
      ...declaration([/9f86d081/g, "4b825dc6"]),
      id: "EMG-other",
      declared: declared(declaredAt, subject.at),
    });
    const by = (declaredAt: string) =>
      verdictOf("emergency-declaration", subject, soundGovernance({}, { emergencies: [other(declaredAt), subject] }))
        .outcome;
    expect(by("2026-11-01T00:00:00Z")).toBe("pass");
    expect(by("2026-11-17T00:00:00Z")).toBe("unknown");
  });

  it("without a protocol there is none to keep to", () => {
    const subject = declaration();
    const governance = soundGovernance({}, { protocol: absent(subject.at) });
    expect(said(verdictOf("emergency-declaration", subject, governance))).toContain("is declared under no protocol");
    expect(verdictOf("emergency-review", subject, governance).outcome).toBe("fail");
  });
});
