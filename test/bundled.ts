import { bundle } from "../src/build/bundle.ts";

/** The tests that run the program run what is in the sources now. */
export const setup = bundle;
