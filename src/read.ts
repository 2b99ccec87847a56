import { configurationsIn } from "#materials/configurations.ts";
import { environmentFiles, sharedValues } from "#materials/environments.ts";
import { instructionsIn, migrationOf, newestMigrations } from "#materials/migrations.ts";
import { materialsIn } from "#materials/materials.ts";
import { variablesIn } from "#materials/variables.ts";
import { absent, declared, type Fact, unknown } from "#model/fact.ts";
import { glob } from "#model/pattern.ts";
import { byPlace, type Place, startOf } from "#model/place.ts";
import type { Tier } from "#model/plan.ts";
import { reviewsOf } from "#model/review.ts";
import type { Settings } from "#model/settings.ts";
import type { Ownership, Repository, Source, SourceProblem, Marker } from "#model/repository.ts";
import { platforms } from "#platforms/index.ts";
import type { Files, Platform, Reading, SourceFile } from "#platforms/platform.ts";
import type { Recognition } from "#platforms/recognise/recognition.ts";
import { markersIn, markersInText } from "#platforms/recognise/markers.ts";
import { breakGlass } from "#platforms/recognise/tables/break-glass.ts";
import { decode } from "#syntax/decode.ts";
import type { Comment } from "#syntax/node.ts";
import { commentsOf } from "#syntax/tree.ts";
import { yaml } from "#syntax/yaml.ts";

/** The content of a repository, wherever it stands. */
export interface Contents {
  readonly name: string;
  readonly slug: string | undefined;
  readonly paths: readonly string[];
  /** The bytes of each path, in one go; a path that cannot be read has the reason why. */
  readonly bytes: (paths: readonly string[]) => ReadonlyMap<string, Uint8Array | Unreadable>;
}

/** Why a file cannot be read, as a predicate of it, and what to do. */
export interface Unreadable {
  readonly reason: string;
  readonly remedy: string;
}

/** A file that was read as a deployment configuration, with the bytes that were judged. */
export interface ReadSource {
  readonly path: string;
  readonly platform: string;
  readonly bytes: Uint8Array;
  /** Its comments that speak to Bakewell: those that begin with `bakewell:`. */
  readonly comments: readonly Comment[];
}

/** What the policy says of names, and of texts. */
export interface Completion {
  readonly plans: (plans: Repository["plans"]) => Repository["plans"];
  readonly tier: (environment: string, at: Place) => Fact<Tier>;
  /** Texts that access beyond the routine leaves, beside those that products document. */
  readonly markers: readonly string[];
  /** Files of the policy itself, which only speaks of them. */
  readonly files: readonly string[];
}

export interface Understanding {
  readonly repository: Repository;
  readonly sources: readonly ReadSource[];
}

/** How many files are asked for at once: enough to keep git busy, few enough to keep memory small. */
const portion = 256;

/**
 * Reads a repository: finds the files that its delivery is written in, and lets each platform lay out its plans.
 * Pure: what it needs of the disk is handed in. `owned` are further paths whose owners are wanted, such as the policy's;
 * `settings` are those that were exported of the servers, by the platform's id; `policy` fills in
 * which names are of which tier, and what marks emergency access.
 */
export function read(
  contents: Contents,
  recognition: Recognition,
  owned: readonly string[] = [],
  settings: ReadonlyMap<string, Settings> = new Map(),
  policy: Completion = { plans: (plans) => plans, tier: (_, at) => absent(at), markers: [], files: [] },
): Understanding {
  const files = library(contents);
  const wanted = [...breakGlass, ...policy.markers];
  const marked = new Map<string, Uint8Array>();
  const look = (path: string, bytes: Uint8Array): void => {
    if (!path.startsWith(".bakewell/") && !policy.files.includes(path) && mayHold(bytes, wanted))
      marked.set(path, bytes);
  };
  const readings: { readonly platform: Platform; readonly claimed: readonly Claimed[]; readonly reading: Reading }[] =
    [];
  for (const [platform, claimed] of claim(contents, files, look)) {
    if (claimed.length > 0)
      readings.push({
        platform,
        claimed,
        reading: platform.read(claimed, files.of(platform), recognition, settings.get(platform.id)),
      });
  }
  const sources = readings.flatMap(({ platform, claimed, reading }) => sourcesOf(platform, claimed, reading));
  const paths = [...sources.map(({ id }) => id), ...owned];
  return {
    repository: {
      kind: "repository",
      id: "repository",
      name: contents.name,
      at: startOf(sources[0]?.id ?? "."),
      plans: policy.plans(readings.flatMap(({ reading }) => reading.plans)),
      verifications: readings.flatMap(({ reading }) => reading.verifications),
      sources,
      ownership: ownershipOf(
        readings.map(({ reading }) => reading),
        paths,
      ),
      reviews: reviewsIn(
        platforms.filter(({ id }) => settings.has(id) || readings.some(({ platform }) => platform.id === id)),
        settings,
        contents.slug,
      ),
      // Few rules ask for what is not deployed, and it takes a look at every path.
      get materials() {
        return materialsIn(contents.paths);
      },
      get migrations() {
        return migrationsIn(contents);
      },
      get configurations() {
        return configurationsOf(contents, policy);
      },
      get variables() {
        return variablesIn(contents.paths);
      },
      get dataInstructions() {
        return instructionsIn(contents.paths);
      },
      get markers() {
        return [...marked].flatMap(([path, bytes]) => markersOf(path, bytes, wanted));
      },
    },
    sources: readings.flatMap(({ platform, claimed }) =>
      claimed.map((file) => ({
        path: file.path,
        bytes: file.bytes,
        platform: platform.id,
        comments: commentsToUs(file),
      })),
    ),
  };
}

