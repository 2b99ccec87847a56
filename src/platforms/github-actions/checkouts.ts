import type { Input } from "../recognise/index.ts";

/** Into which folders a job checks out this repository and others: https://github.com/actions/checkout#usage */
export class Checkouts {
  readonly #own = new Map<string, boolean>();

  /** Takes note of a step of `actions/checkout`. `slug` is this repository's own name. */
  note(inputs: ReadonlyMap<string, Input>, slug: string | undefined): void {
    const path = inputs.get("path")?.value;
    const repository = (inputs.get("repository")?.text ?? "").trim();
    const isOwn = repository === "" || repository === slug || /^\$\{\{\s*github\.repository\s*\}\}$/.test(repository);
    if (path && path.state !== "declared") return;
    this.#own.set(path ? path.value.replace(/^(?:\.\/)+|\/+$/g, "") : "", isOwn);
  }

  /** A folder of the runner as one of this repository; `undefined` where another repository is checked out at the root. */
  folder(folder: string | undefined): string | undefined {
    if (folder === undefined) return undefined;
    for (const [path, isOwn] of this.#own)
      if (isOwn && path !== "" && (folder === path || folder.startsWith(`${path}/`)))
        return folder.slice(path.length + 1);
    return this.#own.get("") === false ? undefined : folder;
  }
}
