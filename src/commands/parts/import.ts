import { readFileSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, resolve } from "node:path";
import { stringify } from "yaml";
import { startOf } from "#model/place.ts";
import { UsageError } from "#model/usage-error.ts";
import { type About, Refused } from "#platforms/exported.ts";
import { exported, exportedResources, type PlatformExport } from "#platforms/exporters.ts";
import { resourcesIn } from "#platforms/terraform/resources.ts";
import { largestFile } from "#repository.ts";
import { validateSnapshot } from "#schema/settings-validator.ts";
import { decode } from "#syntax/decode.ts";
import { hcl } from "#syntax/hcl.ts";
import { json } from "#syntax/json.ts";
import { yaml } from "#syntax/yaml.ts";
import { digest } from "./policy.ts";
import { settingsFolder } from "./settings.ts";
import { timeOf } from "./time.ts";

/** A snapshot that is ready to be written. */
export interface Prepared {
  readonly path: string;
  readonly text: string;
  readonly captured: string;
  readonly repository: string | null;
  readonly notes: readonly string[];
  readonly next: readonly string[];
}

/** Files that are likely to hold secrets are not even opened. */
const secretive =
  /^\.env(?:\..*)?$|\.(?:env|pem|key|p12|pfx|kdbx|tfvars|tfstate)$|^id_(?:rsa|dsa|ecdsa|ed25519)$|^\.?(?:netrc|npmrc|git-credentials)$|^credentials(?:\.json)?$/i;

/**
 * The snapshots that files make: exported answers, or settings that files declare. Throws a `UsageError` that says what
 * was found and expected. `captured` is when, where it is not when they were last changed.
 */
export function prepare(
  files: readonly string[],
  about: Omit<About, "file">,
  captured: string | undefined,
): readonly Prepared[] {
  const configurations = Map.groupBy(files.filter(isTerraform), dirname);
  return [
    ...files.filter((file) => !isTerraform(file)).flatMap((file) => ofFile(file, about, captured)),
    ...[...configurations.values()].flatMap((all) => ofConfiguration(all, about, captured)),
  ];
}

const isTerraform = (file: string): boolean => /\.(?:tf|tofu)$/i.test(file);

function ofFile(file: string, about: Omit<About, "file">, captured: string | undefined): readonly Prepared[] {
  const bytes = bytesOf(file);
  const { text } = decode(file, bytes);
  const { documents, problems } = /\.ya?ml$/i.test(file) ? yaml(file, text, { duplicates: "error" }) : json(file, text);
  const broken = problems.find(({ weight }) => weight === "error");
  const [answer, second] = documents;
  if (broken || !answer || second)
    throw new UsageError(`${file} ${broken?.reason ?? (answer ? "holds several documents" : "is empty")}`, {
      at: broken?.at ?? second?.at ?? startOf(file),
      hint: "hand in what the server's API answered, as one JSON document: `bakewell settings commands` shows how",
    });
  const found = taken(file, () => exported(answer, { ...about, file: nameOf(file) }));
  return found.map((each) => prepared(each, captured ?? changed([file]), digest(bytes)));
}

/** The files of one folder are one configuration: what one names, another may settle. */
function ofConfiguration(
  files: readonly string[],
  about: Omit<About, "file">,
  captured: string | undefined,
): readonly Prepared[] {
  const [first = ""] = files;
  const contents = files.map((file) => ({ file, bytes: bytesOf(file) }));
  const bodies = contents.map(({ file, bytes }) => {
    const { body, problems } = hcl(file, decode(file, bytes).text);
    const [problem] = problems;
    if (!body)
      throw new UsageError(`${file} ${problem?.reason ?? "cannot be read"}`, { at: problem?.at ?? startOf(file) });
    return body;
  });
  const name = files.length > 1 ? `${nameOf(first)} and ${files.length - 1} more` : nameOf(first);
  const found = taken(first, () => exportedResources(resourcesIn(bodies), { ...about, file: name }, startOf(first)));
  const from = digest(contents.length > 1 ? contents.map(({ bytes }) => digest(bytes)).join("\n") : bytesOf(first));
  const folder = dirname(nameOf(first));
  const key = folder === "." ? "terraform" : folder;
  return found.map(({ platform, found: each }) =>
    prepared({ platform, found: { ...each, key } }, captured ?? changed(files), from),
  );
}

/** What is read of a file, or why it is not. */
function taken<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const hint = error.hint ?? "`bakewell settings commands` shows the commands that export what is read";
    throw new UsageError(`${file} ${error.message}`, { at: error.at, hint });
  }
}

/** When the newest of some files was last changed. */
const changed = (files: readonly string[]): string =>
  timeOf(new Date(Math.max(...files.map((file) => statSync(resolve(file)).mtimeMs))).toISOString());

/** A path as it is said in a snapshot, which must be the same on every machine. */
const nameOf = (file: string): string => (isAbsolute(file) ? basename(file) : file.replaceAll("\\", "/"));

function bytesOf(file: string): Uint8Array {
  const refused = (reason: string, hint: string): UsageError => new UsageError(`${file} ${reason}`, { hint });
  if (secretive.test(basename(file)))
    throw refused("looks like a file of secrets, and was not opened", "hand in an answer of the server's API");
  try {
    const { size } = statSync(resolve(file));
    if (size > largestFile)
      throw refused(
        `has more than the ${largestFile / 1024 / 1024} MB that are read`,
        "export one environment or ruleset at a time",
      );
    return readFileSync(resolve(file));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw refused("cannot be read", "name a file that is there");
  }
}

function prepared({ platform, found }: PlatformExport, captured: string, from: string): Prepared {
  const { content, key, notes, next } = found;
  const { kind, name, repository, ...says } = content;
  const snapshot = { schema: "bakewell.settings/1", platform, kind, name, repository, captured, digest: from, ...says };
  if (!validateSnapshot(snapshot)) {
    const [error] = validateSnapshot.errors ?? [];
    throw new UsageError(`${kind} \`${name}\` ${error?.instancePath ?? ""} ${error?.message ?? "is not valid"}`);
  }
  const header = "# yaml-language-server: $schema=https://bakewell.dev/schemas/settings.schema.json\n";
  return {
    path: `${settingsFolder}/${platform}-${kind}-${fileName(key)}.yaml`,
    text: header + stringify(snapshot, { lineWidth: 0 }),
    captured,
    repository,
    notes,
    next,
  };
}

/** A name as a part of a file's; what a file cannot be called is told apart by a digest. */
function fileName(key: string): string {
  const plain = key.replaceAll(/[^\w.-]+/g, "-").slice(0, 80);
  return plain === key && !key.startsWith(".") ? key : `${plain.replace(/^\.+/, "")}-${digest(key).slice(7, 15)}`;
}
