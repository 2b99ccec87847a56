import { broken, holds, unsure, type Assurance } from "#model/assurance.ts";
import { absent, declared, unknown, type Fact } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Artifact } from "#model/plan.ts";

/** Expressions that name a commit or a run, in the words of the CI platforms: the same text is the same build. */
const UNIQUE =
  /github\.sha|GITHUB_SHA|pull_request\.head\.sha|CI_COMMIT_(?:SHORT_)?SHA|CI_PIPELINE_I?ID|CIRCLE_SHA1|CIRCLE_BUILD_NUM|Build\.(?:SourceVersion|BuildId|BuildNumber)|BUILD_(?:SOURCEVERSION|BUILDID|BUILDNUMBER)|git rev-parse|BITBUCKET_COMMIT|github\.run_(?:id|number)|GITHUB_RUN_(?:ID|NUMBER)|GIT_COMMIT|COMMIT_SHA|SHORT_SHA|outputs\.(?:digest|imageid)/i;
const EXPRESSION = /\$\{\{[^}]*\}\}|\$\([^)]*\)|\$\{[^}]*\}|\$[A-Za-z_]\w*|`[^`]*`/;
const RELEASE = /^v?\d+\.\d+\.\d+(?:[-+.][\w.-]+)?$/;
const COMMIT = /^(?:sha-)?[0-9a-f]{7,64}$/;

/** What an image reference (`ghcr.io/acme/shop:1.2.3`) ships. Its expressions stand as they are written. */
export function image(reference: string, at: Place): Artifact {
  const text = reference.trim().replace(/^docker:\/\//, "");
  const digest = text.indexOf("@");
  const [name, tag] = digest === -1 ? split(text) : [text.slice(0, digest), text.slice(digest + 1)];
  const byDigest = digest !== -1;
  return {
    name,
    version: tag,
    at,
    byDigest,
    form: absent(at),
    immutable: byDigest ? holds(at) : immutable(text, tag, at),
    origin: originOf(text, at),
  };
}

/** Without the other names of what is shipped under a version, too: `latest` beside `1.2.3`. */
export function withoutAliases(
  artifacts: readonly Artifact[],
  all: readonly Artifact[] = artifacts,
): readonly Artifact[] {
  const versioned = new Set(all.filter(({ immutable: { state } }) => state !== "broken").map(({ name }) => name));
  return artifacts.filter(({ name, immutable: { state } }) => state !== "broken" || !versioned.has(name));
}

function immutable(text: string, tag: string, at: Place): Assurance {
  if (tag === "") {
    return EXPRESSION.test(text)
      ? UNIQUE.test(text)
        ? holds(at)
        : unsure("run-time", `\`${text}\` is decided when it runs`, at)
      : broken(`ships \`${text}\` without a tag, which means \`latest\``, at);
  }
  if (UNIQUE.test(tag) || RELEASE.test(tag) || COMMIT.test(tag)) return holds(at);
  if (EXPRESSION.test(tag)) return unsure("run-time", `the tag \`${tag}\` is decided when it runs`, at);
  return /^v?\d+(?:\.\d+)?$|^[^\d]*$/.test(tag)
    ? broken(`ships the tag \`${tag}\`, which can point to another image tomorrow`, at)
    : unsure("elsewhere", `whether the tag \`${tag}\` is ever moved cannot be told`, at);
}

/** A reference without unresolved expressions, or with those of the commit and the run alone, says which build it is. */
function originOf(text: string, at: Place): Fact<string> {
  const others = text.replace(new RegExp(EXPRESSION, "g"), (found) =>
    UNIQUE.test(found) && !/outputs\./.test(found) ? "" : "\0",
  );
  return others.includes("\0")
    ? unknown("run-time", `which build \`${text}\` is, is decided when it runs`, at)
    : declared(`image ${text}`, at);
}

function split(text: string): readonly [string, string] {
  const masked = text.replace(new RegExp(EXPRESSION, "g"), (found) => "x".repeat(found.length));
  const colon = masked.lastIndexOf(":");
  return colon > masked.lastIndexOf("/") ? [text.slice(0, colon), text.slice(colon + 1)] : [text, ""];
}
