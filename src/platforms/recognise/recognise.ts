import { broken, holds, unsure, type Assurance } from "#model/assurance.ts";
import { absent, andThen, declared, map, unknown, valueOf, type Fact } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Artifact, Identity, Signal } from "#model/plan.ts";
import type { Act } from "../routes/graph.ts";
import { image, withoutAliases } from "./artifacts.ts";
import type { Entry } from "./entry.ts";
import { ask, askAll, type Given } from "./given.ts";
import { filesPacked, fileShipped, stampOf } from "./packed.ts";
import type { Known } from "./recognition.ts";
import { imagesSet } from "./set-images.ts";

/** What the tables say of a step. A platform adds whether and when it runs. */
export type Recognised = Omit<Act, "runs" | "when">;

/** What is described. */
interface Subject {
  readonly name: string;
  readonly given: Given;
  /** Expands what is written by the variables that are known. */
  readonly spell: (text: string) => string;
  readonly identities: readonly Identity[];
}

/** The facts of an act that an entry describes. */
export function describe(entry: Entry, subject: Subject): Recognised {
  const { given, name, spell } = subject;
  const { at } = given;
  const chosen = entry.variants?.find(({ when }) => askAll(when, given) === "yes");
  const known = knownOf({ ...entry, ...chosen });
  const shipping = ships(known);
  return {
    name,
    at,
    known,
    blocking: blocking(entry, known, name, given),
    target: (shipping || known.does === "remove") && entry.target ? target(entry.target, given) : absent(at),
    artifacts: shipping
      ? [
          ...artifacts(chosen?.ships ?? entry.ships ?? [], given, spell),
          ...(entry.shipsFile ? fileShipped(entry.shipsFile, given, spell) : []),
        ]
      : entry.packs
        ? filesPacked(entry.packs, given, spell)
        : [],
    share: entry.share ? share(pick(entry.share, given), spell(pickWritten(entry.share, given) ?? ""), at) : absent(at),
    duration: entry.time ? duration(pick(entry.time.from, given), entry.time.unit, at) : absent(at),
    approvers: entry.approvers ? map(pick(entry.approvers, given), names) : absent(at),
    approvals: approvals(entry, given),
    byStarter: byStarter(entry, given),
    unanswered: absent(at),
    identities: known.identity ? [{ name, at, kind: known.identity }, ...subject.identities] : subject.identities,
    rollsBack: rollsBack(entry, given),
    settings: shipping ? settings(entry, given, spell) : absent(at),
    removes: shipping ? removes(entry, given) : absent(at),
    signals: signals(entry, given),
    stamps: entry.stamps ? stampOf(entry.stamps, given, spell) : absent(at),
    makes: entry.label ? label(entry.label, entry.otherLabel, given, spell) : makes(entry, given, spell),
  };
}

/** Whether it brings something to others. */
export const ships = ({ does }: Known): boolean => does === "deploy" || does === "publish" || does === "preview";

function knownOf({ does, kinds, ofPolicy, change, exposure, controller, identity, tier, source }: Known): Known {
  return {
    does,
    ...(kinds && kinds.length > 0 && { kinds }),
    ...(ofPolicy && { ofPolicy }),
    ...(change && { change }),
    ...(exposure && { exposure }),
    ...(controller && { controller }),
    ...(identity && { identity }),
    ...(tier && { tier }),
    source,
  };
}

function blocking(entry: Entry, known: Known, name: string, given: Given): Assurance {
  const { at } = given;
  for (const { when, how, unsure: why, settle } of entry.weak ?? []) {
    const answer = askAll(when, given);
    if (answer === "yes")
      return how === undefined ? unsure("settings", why ?? "", at, settle) : broken(`\`${name}\` ${how}`, at);
    if (answer === "unclear")
      return unsure("run-time", `whether \`${name}\` can fail depends on arguments that are decided when it runs`, at);
  }
  return entry.judged && known.does === "check"
    ? unsure("settings", entry.judged.why, at, entry.judged.settle)
    : holds(at);
}

/** A place in the tables, `--image`, `{1}` or `--tag|-t`, as the given value. */
function pick(from: string, given: Given): Fact<string> {
  const position = /^\{(\d)\}$/.exec(from)?.[1];
  return position === undefined ? given.value(from.split("|")) : given.position(Number(position));
}

