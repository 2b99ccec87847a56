import type { Place } from "#model/place.ts";
import { broken, together, unsure } from "#model/assurance.ts";
import type { Files } from "../platform.ts";
import { recogniseCommand } from "./command.ts";
import { follow, type Followed } from "./follow.ts";
import { noResolve, type Resolve } from "./given.ts";
import type { Recognised } from "./recognise.ts";
import type { Recognition } from "./recognition.ts";
import type { Condition, ReadOptions } from "./script.ts";
import { ScriptVariables } from "./script-variables.ts";
import type { Variables } from "./variables.ts";

export { recogniseAction, type Action } from "./action.ts";
export { actionScript, type ActionScript } from "./action-script.ts";
export type { Input, Resolve } from "./given.ts";
export type { Recognised } from "./recognise.ts";
export type { Condition, Shell } from "./script.ts";
export { Variables, type Variable } from "./variables.ts";

/** A script of a step. */
export interface Script extends ReadOptions {
  readonly text: string;
  /** The place of one of its characters. */
  readonly place: (offset: number) => Place;
  /** The folder that it runs in, from the repository's root (`""`); `undefined` where it is not known. */
  readonly folder: string | undefined;
  /** The environment variables in force when it starts. */
  readonly variables: Variables;
  /** What its expressions stand for, beside the variables. */
  readonly resolve?: Resolve;
}

/** One thing that a script does. */
export interface ScriptAct extends Recognised {
  /** What decides, in the script, whether it is reached; outermost first. */
  readonly conditions: readonly Condition[];
  /** Where it is written, when the script reaches it through a file of the repository. */
  readonly via: readonly Place[];
}

/** What a script does, in its order. Scripts, packages and makefiles of the repository that it runs are followed. */
export function recogniseScript(script: Script, files: Files, recognition: Recognition): readonly ScriptAct[] {
  const own = new ScriptVariables(script.variables, script.resolve ?? noResolve);
  return follow(script, files).flatMap((command) => {
    own.learn(command, command.at);
    const known = recogniseCommand(command, { at: command.at, variables: own.variables, resolve: own.resolve }, recognition);
    return known ? [act(known, command)] : [];
  });
}

function act(recognised: Recognised, command: Followed): ScriptAct {
  const { failure, conditions, via, at, caller } = command;
  const own =
    failure.state === "swallowed"
      ? broken(`\`${recognised.name}\` ${failure.how}`, via.at(-1) ?? at)
      : failure.state === "unclear"
        ? unsure("elsewhere", `\`${recognised.name}\` ${failure.why}`, via.at(-1) ?? at)
        : undefined;
  return {
    ...recognised,
    name: caller === "" ? recognised.name : `${caller}: ${recognised.name}`,
    blocking: own ? together(own, recognised.blocking) : recognised.blocking,
    conditions,
    via,
  };
}
