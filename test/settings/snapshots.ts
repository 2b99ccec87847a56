import type { About } from "#platforms/exported.ts";
import type { Settings } from "#model/settings.ts";
import { loadSettings } from "#settings/load.ts";
import { exportedOf, type Kept } from "./answers.ts";

const captured = "2026-11-20T09:00:00Z";
export const limits = { at: "2026-12-01T00:00:00Z", fresh: 30 * 86_400 };

/** A snapshot file of each answer, as JSON, which YAML reads as well. */
export const fileOf = (answer: unknown, when = captured, environment?: string): { path: string; text: string } => {
  const [first] = filesOf(answer, { environment }, when);
  if (!first) throw new Error("the answer makes no snapshot");
  return first;
};

export const filesOf = (
  answer: unknown,
  about: Partial<About> = {},
  when = captured,
): readonly { path: string; text: string }[] => snapshotOf(exportedOf(answer, about), when);

export const snapshotOf = ({ platform, exports }: Kept, when = captured): readonly { path: string; text: string }[] =>
  exports.map(({ key, content }) => {
    const head = { schema: "bakewell.settings/1", platform, captured: when, digest: `sha256:${"0".repeat(64)}` };
    return { path: `${content.kind}-${key}.yaml`, text: JSON.stringify({ ...head, ...content }, null, 1) };
  });

export const settingsOf = (...answers: readonly unknown[]): Settings =>
  loaded(
    "github-actions",
    answers.map((answer) => fileOf(answer)),
  );

export function loaded(platform: string, files: readonly { path: string; text: string }[]): Settings {
  const settings = loadSettings(files, limits).get(platform);
  if (!settings) throw new Error("no settings were loaded");
  return settings;
}
