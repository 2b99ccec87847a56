import { describe, expect, test } from "vitest";
import { holds } from "#model/assurance.ts";
import { absent, declared, unknown } from "#model/fact.ts";
import type { Act, Job, Need } from "#platforms/routes/graph.ts";
import { act, environment, job, line, need, stagesOf } from "./graphs.ts";

const atOnce = (at: number, more: Partial<Act> = {}): Act =>
  act("deploy", at, { known: { exposure: "at-once" }, ...more });
const to = (name: string, at: number, deploy: Act, needs: readonly Need[] = []): Job =>
  job(`to-${name}`, at, [deploy], { ...environment(name, at), needs });
const exposures = (...jobs: readonly Job[]): readonly unknown[] => stagesOf(...jobs).map(({ exposure }) => exposure);
const everyone = (at: number): unknown => declared({ share: 1, by: "all-at-once" }, line(at));
const notWritten = (name: string, at: number): unknown =>
  unknown("elsewhere", `how many users \`${name}\` serves is not written`, line(at));

describe("exposure", () => {
  test("is the share that the deployment's flags say", () => {
    const canary = act("deploy", 2, { known: { exposure: "staged" }, share: declared(0.1, line(3)) });
    expect(exposures(to("production", 1, canary))).toEqual([declared({ share: 0.1, by: "weight" }, line(3))]);
    const open = unknown("run-time", "`$PERCENT` is decided when it runs", line(3));
    expect(exposures(to("production", 1, act("deploy", 2, { share: open })))).toEqual([open]);
  });

  test("is everyone where the command exposes everyone", () => {
    expect(exposures(to("production", 1, atOnce(2)))).toEqual([everyone(2)]);
  });

  test("is everyone in production and in the staging before it", () => {
    const jobs = [to("staging", 1, atOnce(2)), to("production", 3, atOnce(4), [need("to-staging", 3)])];
    expect(exposures(...jobs)).toEqual([everyone(2), everyone(4)]);
  });

  test("is a controller's decision where there is one", () => {
    const rolled = act("deploy", 2, { known: { exposure: "controller", controller: "the Kubernetes workload" } });
    const named = act("deploy", 4, { name: "acme/deploy", known: { exposure: "controller" } });
    expect(exposures(to("staging", 1, rolled), to("production", 3, named))).toEqual([
      unknown("elsewhere", "the Kubernetes workload decides how exposure grows", line(2)),
      unknown("elsewhere", "`acme/deploy` decides how exposure grows", line(4)),
    ]);
  });

  test("is not known of rings, since none says how many users it serves", () => {
    const jobs = [to("staging", 1, atOnce(2)), to("eu", 3, atOnce(4)), to("us", 5, atOnce(6), [need("to-eu", 5)])];
    expect(exposures(...jobs)).toEqual([everyone(2), notWritten("eu", 4), notWritten("us", 6)]);
  });

  test("is known of several deployments to the same environment", () => {
    const web = { ...to("production", 1, atOnce(2)), id: "web", name: "web" };
    const api = { ...to("production", 3, atOnce(4)), id: "api", name: "api" };
    expect(exposures(web, api)).toEqual([everyone(2), everyone(4)]);
  });

  test("is not known of one of a matrix, nor where the deployment does not say how", () => {
    const group = declared({ name: "region", concurrent: 1, stopsTogether: holds(line(1)) }, line(1));
    expect(exposures({ ...to("production", 1, atOnce(2)), group })).toEqual([notWritten("production", 2)]);
    expect(exposures(to("production", 1, act("deploy", 2)))).toEqual([notWritten("production", 2)]);
  });

  test("is nothing that a publication or a preview has", () => {
    expect(exposures(job("image", 1, [act("publish", 2)]), job("pull", 3, [act("preview", 4)]))).toEqual([
      absent(line(1)),
      absent(line(3)),
    ]);
  });
});
