import { broken, holds, unsure } from "#model/assurance.ts";
import { absent, declared, unknown, type Fact } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Artifact, Form } from "#model/plan.ts";
import type { Stamp } from "../routes/graph.ts";
import type { Entry } from "./entry.ts";
import { askAll, type Given } from "./given.ts";

const sealed: Form = { name: "a managed solution", sealed: true };
const open: Form = { name: "an unmanaged solution", sealed: false };

/** Expressions that rise from run to run. */
const RISING =
  /Build\.Build(?:Id|Number)|BUILD_BUILD(?:ID|NUMBER)|github\.run_number|GITHUB_RUN_NUMBER|CI_PIPELINE_I?ID|\bRev:r/i;

/** The file that a deployment brings: what is in it can only be told by following it to what made it. */
export function fileShipped(from: string, given: Given, spell: (text: string) => string): readonly Artifact[] {
  const path = pathOf(from, given, spell);
  return path === undefined
    ? []
    : [fileOf(path, given.at, unknown("elsewhere", `what made \`${path}\` is not written`, given.at))];
}

/** The files that a build makes, each in its form. */
export function filesPacked(
  packs: NonNullable<Entry["packs"]>,
  given: Given,
  spell: (text: string) => string,
): readonly Artifact[] {
  const { at } = given;
  const path = pathOf(packs.file, given, spell);
  if (path === undefined) return [];
  const file = (name: string, form: Fact<Form>): Artifact => fileOf(name, at, form);
  const [one, both] = [askAll(packs.sealed, given), packs.both ? askAll(packs.both, given) : "no"];
  if (both === "yes")
    return [file(path, declared(open, at)), file(path.replace(/(?=\.zip$)/i, "_managed"), declared(sealed, at))];
  return [
    file(
      path,
      one === "unclear" || both === "unclear"
        ? unknown("run-time", `whether \`${path}\` is sealed is decided when it runs`, at)
        : declared(one === "yes" ? sealed : open, at),
    ),
  ];
}

/** The version that something gives to what is made after it. */
export function stampOf(from: string, given: Given, spell: (text: string) => string): Fact<Stamp> {
  const { at } = given;
  const text = given.written(from.split("|"));
  if (text === undefined || text.trim() === "") return absent(at);
  const version = spell(text).trim();
  const rises = RISING.test(version)
    ? holds(at)
    : /^[\d.]+$/.test(version)
      ? broken(`gives every release the version \`${version}\``, at)
      : unsure("run-time", `whether \`${version}\` rises with every release is decided when it runs`, at);
  return declared({ version, rises }, at);
}

const fileOf = (path: string, at: Place, form: Fact<Form>): Artifact => ({
  name: path,
  version: "",
  at,
  immutable: unsure(
    "elsewhere",
    `the version of \`${path}\` is written in its source, and whether every release raises it cannot be told`,
    at,
    "set the version from the number of the run before it is made",
  ),
  byDigest: false,
  form,
  origin: unknown("elsewhere", `what made \`${path}\` is not written`, at),
});

function pathOf(from: string, given: Given, spell: (text: string) => string): string | undefined {
  const names = from.split("|");
  const value = given.value(names);
  const text = value.state === "declared" ? value.value : spell(given.written(names) ?? "");
  const path = text
    .trim()
    .replaceAll("\\", "/")
    .replace(/^\.\//, "")
    .replaceAll(/\/{2,}/g, "/")
    .replaceAll(/\$\{\{([^}]*)\}\}/g, (_, inner: string) => `\${{ ${inner.trim()} }}`);
  return path === "" ? undefined : path;
}
