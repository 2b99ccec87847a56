import { existsSync, readdirSync, readFileSync } from "node:fs";

/**
 * The files that come with the program and are read when they are needed. This file stands one folder below the
 * project, as the bundle does, so the paths hold for both.
 */
const shipped = (path: string): URL => new URL(`../${path}`, import.meta.url);

/** A file below the project: a rule's page, a template, a schema. Throws where it is not there. */
const shippedText = (path: string): string => readFileSync(shipped(path), "utf8");

/** The page of a rule, which stands beside it. Throws where there is none. */
export function rulePage(id: string): string {
  const section = readdirSync(shipped("src/rules/")).find((folder) =>
    existsSync(shipped(`src/rules/${folder}/${id}.md`)),
  );
  return shippedText(`src/rules/${section}/${id}.md`);
}

/** The page on what a policy can assert, and how. */
export const assertionsPage = (): string => shippedText("src/expression/assertions.md");
