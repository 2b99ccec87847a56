export { compile, type Expression, isSlip } from "./compile.ts";
export { type Judge, judgeBy } from "./judge.ts";
export type Compile = typeof import("./compile.ts").compile;
