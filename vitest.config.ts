import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/repositories/**"],
    globalSetup: ["test/bundled.ts"],
    testTimeout: 30_000,
  },
});
