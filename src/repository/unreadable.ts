/** Why a file cannot be read, and what to do about it. */
export interface Unreadable {
  /** A predicate of the file: "is a link that leads out of the repository". */
  readonly reason: string;
  readonly remedy: string;
}

/** Files above this size are not read: no deployment configuration is as large. */
export const largestFile = 5 * 1024 * 1024;

const asFile = "put the file itself in its place";
export const leadsOut: Unreadable = {
  reason: "is a link that leads out of the repository, and was not followed",
  remedy: asFile,
};
export const loops: Unreadable = { reason: "is a link that never ends at a file", remedy: asFile };
export const notAFile: Unreadable = { reason: "is not a file", remedy: asFile };
export const missing: Unreadable = {
  reason: "is not there: a link to nothing, or left out of the checkout",
  remedy: "check it out, or mend the link",
};
export const unmerged: Unreadable = {
  reason: "has a merge that is not settled",
  remedy: "settle the merge and stage it",
};

/** Rounded up, so that a file is never as small as the limit that it is above. */
export const tooLarge = (size: number): Unreadable => ({
  reason: `has ${Math.ceil((size / 1024 / 1024) * 10) / 10} MB, more than the ${largestFile / 1024 / 1024} MB that are read`,
  remedy: "split it, or take out what is not configuration",
});
