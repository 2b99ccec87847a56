#!/usr/bin/env node
const aDay = 24 * 60 * 60 * 1000;
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  process.stderr.write(`error: bakewell needs Node.js 22.12 or newer; this is ${process.versions.node}\n`);
  process.exitCode = 2;
} else {
  const words = process.argv.slice(2);
  const { main, keep } = load(words[0] ?? "");
  await main(words);
  keep();
}

/**
 * Loads the program with the code that V8 made of it when the same command ran before. Node's own cache holds a
 * module as it was loaded, without the functions that are compiled when they are first called, and those take most of
 * the time of a small check.
 */
function load(command) {
  // An import of these would load all that they could ever need.
  const { createRequire } = process.getBuiltinModule("node:module");
  const { readFileSync } = process.getBuiltinModule("node:fs");
  const { fileURLToPath } = process.getBuiltinModule("node:url");
  const { Script } = process.getBuiltinModule("node:vm");
  const path = fileURLToPath(new URL("../dist/main.cjs", import.meta.url));
  const source = readFileSync(path, "latin1");
  const place = keepingPlace(source, command);
  const cachedData = place && kept(place);
  const script = new Script(source, { filename: path, ...(cachedData && { cachedData }) });
  const program = { exports: {} };
  script.runInThisContext()(createRequire(path), program, path);
  const isKept = cachedData !== undefined && script.cachedDataRejected !== true;
  const keep = () => {
    if (place && !isKept) write(place, script.createCachedData());
  };
  return { main: program.exports.main, keep };
}

/**
 * Where the code of a command is kept, by the settings of Node's own cache, which is not switched on: that alone would
 * take a tenth of a small check.
 */
function keepingPlace(source, command) {
  const [, digest] = /^\/\/ ([0-9a-f]{64})\n/.exec(source) ?? [];
  if (!digest || !/^[a-z]+$/.test(command) || process.env.NODE_DISABLE_COMPILE_CACHE) return undefined;
  const { tmpdir } = process.getBuiltinModule("node:os");
  const folder = process.env.NODE_COMPILE_CACHE || `${tmpdir()}/bakewell-${process.getuid?.() ?? "cache"}`;
  return `${folder}/bakewell-${command}-${process.version}-${process.arch}-${digest}`;
}

/** The code that was kept, made again every day: which functions a command calls depends on what it reads. */
function kept(place) {
  const { closeSync, fstatSync, openSync, readFileSync } = process.getBuiltinModule("node:fs");
  try {
    const file = openSync(place, "r");
    try {
      const { uid, mtimeMs } = fstatSync(file);
      const isOurs = process.getuid === undefined || process.getuid() === uid;
      return isOurs && Date.now() - mtimeMs < aDay ? readFileSync(file) : undefined;
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

function write(place, code) {
  const { mkdirSync, renameSync, writeFileSync } = process.getBuiltinModule("node:fs");
  const { dirname } = process.getBuiltinModule("node:path");
  try {
    mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
    writeFileSync(`${place}.${process.pid}`, code, { mode: 0o600, flag: "wx" });
    renameSync(`${place}.${process.pid}`, place);
  } catch {
    // Without the cache it only starts slower.
  }
}
