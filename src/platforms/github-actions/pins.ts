import { declared } from "#model/fact.ts";
import type { Delegation, Step } from "#model/plan.ts";
import type { Node } from "#syntax/node.ts";

type Pin = "commit" | "digest" | "version" | "branch" | "nothing";

/** What a `uses` is pinned by. https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions */
export function pinOf(uses: string): Pin {
  if (uses.startsWith("docker://")) {
    if (/@sha256:[0-9a-f]{64}$/i.test(uses)) return "digest";
    const tag = /:([^:/@]+)$/.exec(uses.slice("docker://".length))?.[1];
    return tag === undefined || tag === "latest" ? "nothing" : "version";
  }
  const at = uses.lastIndexOf("@");
  if (at === -1) return "nothing";
  const ref = uses.slice(at + 1);
  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(ref)) return "commit";
  return /^(?:refs\/tags\/.+|(?:[\w./-]*[-/_@])?v?\d+(?:\.\d+)*(?:[-+.][\w.-]+)?)$/i.test(ref) ? "version" : "branch";
}

/** A step made by someone else; `undefined` for one that the repository holds itself. */
export function stepOf(node: Node): Omit<Step, "stages"> | undefined {
  const uses = node.text.trim();
  if (uses === "" || uses.startsWith("./") || uses.startsWith("$/")) return undefined;
  return { uses, at: node.at, pinnedBy: declared(pinOf(uses), node.at), byVendor: /^(?:actions|github)\//i.test(uses) };
}

/** A reusable workflow of another repository. */
export function delegationOf(node: Node): Delegation {
  const pin = pinOf(node.text);
  return { to: node.text, at: node.at, moving: declared(pin !== "commit" && pin !== "digest", node.at) };
}