function pickWritten(from: string, given: Given): string | undefined {
  const position = /^\{(\d)\}$/.exec(from)?.[1];
  return position === undefined ? given.written(from.split("|")) : given.writtenAt(Number(position));
}

function target(pieces: readonly string[], given: Given): Fact<string> {
  const words: string[] = [];
  let named = !pieces.some((piece) => piece.includes("{"));
  for (const piece of pieces) {
    const [, before = piece, from, behind = ""] = /^([^{]*)\{([^}]+)\}(.*)$/.exec(piece) ?? [];
    if (from === undefined) {
      words.push(piece);
      continue;
    }
    const must = behind.endsWith("!") || behind.endsWith("!`");
    const value = /^\d$/.test(from) ? given.position(Number(from)) : given.value(from.split("|"));
    if (value.state === "unknown") return value;
    // `-f -` reads what it changes from elsewhere.
    if (value.state === "declared" && value.value !== "-") {
      named = true;
      words.push(`${before}${value.value}${behind.replaceAll("!", "")}`);
    } else if (must) return absent(given.at);
  }
  return named ? declared(words.join(" "), given.at) : absent(given.at);
}

function artifacts(from: readonly string[], given: Given, spell: (text: string) => string): readonly Artifact[] {
  const found = from.flatMap((place) => {
    if (place === "name=") return given.pairs().map((one) => image(spell(one), given.at));
    if (place.endsWith("=image"))
      return imagesSet(given.every(place.slice(0, -"=image".length).split("|"))).map((one) =>
        image(spell(one), given.at),
      );
    const text = pickWritten(place, given);
    return text === undefined || text.trim() === "" ? [] : texts(text, given).map((one) => image(spell(one), given.at));
  });
  return withoutAliases(found);
}

/** An input can list several; a word of a command is one. */
const texts = (text: string, given: Given): readonly string[] => (given.lists ? names(text) : [text]);

function makes(entry: Entry, given: Given, spell: (text: string) => string): Fact<string> {
  for (const from of entry.makes ?? []) {
    const text = pickWritten(from, given);
    if (text !== undefined && text.trim() !== "") return image(spell(texts(text, given)[0] ?? text), given.at).origin;
  }
  return absent(given.at);
}

/** A label is what is written: that it holds an expression does not make it unknown. */
function label(
  from: string,
  otherwise: string | undefined,
  given: Given,
  spell: (text: string) => string,
): Fact<string> {
  const text = pickWritten(from, given) ?? otherwise;
  return text === undefined || text.trim() === "" ? absent(given.at) : declared(spell(text), given.at);
}

/** `LATEST=10`; the revision that gets it need not be known (`shop-$SHA=10`). */
function share(text: Fact<string>, written: string, at: Place): Fact<number> {
  const known = text.state === "unknown" ? /=(\d{1,3}(?:\.\d+)?%?)$/.exec(written)?.[1] : undefined;
  if (known !== undefined) return share(declared(known, at), "", at);
  if (text.state !== "declared") return text;
  const number = /(\d+(?:\.\d+)?)\s*%?\s*$/.exec(text.value)?.[1];
  return number === undefined || Number(number) > 100
    ? unknown("invalid", `\`${text.value}\` is no share`, at)
    : declared(Number(number) / 100, text.at);
}

const UNITS = new Map([
  ["s", 1],
  ["m", 60],
  ["h", 3600],
  ["d", 86400],
]);

function duration(text: Fact<string>, unit: "s" | "m", at: Place): Fact<number> {
  if (text.state !== "declared") return text;
  const [, number, letter = unit] = /^(\d+(?:\.\d+)?)\s*([smhd])?$/.exec(text.value.trim()) ?? [];
  const factor = UNITS.get(letter);
  return number === undefined || factor === undefined
    ? unknown("invalid", `\`${text.value}\` is no time`, at)
    : declared(Math.round(Number(number) * factor), text.at);
}

