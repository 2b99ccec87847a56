import { expect, test } from "vitest";
import { acts } from "./acts.ts";

const waits = (text: string) =>
  acts(text)
    .filter(({ known }) => known.does === "wait")
    .map(({ duration }) => (duration.state === "declared" ? duration.value : duration.state));

test.each([
  ["sleep 7200", [7200]],
  ["sleep 7200 &", []],
  ["(sleep 7200; echo done) &", []],
  ["timeout 5 sleep 7200", []],
  ["until curl -f https://x; do sleep 30; done", []],
])("%s surely waits %j seconds", (text, seconds) => {
  expect(waits(text)).toEqual(seconds);
});
