import { expect, it } from "vitest";
import type { Group } from "#model/governance.ts";
import { peopleOf } from "#model/people.ts";
import { at } from "../rules/build.ts";

const group = (name: string, ...members: readonly string[]): Group => ({ name, members, at: at(1) });
const groups = [
  group("commanders", "user:Mina", "group:leads"),
  group("leads", "user:lea", "user:mina", "group:commanders", "team:acme/ops"),
];
const of = (...names: readonly string[]) => {
  const { users, others } = peopleOf(names, groups);
  return { users: [...users].toSorted(), others: [...others].toSorted() };
};

it("follows groups in groups, each once", () => {
  expect(of("commanders")).toEqual({ users: ["user:lea", "user:mina"], others: ["team:acme/ops"] });
  expect(of("group:Leads", "leads")).toEqual({ users: ["user:lea", "user:mina"], others: ["team:acme/ops"] });
});

it("knows no members of teams, and of groups that nobody lists", () => {
  expect(of("user:tobias", "team:acme/web", "nobody")).toEqual({
    users: ["user:tobias"],
    others: ["nobody", "team:acme/web"],
  });
});

it("takes no name of an object's own for a group", () => {
  expect(of("__proto__", "constructor").others).toEqual(["__proto__", "constructor"]);
});
