import type { Entry, Table } from "./entry.ts";
import { approvals } from "./tables/approvals.ts";
import { aws } from "./tables/aws.ts";
import { azure } from "./tables/azure.ts";
import { azureTasks } from "./tables/azure-tasks.ts";
import { database } from "./tables/database.ts";
import { general } from "./tables/general.ts";
import { google } from "./tables/google.ts";
import { hosting } from "./tables/hosting.ts";
import { infrastructure } from "./tables/infrastructure.ts";
import { kubernetes } from "./tables/kubernetes.ts";
import { ourselves } from "./tables/ourselves.ts";
import { packages } from "./tables/packages.ts";
import { powerPlatform } from "./tables/power-platform.ts";
import { powerPlatformActions } from "./tables/power-platform-actions.ts";
import { powerPlatformTasks } from "./tables/power-platform-tasks.ts";
import { scanners } from "./tables/scanners.ts";
import { staticAnalysis } from "./tables/static-analysis.ts";
import { testing } from "./tables/tests.ts";

interface Lookup {
  /** By their words, joined by one space. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** The most words that a key of each program has. */
  readonly longest: ReadonlyMap<string, number>;
}

const lookup = (table: Table): Lookup => {
  const found = new Map<string, Entry>();
  const longest = new Map<string, number>();
  for (const entry of table) {
    const words = entry.key.toLowerCase().split(" ");
    const program = words[0] ?? "";
    found.set(words.join(" "), entry);
    longest.set(program, Math.max(words.length, longest.get(program) ?? 0));
  }
  return { entries: found, longest };
};

/** Every table, by its subject. */
export const tables = {
  approvals,
  aws,
  azure,
  azureTasks,
  database,
  general,
  google,
  hosting,
  infrastructure,
  kubernetes,
  ourselves,
  packages,
  powerPlatform,
  powerPlatformActions,
  powerPlatformTasks,
  scanners,
  staticAnalysis,
  testing,
};

export const commandEntries = lookup(Object.values(tables).flatMap(({ commands }) => commands));
export const actionEntries = lookup(Object.values(tables).flatMap(({ actions }) => actions));
