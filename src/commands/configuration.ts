import { Config } from "@oclif/core/config";
import type { Hook, Hooks } from "@oclif/core/interfaces";
import about from "../../package.json" with { type: "json" };

/**
 * What a command needs to know of the program. Bakewell has no plugins and no hooks, so nothing is looked for:
 * loading oclif's own configuration takes longer than a whole check of a small repository.
 */
export class Configuration extends Config {
  constructor() {
    super({ root: "." });
    this.name = about.name;
    this.bin = about.name;
    this.version = about.version;
    this.topicSeparator = " ";
    this.userAgent = `${about.name}/${about.version} ${process.platform}-${process.arch} node-${process.version}`;
    this.pjson = { name: about.name, version: about.version, description: about.description, oclif: {} };
  }

  override async runHook<T extends keyof Hooks>(_event: T): Promise<Hook.Result<Hooks[T]["return"]>> {
    return { failures: [], successes: [] };
  }
}
