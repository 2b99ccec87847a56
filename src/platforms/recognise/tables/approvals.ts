import { entries, type Table } from "../entry.ts";

const commands: Table = [];

const actions: Table = [
  // Without `minimum-approvals` all of the listed approvers must say yes; the number of the list's names is then not a default of one.
  ...entries(
    "https://github.com/trstringer/manual-approval#readme",
    {
      does: "approve",
      approvers: "approvers",
      approvals: { from: "minimum-approvals", otherwise: "everyone" },
      notByStarter: "exclude-workflow-initiator-as-approver=true",
      weak: [{ when: ["fail-on-denial=false"], how: "goes on after a no: it has `fail-on-denial: false`" }],
    },
    "trstringer/manual-approval",
  ),
  ...entries(
    "https://github.com/marketplace/actions/approve-a-pull-request",
    { does: "nothing" },
    "hmarr/auto-approve-action",
    "juliangruber/approve-pull-request-action",
  ),
];

export const approvals = { commands, actions };
