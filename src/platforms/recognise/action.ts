import type { Place } from "#model/place.ts";
import { actionEntries } from "./tables.ts";
import { Inputs, type Input } from "./given.ts";
import { identitiesOf, type Variables } from "./identities.ts";
import { describe, ships, type Recognised } from "./recognise.ts";
import type { Recognition } from "./recognition.ts";

export interface Action {
  /** As it is written, with or without its version: `azure/webapps-deploy@v3`, `acme/tools/deploy@main`. */
  readonly name: string;
  readonly at: Place;
  /** By their names in small letters. Inputs that are not given are left out. */
  readonly inputs: ReadonlyMap<string, Input>;
  /** The environment variables in force. */
  readonly variables: Variables;
}

/** What an action, a task or an orb's job does; `undefined` where no table and no policy knows it. */
export function recogniseAction(action: Action, recognition: Recognition): Recognised | undefined {
  const name = (action.name.split("@", 1)[0] ?? "").toLowerCase();
  const given = new Inputs(action.inputs, action.at, action.variables);
  for (let path = name; path !== ""; path = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "") {
    const added = find(recognition.actions, path);
    const entry = added ? { ...added, key: path } : actionEntries.entries.get(path);
    if (!entry) continue;
    const recognised = describe(entry, {
      name: action.name.split("@", 1)[0] ?? action.name,
      given,
      spell: (text) => action.variables.spell(text),
      identities: [],
    });
    if (!ships(recognised.known)) return recognised;
    // An entry that says who signs in has already read the inputs.
    const inputs = recognised.identities.length > 0 ? new Map<string, Input>() : action.inputs;
    return { ...recognised, identities: [...recognised.identities, ...identitiesOf(action.variables, inputs, name)] };
  }
  return undefined;
}

/** The policy's own names, in whatever case they are written. */
const find = <T>(known: ReadonlyMap<string, T>, name: string): T | undefined => {
  const exact = known.get(name);
  if (exact !== undefined) return exact;
  for (const [key, value] of known) if (key.toLowerCase() === name) return value;
  return undefined;
};
