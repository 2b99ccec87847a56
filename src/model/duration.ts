/** Whole seconds. */
export type Duration = number;
