import { absent, declared } from "#model/fact.ts";
import type { Waiver, WrittenWaiver } from "#model/waiver.ts";
import { at } from "../rules/build.ts";

const place = at(1, "waivers.yaml");
const said = (text: string) => declared(text, place);

/** A waiver of `recovery` on the stage `shop` in which nothing is wrong. */
export const written = (over: Partial<WrittenWaiver> = {}): WrittenWaiver => ({
  kind: "waiver",
  id: "waivers.yaml recovery stage=shop",
  name: "the waiver of recovery",
  at: place,
  rule: said("recovery"),
  scope: { at: place, names: [{ of: "stage", text: "shop", at: place }], line: undefined },
  until: said("2026-12-31"),
  requested: absent(place),
  because: said("moving"),
  requestedBy: said("user:tobias"),
  approvedBy: said("user:mina"),
  ticket: said("SHOP-4711"),
  problems: [],
  ...over,
});

/** The same on the day of a check. */
export const judged = (over: Partial<Waiver> = {}): Waiver => ({
  ...written(over),
  day: "2026-12-01",
  covers: 1,
  ...over,
});
