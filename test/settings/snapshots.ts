import type { Settings } from "#model/settings.ts";
import { loadSettings } from "#settings/load.ts";
import { exportsOf } from "./answers.ts";

const captured = "2026-11-20T09:00:00Z";
export const limits = { at: "2026-12-01T00:00:00Z", fresh: 30 * 86_400 };

/** A snapshot file of each answer, as JSON, which YAML reads as well. */
export const fileOf = (answer: unknown, when = captured, name?: string): { path: string; text: string } => {
  const [first] = exportsOf(answer, name);
  const head = { schema: "bakewell.settings/1", platform: "github-actions", captured: when };
  const snapshot = { ...head, digest: `sha256:${"0".repeat(64)}`, ...first?.content };
  return { path: `${first?.content.kind}-${first?.key}.yaml`, text: JSON.stringify(snapshot, null, 1) };
};

export const settingsOf = (...answers: readonly unknown[]): Settings => {
  const settings = loadSettings(
    answers.map((answer) => fileOf(answer)),
    limits,
  ).get("github-actions");
  if (!settings) throw new Error("no settings were loaded");
  return settings;
};
