import type { Place } from "#model/place.ts";
import { declared, unknown } from "#model/fact.ts";
import type { Files } from "#platforms/platform.ts";
import {
  recogniseAction,
  recogniseScript,
  Variables,
  type Recognised,
  type Script,
  type ScriptAct,
} from "#platforms/recognise/index.ts";
import { noRecognition, type Recognition } from "#platforms/recognise/recognition.ts";

export const file = "workflow.yml";

/** The files of a repository that is only thought of. */
const repository = (texts: Readonly<Record<string, string>> = {}): Files => ({
  slug: undefined,
  exists: (path) => Object.hasOwn(texts, path),
  text: (path) => (Object.hasOwn(texts, path) ? texts[path] : undefined),
  parsed: () => undefined,
  below: () => Object.keys(texts),
});

export interface Setting {
  readonly files?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  readonly recognition?: Recognition;
  readonly folder?: string;
  readonly shell?: Script["shell"];
  readonly errexit?: boolean;
  readonly pipefail?: boolean;
}

const variables = (texts: Readonly<Record<string, string>> = {}): Variables =>
  new Variables(new Map(Object.entries(texts).map(([name, text]) => [name, { text, at: at(0) }])));

/** A script that stands at the first line of a file: every offset becomes a column. */
export const at = (offset: number): Place => ({ file, line: 1, column: offset + 1 });

export function acts(text: string, setting: Setting = {}): readonly ScriptAct[] {
  const script: Script = {
    text,
    shell: setting.shell ?? "bash",
    errexit: setting.errexit ?? true,
    pipefail: setting.pipefail ?? false,
    place: at,
    folder: setting.folder ?? "",
    variables: variables(setting.variables),
  };
  return recogniseScript(script, repository(setting.files), setting.recognition ?? noRecognition).filter(
    ({ known }) => known.does !== "nothing",
  );
}

/** The only thing that a script does. */
export function only(text: string, setting: Setting = {}): ScriptAct {
  const [first, ...others] = acts(text, setting);
  if (!first || others.length > 0) throw new Error(`${text}: ${others.length + (first ? 1 : 0)} acts`);
  return first;
}

/** What an action does with its inputs; those with `${{` are decided when they run. */
export function action(
  name: string,
  inputs: Readonly<Record<string, string>> = {},
  environment: Readonly<Record<string, string>> = {},
): Recognised | undefined {
  const given = Object.entries(inputs).map(
    ([key, text]) =>
      [
        key.toLowerCase(),
        {
          text,
          value: text.includes("${{")
            ? unknown("run-time", `\`${text}\` is decided when it runs`, at(0))
            : declared(text, at(0)),
        },
      ] as const,
  );
  return recogniseAction({ name, at: at(0), inputs: new Map(given), variables: variables(environment) }, noRecognition);
}