/** One command a part: a person runs those that are still to be run. */
const reviewsIn = (
  asked: readonly Platform[],
  settings: ReadonlyMap<string, Settings>,
  slug: string | undefined,
): Repository["reviews"] =>
  asked.flatMap(({ id, exportReviews }) => {
    const known = settings.get(id);
    if (!exportReviews) return [];
    return [
      {
        platform: id,
        of: (branch, trunk) => known && reviewsOf(known, branch, trunk),
        settle: (branch) => exportReviews(slug, branch).join("\n\n"),
      },
    ];
  });

const configurationsOf = (contents: Contents, policy: Completion): Repository["configurations"] => {
  const files = environmentFiles(contents.paths);
  const shared = new Set(files.flatMap((file) => sharedValues(file) ?? []));
  const bytes = contents.bytes([
    ...files.map(({ path }) => path),
    ...contents.paths.filter((path) => shared.has(path)),
  ]);
  const textOf = (path: string): Fact<string> => {
    const read = bytes.get(path);
    if (read instanceof Uint8Array) return declared(decode(path, read).text, startOf(path));
    if (!read) return absent(startOf(path));
    return unknown("invalid", `\`${path}\` ${read.reason}`, startOf(path), read.remedy);
  };
  return configurationsIn(files, textOf).map((one) => ({ ...one, tier: policy.tier(one.environment, one.at) }));
};

function markersOf(path: string, bytes: Uint8Array, texts: readonly string[]): readonly Marker[] {
  const { text } = decode(path, bytes);
  const { documents, problems } = yaml(path, text, {});
  const isBroken = problems.some(({ weight }) => weight === "error");
  const found = isBroken
    ? markersInText(path, text, texts)
    : documents.flatMap((document) => markersIn(document, texts));
  return found.toSorted((a, b) => byPlace(a.at, b.at));
}

const migrationsIn = (contents: Contents): Repository["migrations"] =>
  [...contents.bytes(newestMigrations(contents.paths))].map(([path, bytes]) =>
    bytes instanceof Uint8Array
      ? migrationOf(path, decode(path, bytes).text)
      : {
          name: path,
          at: startOf(path),
          destroys: unknown("invalid", `\`${path}\` ${bytes.reason}`, startOf(path), bytes.remedy),
        },
  );

const address = "bakewell:";

const commentsToUs = ({ text, documents }: SourceFile): readonly Comment[] =>
  text.includes(address) ? documents.flatMap(commentsOf).filter((comment) => comment.text.startsWith(address)) : [];

interface Claimed extends SourceFile {
  readonly bytes: Uint8Array;
}

/** Gives each file to the platform that it belongs to. A file can hold documents of several. */
function claim(
  contents: Contents,
  files: Library,
  look: (path: string, bytes: Uint8Array) => void,
): ReadonlyMap<Platform, readonly Claimed[]> {
  const claims = new Map<Platform, Claimed[]>(platforms.map((platform) => [platform, []]));
  const candidates = candidatesIn(contents.paths);
  const paths = [...candidates.keys()];
  for (let from = 0; from < paths.length; from += portion) {
    for (const [path, bytes] of contents.bytes(paths.slice(from, from + portion))) {
      if (bytes instanceof Uint8Array) look(path, bytes);
      for (const platform of candidates.get(path) ?? []) {
        const claimed = claimedBy(platform, path, bytes, files);
        if (claimed) claims.get(platform)?.push(claimed);
      }
    }
  }
  return claims;
}

