import { broken, holds, unsure } from "#model/assurance.ts";
import { absent, declared, listing, type Listing, type Unknown } from "#model/fact.ts";
import type { Artifact } from "#model/plan.ts";
import type { Node } from "#syntax/node.ts";
import { expressionIn } from "../kubernetes/scalars.ts";

const MOVING = new Set([
  "latest",
  "main",
  "master",
  "trunk",
  "develop",
  "dev",
  "edge",
  "nightly",
  "stable",
  "staging",
  "prod",
  "production",
]);
/** A release's number, a date, or a commit: names that are given once. */
const GIVEN_ONCE = /^v?\d+\.\d+\.\d+(?:[-+.][\w.+-]+)?$|^(?:[\w.]+-)?[0-9a-f]{7,40}$|^\d{8}(?:[-.T]?\d+)*$/;

/** The images of a pod template. Where one is not a constant, the listing stays open. */
export function artifactsOf(template: Node): Listing<Artifact> {
  const images = ["initContainers", "containers"].flatMap((key) =>
    template
      .get("spec", key)
      .items()
      .map((container) => container.get("image"))
      .filter(({ kind }) => kind === "scalar"),
  );
  let others: Unknown | undefined;
  const items: Artifact[] = [];
  for (const image of images) {
    const expression = expressionIn(image);
    if (expression) others ??= expression;
    else items.push(artifactOf(image));
  }
  return listing(items, others ?? absent(template.keyAt));
}

function artifactOf(image: Node): Artifact {
  const { text, at } = image;
  const [named = "", digest] = text.split("@", 2);
  const colon = named.lastIndexOf(":");
  const tag = colon > named.lastIndexOf("/") ? named.slice(colon + 1) : "";
  const name = tag ? named.slice(0, colon) : named;
  const version = digest ?? (tag || "latest");
  const isGivenOnce = GIVEN_ONCE.test(tag);
  return {
    name,
    version,
    at,
    immutable: digest
      ? holds(at)
      : tag === ""
        ? broken(`\`${text}\` names no version, which means \`latest\``, at)
        : MOVING.has(tag.toLowerCase())
          ? broken(`the tag \`${tag}\` moves to every newer image`, at)
          : isGivenOnce
            ? holds(at)
            : unsure(
                "settings",
                `whether the tag \`${tag}\` can be moved is a setting of the registry`,
                at,
                "name the image by its digest: IMAGE@sha256:…",
              ),
    byDigest: digest !== undefined,
    form: absent(at),
    origin: declared(`image ${name}${digest ? `@${digest}` : `:${version}`}`, at),
  };
}
