#!/usr/bin/env node
import module from "node:module";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  process.stderr.write(`error: bakewell needs Node.js 22.12 or newer; this is ${process.versions.node}\n`);
  process.exitCode = 2;
} else {
  try {
    module.enableCompileCache?.();
  } catch {
    // Without the cache it only starts slower.
  }
  const { main } = await import("../dist/main.js");
  await main(process.argv.slice(2));
}
