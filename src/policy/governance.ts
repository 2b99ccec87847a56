import type { Emergency, Protocol } from "#model/emergency.ts";
import { absent, declared, type Fact } from "#model/fact.ts";
import type { Governance, Group, Mention } from "#model/governance.ts";
import { type Place, startOf } from "#model/place.ts";
import type { PolicyFile } from "./load.ts";
import { emergencyFiles, type WrittenProtocol } from "./protocol.ts";
import type { ResolvedPolicy } from "./resolve.ts";
import { routineOf } from "./routine.ts";

/** What a policy says of itself as of a time (ISO 8601 with a `Z`), with the emergencies that are declared under it. */
export function governanceOf(
  { name, files, clauses }: ResolvedPolicy,
  now: string,
  emergencies: readonly Emergency[] = [],
): Governance {
  const own = files.at(-1);
  const at = startOf(own?.file ?? name);
  const binding = files.findLast(({ written }) => written.protocol);
  return {
    now,
    policy: name,
    at,
    owner: saidOf(own, "owner", at),
    version: saidOf(own, "version", at),
    reviewed: saidOf(own, "reviewed", at),
    groups: groupsOf(files),
    mentions: [
      ...files.flatMap(mentionsIn),
      ...(binding?.written.protocol ? mentionsOf(binding.written.protocol) : []),
    ],
    routine: routineOf({ clauses }, now, at),
    protocol: protocolOf(binding) ?? absent(own?.written.about.emergency ?? at),
    emergencies,
  };
}

/** The pattern of the files that hold declared emergencies. */
export const emergencyFilesOf = ({ files }: ResolvedPolicy): string =>
  files.findLast(({ written }) => written.protocol)?.written.protocol?.files ?? emergencyFiles;

/** The texts that access beyond the routine leaves in files, as the protocol says. */
export const markersOf = ({ files }: ResolvedPolicy): readonly string[] =>
  files.findLast(({ written }) => written.protocol)?.written.protocol?.elevation.markers.map(({ name }) => name) ?? [];

function saidOf(own: PolicyFile | undefined, part: "owner" | "version" | "reviewed", otherwise: Place): Fact<string> {
  const text = own?.policy[part];
  const at = own?.written.about[part] ?? otherwise;
  return text === undefined ? absent(at) : declared(text, at);
}

/** A protocol as its file has it: that of a policy replaces those of its bases whole. */
function protocolOf(file: PolicyFile | undefined): Fact<Protocol> | undefined {
  const written = file?.written.protocol;
  if (!written) return undefined;
  const protocol: Protocol = {
    ...written,
    get digest() {
      return file.digest;
    },
  };
  return declared(protocol, written.at);
}

/** A group replaces one of the same name in the policies that are extended. */
function groupsOf(files: readonly PolicyFile[]): readonly Group[] {
  const groups = new Map(
    files.flatMap(({ written }) =>
      Object.entries(written.groups).map(
        ([name, { at, members }]) => [name, { name, at, members: members.map(({ text }) => text) }] as const,
      ),
    ),
  );
  return [...groups.values()];
}

const mentionsIn = ({ written }: PolicyFile): readonly Mention[] => [
  ...written.from.map(({ text, at, count = 1, among, byAuthor }) => ({
    group: text,
    at,
    count: declared(count, at),
    among,
    byAuthor,
  })),
  ...Object.values(written.groups)
    .flatMap(({ members }) => members)
    .filter(({ text }) => text.startsWith("group:"))
    .map(({ text, at }) => named(text.slice("group:".length), at)),
];

const mentionsOf = ({ approvals, elevation }: WrittenProtocol): readonly Mention[] => [
  ...approvals.flatMap(({ from, count, byAuthor, at: rule }) => {
    const among = from.map(({ name }) => name);
    return from.map(({ name, at }) => ({ group: name, at, count: declared(count, rule), among, byAuthor }));
  }),
  ...elevation.alert.map(({ name, at }) => named(name, at)),
];

const named = (group: string, at: Place): Mention => ({ group, at, count: absent(at), among: [], byAuthor: false });
