/**
 * Bundles with whatever Node installs the package. A package that is installed from git (as pre-commit does) is built
 * by the system's Node, which may be too old to run TypeScript; the generated sources are tracked and need not be made.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const here = import.meta.dirname;
const script = join(here, `bundle.${process.pid}.js`);
try {
  await build({
    entryPoints: [join(here, "bundle.ts")],
    outfile: script,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
  });
  const { bundle } = await import(pathToFileURL(script).href);
  await bundle();
} finally {
  rmSync(script, { force: true });
}
