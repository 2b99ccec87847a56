import { describe, expect, test } from "vitest";
import { broken, holds } from "#model/assurance.ts";
import { absent, declared, listing, unknown } from "#model/fact.ts";
import type { Approval } from "#model/plan.ts";
import type { Act, Job } from "#platforms/routes/graph.ts";
import { act, environment, job, line, maybe, need, stagesOf } from "./graphs.ts";

const ask = (more: Partial<Act> = {}): Act =>
  act("approve", 11, {
    name: "manual approval",
    approvers: declared(["user:mina", "user:omar"], line(12)),
    approvals: declared(2, line(13)),
    ...more,
  });
const asked = (one: Act, more: Partial<Job> = {}): Job => job("approve", 10, [one], more);
const ship = (more: Partial<Job> = {}): Job =>
  job("ship", 20, [act("deploy", 21)], { needs: [need("approve", 20)], ...more });
const approvalOf = (...jobs: readonly Job[]): Approval => stagesOf(...jobs)[0]!.approvals.items[0]!;

describe("an approval", () => {
  test("says who, how many, and that it is on every route", () => {
    expect(approvalOf(asked(ask()), ship())).toEqual({
      name: "manual approval",
      at: line(11),
      count: declared(2, line(13)),
      from: listing(["user:mina", "user:omar"], absent(line(12))),
      byAuthor: unknown("elsewhere", "whether the author may answer `manual approval` is not written", line(11)),
      byStarter: unknown(
        "elsewhere",
        "whether the one who starts it may answer `manual approval` is not written",
        line(11),
      ),
      unanswered: unknown("elsewhere", "what no answer to `manual approval` means is not written", line(11)),
      bypass: absent(line(11)),
      everyRoute: holds(line(11)),
    });
  });

  test("does not know who may answer where nobody is named, or an expression names them", () => {
    expect(approvalOf(asked(ask({ approvers: absent(line(12)) })), ship()).from).toEqual(
      listing([], unknown("elsewhere", "who may answer `manual approval` is not written", line(11))),
    );
    const open = unknown("run-time", "`${{ vars.APPROVERS }}` is decided when it runs", line(12));
    expect(approvalOf(asked(ask({ approvers: open })), ship()).from).toEqual(listing([], open));
  });

  test("is bypassed by whoever can skip it", () => {
    const skipped = ask({ runs: maybe("person", "the input `force` skips it", 14) });
    expect(approvalOf(asked(skipped), ship()).bypass).toEqual(declared(true, line(14)));
    const unread = ask({ runs: maybe("unread", "its condition cannot be read", 14) });
    expect(approvalOf(asked(unread), ship()).bypass).toEqual(
      unknown("run-time", "its condition cannot be read", line(14)),
    );
  });

  test("is on no route where a no lets the stage begin", () => {
    const soft = broken("`manual approval` runs with `continue-on-error: true`", line(15));
    expect(approvalOf(asked(ask({ blocking: soft })), ship()).everyRoute).toEqual(soft);
  });

  test("may be asked for on the server, for the stage's job or for one on the way", () => {
    const open = unknown("settings", "its reviewers are set on the server", line(20));
    expect(stagesOf(ship({ needs: [], ...environment("production", 20) }))[0]!.approvals).toEqual(listing([], open));
    const gate = job("approve", 10, [act("notify", 11)], environment("production", 10));
    expect(stagesOf(gate, ship())[0]!.approvals.others).toEqual({ ...open, at: line(10) });
    expect(stagesOf(asked(ask()), ship())[0]!.approvals.others).toEqual(absent(line(20)));
  });
});
