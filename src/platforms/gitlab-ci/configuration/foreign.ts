import { declared, type Fact, unknown } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Delegation, Step } from "#model/plan.ts";
import type { Node } from "#syntax/node.ts";

/** A part of the configuration that is written in another place. */
export interface Foreign {
  /** `template: Jobs/SAST.gitlab-ci.yml`, `acme/pipelines: deploy.yml@v2`. */
  readonly to: string;
  readonly at: Place;
  readonly kind: "template" | "remote" | "project" | "component" | "unread";
  readonly pinnedBy: Step["pinnedBy"];
}

type Pin = "commit" | "digest" | "version" | "branch" | "nothing";

const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/i;
const VERSION = /^(?:[\w./-]*[-/_])?v?\d+(?:\.\d+)*(?:[-+.][\w.-]+)?$/;

/** https://docs.gitlab.com/ci/components/#component-versions: a commit, a tag, a branch, or `~latest`. */
function pinOf(ref: string): Pin {
  if (ref === "" || ref === "~latest" || ref === "HEAD") return "nothing";
  if (COMMIT.test(ref)) return "commit";
  return VERSION.test(ref) ? "version" : "branch";
}

const pinned = (ref: string, at: Place): Fact<Pin> =>
  /[$%]/.test(ref)
    ? unknown("run-time", `\`${ref}\` is decided when the pipeline is made`, at)
    : declared(pinOf(ref), at);

/** What an `include` names that is not in this repository. https://docs.gitlab.com/ci/yaml/#include */
export function foreignOf(entry: Node): readonly Foreign[] {
  if (entry.kind === "scalar")
    return [{ to: entry.text, at: entry.at, kind: "remote", pinnedBy: declared("nothing", entry.at) }];
  if (entry.has("template")) {
    const node = entry.get("template");
    // GitLab ships its templates with itself: they change when the server is upgraded.
    return [{ to: `template: ${node.text}`, at: node.at, kind: "template", pinnedBy: declared("version", node.at) }];
  }
  if (entry.has("remote")) {
    const node = entry.get("remote");
    const integrity = entry.get("integrity");
    const pinnedBy =
      integrity.text === "" ? declared(remotePin(node.text), node.at) : declared("digest" as const, integrity.at);
    return [{ to: node.text, at: node.at, kind: "remote", pinnedBy }];
  }
  if (entry.has("component")) {
    const node = entry.get("component");
    const at = node.text.lastIndexOf("@");
    return [
      {
        to: node.text,
        at: node.at,
        kind: "component",
        pinnedBy: pinned(at === -1 ? "" : node.text.slice(at + 1), node.at),
      },
    ];
  }
  if (entry.has("project")) {
    const project = entry.get("project");
    const ref = entry.get("ref");
    const files = entry.get("file").kind === "sequence" ? entry.get("file").items() : [entry.get("file")];
    return files.map((file) => ({
      to: `${project.text}: ${file.text.replace(/^\//, "")}${ref.text === "" ? "" : `@${ref.text}`}`,
      at: project.at,
      kind: "project",
      pinnedBy: pinned(ref.text, ref.kind === "missing" ? project.at : ref.at),
    }));
  }
  return [
    {
      to: "an include",
      at: entry.at,
      kind: "unread",
      pinnedBy: unknown("invalid", "what it includes is not written", entry.at),
    },
  ];
}

/** A raw file at a commit stays what it is. */
const remotePin = (url: string): Pin => (/\/[0-9a-f]{40}\//i.test(url) ? "commit" : "nothing");

const isMoving = (pin: Pin): boolean => pin !== "commit" && pin !== "digest";

export const delegationOf = ({ to, at, pinnedBy }: Foreign): Delegation => ({
  to,
  at,
  moving: pinnedBy.state === "declared" ? declared(isMoving(pinnedBy.value), pinnedBy.at) : pinnedBy,
});

export const stepOf = ({ to, at, kind, pinnedBy }: Foreign): Omit<Step, "stages"> => ({
  uses: to,
  at,
  pinnedBy,
  byVendor: kind === "template" || /^(?:\$CI_SERVER_FQDN|gitlab\.com)\/components\//.test(to),
});
