// Generated from schemas/waivers.schema.json. Change that file and run `npm run build`.

/**
 * Failures that are accepted until a day, each by a name. What is missing or unsound is a finding of `sound-waiver`.
 */
export type Waivers = WaiverEntry[];

/**
 * One rule and one exact scope.
 */
export interface WaiverEntry {
  /**
   * The rule that is waived: one, as `bakewell rules` lists it.
   */
  rule: string;
  where: WaiverScope;
  /**
   * The last day on which it holds, to its end in UTC.
   */
  until: string;
  /**
   * Why the failure is accepted.
   */
  because: string;
  /**
   * The day on which it was asked for, from which its term counts.
   */
  requested?: string;
  /**
   * Who asked for it.
   */
  "requested-by": string;
  /**
   * Who accepts the failure: not the one who asked.
   */
  "approved-by": string;
  /**
   * The ticket under which the failure is being mended.
   */
  ticket: string;
}
/**
 * The exact names of what it covers, no patterns; every one that is given must be the subject's own.
 */
export interface WaiverScope {
  /**
   * The file from the root of the repository; `.` is the repository as a whole.
   */
  path?: string;
  /**
   * The plan's name.
   */
  plan?: string;
  /**
   * The stage's name.
   */
  stage?: string;
  /**
   * The stage's environment.
   */
  environment?: string;
}