function approvals(entry: Entry, given: Given): Fact<number> {
  const { at } = given;
  if (!entry.approvals) return absent(at);
  const found = pick(entry.approvals.from, given);
  const { otherwise } = entry.approvals;
  if (found.state === "absent") return otherwise === "everyone" ? everyone(entry, given) : declared(otherwise, at);
  if (found.state === "unknown") return found;
  return /^\d{1,3}$/.test(found.value.trim())
    ? declared(Number(found.value), found.at)
    : unknown("invalid", `\`${found.value}\` is no number of approvals`, at);
}

/** All who are named; without the one who starts the run, where that one may not answer and can be among them. */
function everyone(entry: Entry, given: Given): Fact<number> {
  if (!entry.approvers) return absent(given.at);
  const starter = byStarter(entry, given);
  return andThen(pick(entry.approvers, given), (text, at) => {
    const all = names(text).length;
    if (starter.state === "unknown") return starter;
    if (starter.state === "absent" || starter.value) return declared(all, at);
    return all > 1
      ? declared(all - 1, at)
      : unknown("run-time", "who is left to approve where the one who is named starts the run is not written", at);
  });
}

function byStarter({ notByStarter: rule }: Entry, given: Given): Fact<boolean> {
  if (!rule) return absent(given.at);
  const answer = ask(rule, given);
  return answer === "unclear"
    ? unknown("run-time", "whether the one who starts the run may approve it is decided when it runs", given.at)
    : declared(answer === "no", given.at);
}

function rollsBack({ rollsBack: rule }: Entry, given: Given): Fact<string> {
  if (!rule) return absent(given.at);
  const answer = ask(rule.when, given);
  if (answer === "unclear")
    return unknown("run-time", "whether it rolls back by itself is decided when it runs", given.at);
  return answer === "yes" ? declared(rule.how, given.at) : absent(given.at);
}

function settings({ settings: rule }: Entry, given: Given, spell: (text: string) => string): Fact<string> {
  if (!rule) return absent(given.at);
  const answer = rule.when === undefined ? "yes" : ask(rule.when, given);
  if (answer === "unclear")
    return unknown("run-time", "whether it is given a settings file is decided when it runs", given.at);
  const text = answer === "yes" ? pickWritten(rule.from, given) : undefined;
  return text === undefined || text.trim() === "" ? absent(given.at) : declared(spell(text).trim(), given.at);
}

function removes({ removes: rule }: Entry, given: Given): Fact<string> {
  if (!rule) return absent(given.at);
  const answer = rule.when === undefined ? "yes" : ask(rule.when, given);
  if (answer === "unclear")
    return unknown("run-time", `whether it takes away ${rule.what} is decided when it runs`, given.at);
  return answer === "yes" ? declared(rule.what, given.at) : absent(given.at);
}

function signals(entry: Entry, given: Given): readonly Signal[] {
  return (entry.signals?.split("|") ?? []).flatMap((flag): readonly Signal[] => {
    const found = pick(flag, given);
    const variable =
      entry.variablesTell && found.state === "unknown" ? variableIn(pickWritten(flag, given)) : undefined;
    if (variable !== undefined) return [{ from: "variable", text: variable, at: given.at }];
    const text = valueOf(found);
    return text === undefined || text === "" || text === "." ? [] : [{ from: "command", text, at: given.at }];
  });
}

/** The name of the variable that a text is: `${{ inputs.PRODUCTION_URL }}`, `$(productionUrl)`. */
const variableIn = (text = ""): string | undefined =>
  /^(?:\$\{\{\s{0,9}[\w.-]*?([\w-]+)\s{0,9}\}\}|\$\(([\w.-]+)\)|\$\{?(?:env:)?(\w+)\}?)$/i
    .exec(text.trim().slice(0, 200))
    ?.slice(1)
    .find((name) => name !== undefined);

/** The words of a list; an expression is a part of the word that it stands in, whatever is in it. */
function names(text: string): readonly string[] {
  const found: string[] = [];
  let word = "";
  const lastEnd = text.lastIndexOf("}}");
  for (let at = 0; at < text.length;) {
    const next = at < lastEnd && text.startsWith("${{", at) ? text.indexOf("}}", at) + 2 : at + 1;
    const piece = text.slice(at, next);
    if (/^[\s,]$/.test(piece)) {
      found.push(word);
      word = "";
    } else word += piece;
    at = next;
  }
  return [...found, word].filter((one) => one !== "");
}
