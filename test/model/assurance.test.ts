import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeAssurance, together } from "#model/assurance.ts";
import { all } from "#model/verdict.ts";
import { assurances } from "./facts.ts";

const several = fc.array(assurances, { minLength: 1, maxLength: 5 });
const states = (all1: readonly { readonly state: string }[]): readonly string[] => all1.map(({ state }) => state);

describe("assurances together", () => {
  test("hold exactly where each does, and are broken exactly where one is", () => {
    fc.assert(
      fc.property(several, ([first, ...rest]) => {
        const seen = states([first!, ...rest]);
        const { state } = together(first!, ...rest);
        expect(state === "holds").toBe(seen.every((one) => one === "holds"));
        expect(state === "broken").toBe(seen.includes("broken"));
      }),
    );
  });

  test("are one of them", () => {
    fc.assert(
      fc.property(several, ([first, ...rest]) => {
        expect([first, ...rest]).toContain(together(first!, ...rest));
      }),
    );
  });

  test("are the same in groups as at once", () => {
    fc.assert(
      fc.property(assurances, assurances, assurances, (a, b, c) => {
        expect(together(together(a, b), c)).toBe(together(a, b, c));
        expect(together(a, together(b, c))).toEqual(together(a, b, c));
      }),
    );
  });

  test("have a state that no order changes", () => {
    fc.assert(
      fc.property(assurances, assurances, (a, b) => {
        expect(together(a, b).state).toBe(together(b, a).state);
      }),
    );
  });

  test("are judged together as they are one by one", () => {
    fc.assert(
      fc.property(several, ([first, ...rest]) => {
        const one = judgeAssurance(together(first!, ...rest), "holds");
        const each = all(...[first!, ...rest].map((assurance) => judgeAssurance(assurance, "holds")));
        expect(one.outcome).toBe(each.outcome);
      }),
    );
  });
});

describe("an assurance", () => {
  test("passes exactly where it holds, and gives its own reason and place where it does not", () => {
    fc.assert(
      fc.property(assurances, (assurance) => {
        const verdict = judgeAssurance(assurance, "holds", "hold it");
        const { state, at } = assurance;
        expect(verdict).toEqual(
          {
            holds: { outcome: "pass", reason: "holds", places: [at] },
            broken: { outcome: "fail", reason: state === "broken" && assurance.how, places: [at], remedy: "hold it" },
            unknown: {
              outcome: "unknown",
              reason: state === "unknown" && assurance.why,
              places: [at],
              ...(state === "unknown" && assurance.settle && { remedy: assurance.settle }),
            },
          }[state],
        );
      }),
    );
  });
});
