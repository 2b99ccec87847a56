import { goDuration, isoDuration } from "#syntax/duration.ts";

/** A duration as policies write it, in seconds; `undefined` where it is none. */
export const durationIn = (text: string): number | undefined =>
  isoDuration(text) ?? (/\d$/.test(text) ? undefined : goDuration(text));
