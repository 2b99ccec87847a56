// Generated from schemas/policy-test.schema.json. Change that file and run `npm run build`.

export type Expectation =
  | Outcome
  | {
      outcome: Outcome;
      /**
       * How strongly it is asked.
       */
      strength?: "must" | "should";
      /**
       * The reason, word for word.
       */
      reason?: string;
      /**
       * The file and line that decided.
       */
      at?: string;
    };
/**
 * `waived` is what fails or is unknown under a waiver; `not-asked` is what the policy does not ask of the subject.
 */
export type Outcome = "pass" | "fail" | "unknown" | "not-applicable" | "waived" | "not-asked";

/**
 * What a policy is expected to say of a small repository: the file `expected.yaml` in its folder.
 */
export interface PolicyTest {
  /**
   * What the case shows, in a sentence.
   */
  about?: string;
  /**
   * A built-in policy, or a file relative to this one. The repository's own where it is left out.
   */
  policy?: string;
  /**
   * As of when it is judged. The time of the run where it is left out.
   */
  at?: string;
  /**
   * What the repository is called on its server.
   */
  repository?: string;
  /**
   * The exit code of `bakewell check`.
   */
  exit?: 0 | 1;
  /**
   * Rules, and what each says of which subject. Whatever else fails by one of these rules is a difference, too.
   */
  expect: {
    /**
     * Subjects by their names: a stage, or a plan and a stage with a space between; a plan; the path of a file; `.` for the repository.
     */
    [k: string]: {
      [k: string]: Expectation;
    };
  };
}
