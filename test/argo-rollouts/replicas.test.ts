import { expect, it } from "vitest";
import { sharedReplicas, surgeOf } from "#platforms/argo-rollouts/replicas.ts";

it.each([
  [10, 10, 1, 1 / 10],
  [10, 5, 1, 1 / 11],
  [10, 5, 0, 1 / 10],
  // The controller finds no count that is as near to 95 on both sides, and so none at all.
  [10, 95, 0, 0],
  [3, 50, 0, 2 / 3],
  [3, 50, 1, 2 / 4],
  [1, 5, 1, 1 / 2],
  [1, 5, 0, 0],
  [1, 99, 0, 1],
  [1, 100, 1, 1],
  [4, 0, 1, 0],
  [0, 50, 1, 0],
  [2, 1, 0, 1 / 2],
])("%i pods at weight %i with %i more", (replicas, weight, surge, share) => {
  expect(sharedReplicas(replicas, weight, surge)).toBe(share);
});

it("reads surges", () => {
  expect([undefined, 2, "25%", "25", "x", -1].map((value) => surgeOf(value, 10))).toEqual([
    3,
    2,
    3,
    3,
    undefined,
    undefined,
  ]);
});
