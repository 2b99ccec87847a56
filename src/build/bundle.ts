import { hash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import { notices } from "./notices.ts";

const root = join(import.meta.dirname, "../..");
const dist = join(root, "dist");

/**
 * oclif's modules load all that they could ever need. Here each of their imports waits until it is used, as Babel's
 * `lazy` option does it; the compiler that wrote them gives every import a name that is only ever read (`errors_1`).
 */
const lazyImports: Plugin = {
  name: "lazy-imports",
  setup({ onLoad }) {
    onLoad({ filter: /node_modules[\\/]@oclif[\\/]core[\\/]lib[\\/].*\.js$/ }, async ({ path }) => {
      const names: string[] = [];
      const declared = (await readFile(path, "utf8")).replaceAll(
        /^const (\w+) = ((?:__import(?:Default|Star)\()?require\("[^"]+"\)\)?);$/gm,
        (_, name: string, load: string) => {
          names.push(name);
          return `let loaded$${name}; const load$${name} = () => (loaded$${name} ??= ${load});`;
        },
      );
      const used = new RegExp(`(?<![.$\\w])(${names.join("|")})\\b(?!\\s*:)`, "g");
      return { contents: names.length > 0 ? declared.replaceAll(used, "(load$$$1())") : declared, loader: "js" };
    });
  },
};

const expressions = "src/expression/index.ts";

/** What evaluates assertions is a file by itself: few policies have any, and reading it would slow down all others. */
const ownFile: Plugin = {
  name: "own-file",
  setup({ onResolve }) {
    onResolve({ filter: /^#expression\/index\.ts$/ }, () => ({ path: "./expression.cjs", external: true }));
  },
};

const form = {
  absWorkingDir: root,
  bundle: true,
  minifyWhitespace: true,
  minifySyntax: true,
  format: "cjs",
  platform: "node",
  target: "node22.12",
  legalComments: "none",
  metafile: true,
  write: false,
  logLevel: "warning",
} as const;

/**
 * Bundles the program and the libraries it uses into dist, with their licences. The same sources give the same files.
 * It is one function of what a CommonJS module is given, so that `bin/run.js` can keep what V8 makes of it.
 */
export async function bundle(): Promise<void> {
  const { outputFiles, metafile } = await build({
    ...form,
    entryPoints: ["src/commands/main.ts"],
    outfile: join(dist, "main.cjs"),
    define: { "import.meta.url": "bundledUrl" },
    banner: {
      js: '(function (require, module, __filename) { const bundledUrl = require("node:url").pathToFileURL(__filename).href;',
    },
    footer: { js: "})" },
    external: ["typescript"],
    // A script that is run by itself can import nothing; it can require.
    supported: { "dynamic-import": false },
    plugins: [lazyImports, ownFile],
  });
  const expression = await build({ ...form, entryPoints: [expressions], outfile: join(dist, "expression.cjs") });
  const inputs = [metafile, expression.metafile].flatMap((each) => Object.keys(each.inputs));
  const program = outputFiles.map(({ text }) => inAscii(text)).join("");
  const files = new Map([
    [join(dist, "main.cjs"), Buffer.from(`// ${hash("sha256", program)}\n${program}`)],
    [join(dist, "expression.cjs"), Buffer.from(expression.outputFiles.map(({ text }) => text).join(""))],
    [join(dist, "notices.txt"), Buffer.from(await notices(root, inputs))],
  ]);
  await mkdir(dist, { recursive: true });
  for (const [path, contents] of files) await replace(path, contents);
  for (const name of await readdir(dist)) if (!files.has(join(dist, name))) await rm(join(dist, name));
}

/** JavaScript in ASCII alone, which V8 reads at half the size. */
const inAscii = (text: string): string =>
  text.replaceAll(/[^\0-\u007F]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Writes a file in one step, so that a program that starts meanwhile finds the old one or the new one. */
async function replace(path: string, contents: Uint8Array): Promise<void> {
  const now = await readFile(path).catch(() => undefined);
  if (now?.equals(contents)) return;
  await writeFile(`${path}.${process.pid}`, contents);
  await rename(`${path}.${process.pid}`, path);
}

if (import.meta.main) await bundle();
