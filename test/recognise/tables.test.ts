import { describe, expect, it } from "vitest";
import { tables } from "#platforms/recognise/tables.ts";
import { credentialFlags, credentialInputs, credentialVariables } from "#platforms/recognise/tables/credentials.ts";

const every = Object.entries(tables).flatMap(([subject, { commands, actions }]) => [
  ...commands.map((entry) => ({ subject, kind: "command", entry })),
  ...actions.map((entry) => ({ subject, kind: "action", entry })),
]);

describe("the tables", () => {
  it("know hundreds of things", () => {
    expect(every.length).toBeGreaterThan(900);
  });

  it("give a source for every entry", () => {
    const sourced = [
      ...every.map(({ entry }) => entry),
      ...credentialVariables.values(),
      ...credentialInputs.values(),
      ...credentialFlags.values(),
    ];
    expect(sourced.filter(({ source }) => !URL.canParse(source) || !source.startsWith("https://"))).toEqual([]);
  });

  it("name everything once", () => {
    for (const kind of ["command", "action"]) {
      const keys = every.filter((one) => one.kind === kind).map(({ entry }) => entry.key.toLowerCase());
      expect(keys.filter((key, position) => keys.indexOf(key) !== position)).toEqual([]);
    }
  });

  it("name actions by owner and repository, and tasks by their name alone, without a version", () => {
    for (const { entry, subject } of every.filter(({ kind }) => kind === "action"))
      expect(entry.key).toMatch(
        ["azureTasks", "powerPlatformTasks"].includes(subject)
          ? /^[a-z][a-z0-9-]*$/
          : /^(?:docker:\/\/)?[a-z0-9][\w.-]*(?:\/[\w.-]+)+$/,
      );
  });

  it("say what checks check and what deployments change", () => {
    const known = every.flatMap(({ entry }) => [
      entry,
      ...(entry.variants ?? []).map((variant) => ({ ...entry, ...variant })),
    ]);
    const poor = known.filter(({ does, kinds, change, exposure, controller }) => {
      if (does === "check") return !kinds || kinds.length === 0;
      return (does === "deploy" && (!change || !exposure)) || (exposure === "controller" && !controller);
    });
    expect(poor.map(({ key }) => key)).toEqual([]);
  });

  it("write questions that can be asked", () => {
    const questions = every.flatMap(({ entry }) =>
      [...(entry.variants ?? []), ...(entry.weak ?? [])].flatMap(({ when }) => when),
    );
    const form = /^!?(?:[@$][^\s|]+(?:\|[^\s|]+)*|[^\s=]+(?:[!^]?=[^=].*)?|[^\s=]+=[^\s]+=true)$/;
    expect(questions.filter((question) => !form.test(question))).toEqual([]);
  });

  it("say of every weakness how, or why it is unsure", () => {
    const weak = every.flatMap(({ entry }) => (entry.weak ?? []).map((weakness) => ({ key: entry.key, ...weakness })));
    expect(weak.filter(({ how, unsure }) => (how === undefined) === (unsure === undefined))).toEqual([]);
  });
});
