import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { platforms } from "#platforms/index.ts";
import { ruleIds } from "#schema/parameters.ts";
import { builtins } from "#policy/builtins.ts";

const root = join(import.meta.dirname, "..");
const folders = readdirSync(join(root, "src/platforms"), { withFileTypes: true }).filter((entry) =>
  entry.isDirectory(),
);

/** What the platforms share, which is no platform. */
const shared = new Set(["routes", "recognise", "kubernetes", "values"]);
const isPlatform = (name: string): boolean =>
  !shared.has(name) && existsSync(join(root, "src/platforms", name, "index.ts"));

describe("the platforms", () => {
  it("are listed, each under the name of its folder", () => {
    const own = folders.map(({ name }) => name).filter(isPlatform);
    expect(platforms.map(({ id }) => id).toSorted()).toEqual(own.toSorted());
  });

  it.each(platforms)("$id has all that a platform has", ({ id, title, documentation, files, blind }) => {
    const folder = join(root, "src/platforms", id);
    const readme = existsSync(join(folder, "readme.md")) ? readFileSync(join(folder, "readme.md"), "utf8") : "";
    const missing = [
      ["plans.ts", existsSync(join(folder, "plans.ts"))],
      ["its tests", existsSync(join(root, "test", id))],
      ["a title", title !== ""],
      ["its vendor's documentation", documentation.startsWith("https://")],
      ["files to look at", files.length > 0],
      ["blind spots", blind.length > 0 && blind.every(({ what, where }) => what !== "" && where !== "")],
      ["a readme with its title", readme.startsWith(`# ${title}\n`)],
      ["a readme that maps their words to ours", readme.includes("\n## Their words and ours\n")],
      ["a readme that lists the blind spots", readme.includes("\n## Blind spots\n")],
      ["sources in the readme", readme.includes("https://")],
      ["a line in the README", readFileSync(join(root, "README.md"), "utf8").includes(`src/platforms/${id}/readme.md`)],
    ].flatMap(([what, isThere]) => (isThere ? [] : [what]));
    expect(missing).toEqual([]);
  });
});

/** Rules that only a team can fill: a window is theirs to name. */
const off: ReadonlySet<string> = new Set(["deployment-window"]);

describe("the built-in policies", () => {
  it.each(["essential", "safe-deployment"])(
    "%s asks every rule that is not off, and cites what each clause stands on",
    (name) => {
      const clauses = builtins.get(name)?.policy.clauses ?? [];
      const asked = new Set(
        clauses.flatMap(({ must = {}, should = {} }) => [...Object.keys(must), ...Object.keys(should)]),
      );
      expect(ruleIds.filter((id) => !asked.has(id))).toEqual([...off]);
      expect(clauses.filter(({ cites }) => !/OE:10 S\d\d/.test(cites ?? ""))).toEqual([]);
    },
  );
});
