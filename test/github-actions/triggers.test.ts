import { expect, test } from "vitest";
import { planOf } from "./reading.ts";

const text = `on:
  pull_request:
  schedule: [{ cron: "0 4 * * *" }]
  push:
    branches: [main]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: npm test
  deploy:
    needs: test
    if: github.event_name == 'push'
    runs-on: ubuntu-latest
    environment: production
    steps:
      - run: helm upgrade shop ./chart
`;

test("a plan is started by what reaches a stage, and not by what only tests", () => {
  const { triggers } = planOf({ "deploy.yml": text });
  expect(triggers.items.map(({ on, at }) => [on, at.line])).toEqual([["push", 4]]);
});

test("a job that only tries a deployment is no stage of a plan", () => {
  const dry = `${text}  rehearsal:
    runs-on: ubuntu-latest
    environment: staging
    steps:
      - run: helm upgrade shop ./chart --dry-run
`;
  expect(planOf({ "deploy.yml": dry }).stages.map(({ id }) => id)).toEqual(["deploy"]);
});
