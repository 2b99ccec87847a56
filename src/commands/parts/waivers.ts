import { glob } from "#model/pattern.ts";
import { startOf } from "#model/place.ts";
import type { Repository } from "#model/repository.ts";
import type { WrittenWaiver } from "#model/waiver.ts";
import { inlineWaivers } from "#policy/inline-waivers.ts";
import { type Mistake, mistaken } from "#policy/mistakes.ts";
import type { ResolvedPolicy } from "#policy/resolve.ts";
import { loadWaivers } from "#policy/waivers.ts";
import type { Contents, Understanding } from "#read.ts";
import { decode } from "#syntax/decode.ts";

export interface GatheredWaivers {
  readonly waivers: readonly WrittenWaiver[];
  /** What must be said of those that do not count. */
  readonly notes: readonly string[];
}

/**
 * The waivers of a repository: those of the files of `from`, and those in comments of what was read. Where that is of
 * another revision than `from`, a comment counts if `base`, what `from` reads as, has it for the same subjects: so no
 * change can bring its own.
 */
export function gatherWaivers(
  understood: Understanding,
  from: Contents,
  policy: Pick<ResolvedPolicy, "waivers" | "assertions">,
  base: (() => Understanding) | undefined,
): GatheredWaivers {
  const own = [...policy.assertions.keys()];
  const written = fileWaivers(from, policy.waivers.files, own);
  const inline = commentWaivers(understood, policy.waivers, own);
  if (!base || inline.length === 0) return { waivers: [...written, ...inline], notes: [] };
  const earlier = base();
  const known = new Set(
    commentWaivers(earlier, policy.waivers, own).map((waiver) => identity(waiver, earlier.repository)),
  );
  const counting = inline.filter((waiver) => known.has(identity(waiver, understood.repository)));
  const ignored = inline.length - counting.length;
  const notes =
    ignored === 0
      ? []
      : [
          `${ignored === 1 ? "1 comment that waives is" : `${ignored} comments that waive are`} not in the revision of the policy, and ${ignored === 1 ? "does" : "do"} not count.`,
        ];
  return { waivers: [...written, ...counting], notes };
}

/** The waivers in the files that a pattern names. Throws a `UsageError` where one cannot be read as such. */
export function fileWaivers(contents: Contents, pattern: string, own: readonly string[]): readonly WrittenWaiver[] {
  const paths = contents.paths.filter(glob(pattern));
  const unread: Mistake[] = [];
  const waivers = [...contents.bytes(paths)].flatMap(([path, bytes]) => {
    const problems = bytes instanceof Uint8Array ? decode(path, bytes).problems : [{ ...bytes, at: startOf(path) }];
    unread.push(...problems.map(({ reason, remedy, at }) => ({ message: `the file ${reason}`, at, hint: remedy })));
    return bytes instanceof Uint8Array && problems.length === 0 ? loadWaivers(path, decode(path, bytes).text, own) : [];
  });
  if (unread.length > 0) throw mistaken(unread);
  return waivers;
}

/** A file can be read by several platforms, and its comments are the same for each. */
function commentWaivers(
  { sources }: Understanding,
  settings: ResolvedPolicy["waivers"],
  own: readonly string[],
): readonly WrittenWaiver[] {
  const files = new Map(sources.map(({ path, comments }) => [path, comments]));
  return [...files.values()].flatMap((comments) => inlineWaivers(comments, settings, own));
}

/** A comment by what it says and of which subjects it says so, wherever in the file these stand. */
function identity({ id, scope: { line } }: WrittenWaiver, { plans }: Repository): string {
  const begins = ({ at }: Repository["plans"][number] | Repository["plans"][number]["stages"][number]): boolean =>
    at.file === line?.file && at.line === line.line;
  const subjects = plans.flatMap((plan) => [
    ...(begins(plan) ? [plan.id] : []),
    ...plan.stages.filter(begins).map((stage) => `${plan.id}/${stage.id}`),
  ]);
  return JSON.stringify([id, ...subjects.toSorted()]);
}
