import { glob } from "#model/pattern.ts";
import type { Place } from "#model/place.ts";
import platform from "#platforms/argo-rollouts/index.ts";
import type { Files, Reading, SourceFile } from "#platforms/platform.ts";
import { noRecognition } from "#platforms/recognise/recognition.ts";
import { yaml } from "#syntax/yaml.ts";

/** A repository that stands in memory. */
function filesOf(contents: Readonly<Record<string, string>>): Files {
  const texts = new Map(Object.entries(contents));
  const paths = [...texts.keys()].toSorted();
  return {
    slug: undefined,
    exists: (path) => texts.has(path),
    text: (path) => texts.get(path),
    parsed: (path) => {
      const text = texts.get(path);
      if (text === undefined) return undefined;
      const { documents, problems } = yaml(path, text, platform.yaml);
      return { path, text, documents, problems };
    },
    below: (folder) => paths.filter((path) => folder === "" || path.startsWith(`${folder}/`)),
  };
}

function claimedOf(files: Files): readonly SourceFile[] {
  const matches = platform.files.map(glob);
  return files.below("").flatMap((path) => {
    const file = matches.some((match) => match(path)) ? files.parsed(path) : undefined;
    if (!file || !platform.hints?.some((hint) => file.text.includes(hint))) return [];
    const isBroken = file.documents.length === 0 && file.problems.length > 0;
    const isMine = isBroken
      ? (platform.claimsText?.(file.text, path) ?? true)
      : file.documents.some((document) => platform.claims(document, path));
    return isMine ? [file] : [];
  });
}

/** What Argo Rollouts reads from a repository in memory. */
export function reading(contents: Readonly<Record<string, string>>): Reading {
  const files = filesOf(contents);
  return platform.read(claimedOf(files), files, noRecognition);
}

/** A place as `file:line:column`. */
export const at = ({ file, line, column }: Place): string => `${file}:${line}:${column}`;
