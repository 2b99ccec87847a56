import { entries, type Table } from "../entry.ts";

const source = "https://github.com/bakewell/bakewell#readme";
const check = { does: "check", kinds: ["compliance"], ofPolicy: true } as const;

const commands: Table = [
  ...entries(
    source,
    {
      ...check,
      variants: [{ when: ["--help|-h"], does: "nothing" }],
      weak: [{ when: ["--fail-on=never"], how: "exits with 0 whatever it finds, because of `--fail-on never`" }],
    },
    "bakewell check",
  ),
];

const actions: Table = [
  ...entries(
    source,
    {
      ...check,
      weak: [{ when: ["fail-on=never"], how: "cannot fail, because of `fail-on: never`" }],
    },
    "bakewell/bakewell",
  ),
];

/** Bakewell itself. */
export const ourselves = { commands, actions };