function candidatesIn(paths: readonly string[]): ReadonlyMap<string, readonly Platform[]> {
  const asked = platforms.map((platform) => ({ platform, matches: platform.files.map(glob) }));
  const found = new Map<string, Platform[]>();
  for (const path of paths) {
    const platformsOf = asked.filter(({ matches }) => matches.some((match) => match(path)));
    if (platformsOf.length > 0)
      found.set(
        path,
        platformsOf.map(({ platform }) => platform),
      );
  }
  return found;
}

function claimedBy(
  platform: Platform,
  path: string,
  bytes: Uint8Array | Unreadable,
  files: Library,
): Claimed | undefined {
  if (!(bytes instanceof Uint8Array)) {
    if (platform.hints) return undefined;
    const problem = { at: startOf(path), ...bytes, weight: "error" } as const;
    return { path, bytes: new Uint8Array(), text: "", documents: [], problems: [problem] };
  }
  if (platform.hints && !mayHold(bytes, platform.hints)) return undefined;
  const file = files.read(path, bytes, platform);
  const isBroken = file.documents.length === 0 && file.problems.length > 0;
  const isMine = isBroken
    ? (platform.claimsText?.(file.text, path) ?? true)
    : file.documents.some((document) => platform.claims(document, path));
  return isMine ? { path, bytes, text: file.text, documents: file.documents, problems: file.problems } : undefined;
}

/** Whether one of some texts can stand in a file. UTF-16 is not searched: such a file may. */
const mayHold = (bytes: Uint8Array, texts: readonly string[]): boolean =>
  bytes[0] === 0xff ||
  bytes[0] === 0xfe ||
  bytes[0] === 0 ||
  bytes[1] === 0 ||
  texts.some((text) => asBuffer(bytes).includes(text));

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

interface Library {
  /** The files of the repository as a platform may ask for them. */
  readonly of: (platform: Platform) => Files;
  readonly read: (path: string, bytes: Uint8Array, platform: Platform) => SourceFile;
}

/** What was read once is kept. */
function library(contents: Contents): Library {
  const known = new Set(contents.paths);
  const asked = new Map<string, Uint8Array | undefined>();
  const bytesOf = (path: string): Uint8Array | undefined => {
    if (!asked.has(path)) {
      const bytes = known.has(path) ? contents.bytes([path]).get(path) : undefined;
      asked.set(path, bytes instanceof Uint8Array ? bytes : undefined);
    }
    return asked.get(path);
  };
  const read = (path: string, bytes: Uint8Array, platform: Platform): SourceFile => {
    const { text, problems } = decode(path, bytes);
    const tree = yaml(path, text, platform.yaml);
    return {
      path,
      text,
      documents: tree.documents,
      get problems() {
        return [...problems, ...tree.problems];
      },
    };
  };
  return { read, of: (platform) => filesOf(platform) };

  function filesOf(platform: Platform): Files {
    const parsed = new Map<string, SourceFile | undefined>();
    return {
      slug: contents.slug,
      exists: (path) => known.has(path),
      text: (path) => {
        const bytes = bytesOf(path);
        return bytes && decode(path, bytes).text;
      },
      parsed: (path) => {
        const bytes = parsed.has(path) ? undefined : bytesOf(path);
        if (bytes) parsed.set(path, read(path, bytes, platform));
        return parsed.get(path);
      },
      below: (folder) => {
        const start = folder === "" ? "" : `${folder.replace(/\/$/, "")}/`;
        return contents.paths.filter((path) => path.startsWith(start));
      },
    };
  }
}

function sourcesOf(platform: Platform, claimed: readonly Claimed[], reading: Reading): readonly Source[] {
  const found = Map.groupBy(reading.problems, ({ at }) => at.file);
  const known = new Set(claimed.map(({ path }) => path));
  const ofOthers = [...found.keys()].filter((file) => !known.has(file));
  const source = (path: string, problems: readonly SourceProblem[]): Source => ({
    kind: "source",
    id: path,
    name: path,
    at: startOf(path),
    platform: platform.id,
    problems: problems.toSorted((a, b) => byPlace(a.at, b.at)),
  });
  return [
    ...claimed.map(({ path, problems }) =>
      source(path, [...(reading.rendered?.has(path) ? [] : problems), ...(found.get(path) ?? [])]),
    ),
    ...ofOthers.map((path) => source(path, found.get(path) ?? [])),
  ];
}

function ownershipOf(readings: readonly Reading[], paths: readonly string[]): Fact<Ownership> {
  const reading = readings.find(({ owners }) => owners);
  const file = reading?.ownersFile ?? readings.find(({ ownersFile }) => ownersFile)?.ownersFile;
  if (!reading?.owners) return absent(startOf(file ?? "CODEOWNERS"));
  const { owners } = reading;
  return declared(
    { file: file ?? "", paths: paths.map((path) => ({ path, owners: owners(path) })) },
    startOf(file ?? ""),
  );
}
