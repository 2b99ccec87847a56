import type { Place } from "#model/place.ts";
import { broken, together, unsure } from "#model/assurance.ts";
import type { Files } from "../platform.ts";
import { recogniseCommand } from "./command.ts";
import { follow, type Followed } from "./follow.ts";
import { noResolve, type Resolve, type Standing } from "./given.ts";
import { withoutAliases } from "./artifacts.ts";
import { withoutLocalClusters } from "./local-cluster.ts";
import type { Recognised } from "./recognise.ts";
import type { Recognition } from "./recognition.ts";
import type { Condition, ReadOptions } from "./script.ts";
import { ScriptVariables } from "./script-variables.ts";
import type { Variables } from "./variables.ts";

export { recogniseAction, type Action } from "./action.ts";
export { deployedByPush } from "./by-commit.ts";
export { withoutLocalClusters } from "./local-cluster.ts";
export { withoutScratch } from "./scratch.ts";
export { actionScript, type ActionScript } from "./action-script.ts";
export type { Input, Resolve } from "./given.ts";
export type { Recognised } from "./recognise.ts";
export { isBuiltInTask } from "./built-in-tasks.ts";
export { taskCommand } from "./task-command.ts";
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
  /** Whether it runs on another machine. */
  readonly remote?: boolean;
  /** What its expressions stand for, beside the variables. */
  readonly resolve?: Resolve;
  /** How a text of it is written where its expressions come from; as it is where this is left out. */
  readonly spell?: (text: string) => string;
}

/** One thing that a script does. */
export interface ScriptAct extends Recognised {
  /** `failure`: it runs because a command before it in the script failed. */
  readonly when: "success" | "failure";
  /** What decides, in the script, whether it is reached; outermost first. */
  readonly conditions: readonly Condition[];
  /** Where it is written, when the script reaches it through a file of the repository. */
  readonly via: readonly Place[];
}

/** What a script does, in its order. Scripts, packages and makefiles of the repository that it runs are followed. */
export function recogniseScript(script: Script, files: Files, recognition: Recognition): readonly ScriptAct[] {
  const own = new ScriptVariables(script.variables, script.resolve ?? noResolve);
  const acts = (commands: readonly Followed[]): readonly ScriptAct[] =>
    commands.flatMap((command) => {
      own.learn(command, command.at);
      const around = {
        at: command.at,
        variables: own.variables,
        resolve: own.resolve,
        spell: (text: string) => (script.spell ?? asIs)(own.variables.spell(text)),
        folder: command.folder,
        standing: standing(command),
      };
      // What the policy says of a script stands before what is in it.
      const ruled = command.inner && recogniseCommand(command, around, recognition, "policy");
      if (ruled) return [act(ruled, command)];
      const inner = acts(command.inner ?? []);
      if (inner.some(({ known }) => known.does !== "nothing") || command.inner?.every(isIdle)) return inner;
      const known = recogniseCommand(command, around, recognition, "all");
      if (!known || (known.known.does === "wait" && !surelyWaits(command))) return inner;
      return [act(known, command)];
    });
  const found = acts(follow(script, files));
  const published = found.flatMap(({ known, artifacts }) => (known.does === "publish" ? artifacts : []));
  return withoutLocalClusters(found).map((one) =>
    one.known.does === "publish" ? { ...one, artifacts: withoutAliases(one.artifacts, published) } : one,
  );
}

const asIs = (text: string): string => text;

const standing = ({ remote, output }: Followed): ReadonlySet<Standing> =>
  new Set(remote ? ["remote", output] : [output]);

/** A pause between the tries of a loop, in the background, or cut off by `timeout`, is no time that surely passes. */
const surelyWaits = ({ looped, aside, words }: Followed): boolean =>
  !looped && !aside && !words.some(({ text }) => /^g?timeout$/.test(text));

const IDLE = new Set(["echo", "printf", "exit", "true", ":", "cd", "set"]);

/** `echo "no tests yet" && exit 0`: a script by the name of tests that tests nothing. */
const isIdle = ({ words, inner }: Followed): boolean =>
  inner === undefined && (words.length === 0 || IDLE.has(words[0]?.text ?? ""));

function act(recognised: Recognised, { failure, conditions, via, at, caller, output }: Followed): ScriptAct {
  const place = via.at(-1) ?? at;
  const name = `\`${recognised.name}\``;
  // Where the rest of a pipe may examine the answer, the pipe swallows nothing for certain.
  const examined = output === "piped" && recognised.blocking.state === "unknown";
  const own = examined
    ? undefined
    : failure.state === "swallowed"
      ? broken(`${name} ${failure.how}`, place)
      : failure.state === "unclear"
        ? unsure("elsewhere", `${name} ${failure.why}`, place)
        : undefined;
  return {
    ...recognised,
    name: caller === "" ? recognised.name : `${caller}: ${recognised.name}`,
    blocking: own ? together(own, recognised.blocking) : recognised.blocking,
    when: conditions.some(({ kind }) => kind === "failure") ? "failure" : "success",
    conditions,
    via,
  };
}
