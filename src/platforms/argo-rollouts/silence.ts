import { evaluated } from "./condition.ts";
import type { Measured } from "./measured.ts";

export type Outcome = "pass" | "fail" | "error" | "inconclusive" | undefined;

/**
 * What a measurement comes to, as the controller decides it
 * (https://github.com/argoproj/argo-rollouts/blob/master/utils/evaluate/evaluate.go): without a failure condition, whatever
 * is no success is a failure; without a success condition, whatever is no failure is a success; with neither, all succeed.
 */
export function outcomeOf(success: string, failure: string, result: Measured): Outcome {
  const succeeds = success === "" ? undefined : evaluated(success, result);
  const fails = failure === "" ? undefined : evaluated(failure, result);
  if (succeeds === "error" || fails === "error") return "error";
  if (success === "" && failure === "") return "pass";
  if ((success !== "" && succeeds === undefined) || (failure !== "" && fails === undefined)) return undefined;
  if (failure === "" ? !succeeds : fails) return "fail";
  return success === "" || succeeds ? "pass" : "inconclusive";
}

/**
 * The results that a provider gives where nothing was measured, and what is then said of the condition: an empty list
 * from Prometheus, `nil` from Datadog. Empty where no data is an error of the provider's own.
 */
export function silences(
  provider: string,
  query: string,
  conditions: string,
): readonly { readonly result: Measured; readonly when: string }[] {
  switch (provider) {
    case "prometheus": {
      const written = query.trim().replaceAll(QUOTED, '""');
      const filled = filling(written);
      const nothing = {
        result: filled === undefined ? [] : [filled],
        when: filled === undefined ? "no data" : "no data, for which the query puts a number",
      };
      // Dividing by the rate of no requests gives NaN, which is a result like any other.
      return written.includes("/") || conditions.includes("isNaN")
        ? [nothing, { result: [NaN], when: "no requests, where the query is NaN" }]
        : [nothing];
    }
    case "datadog":
      return [{ result: null, when: "no data" }];
    case "graphite":
      return [{ result: [], when: "no data" }];
    case "cloudWatch":
      return [{ result: [new Map([["Values", []]])], when: "no data" }];
    default:
      return [];
  }
}

const VECTOR = /\bor\s+(?:on\s*\(\s*\)\s*)?vector\s*\(\s*(\d+(?:\.\d+)?)\s*\)/;
const QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g;

/** The number that `or vector(0)` puts where a query has no data; `undefined` where it stays empty. */
function filling(query: string): number | undefined {
  const whole = new RegExp(`${VECTOR.source}\\s*$`).exec(query)?.[1];
  if (whole !== undefined) return Number(whole);
  const numbers = dividends(query).map((part) => VECTOR.exec(part)?.[1]);
  if (numbers.some((number) => number === undefined)) return undefined;
  return numbers.map(Number).reduce((quotient, number) => quotient / number);
}

/** The parts of a query that its outermost divisions have. */
function dividends(query: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < query.length; at++) {
    const mark = query[at] ?? "";
    if ("([{".includes(mark)) depth++;
    else if (")]}".includes(mark)) depth--;
    else if (mark === "/" && depth === 0) {
      parts.push(query.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, query.slice(from)];
}
