import type { Node } from "#syntax/node.ts";
import type { Shell } from "../recognise/index.ts";

/**
 * How a script is run. https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
 * `undefined` where it is not a shell's.
 */
export function shellOf(
  places: readonly Node[],
  runner: string,
): { readonly shell: Shell; readonly errexit: boolean; readonly pipefail: boolean } | undefined {
  const text = places.map((place) => place.get("shell").text.trim()).find((found) => found !== "") ?? "";
  // Without `shell`, GitHub runs `bash -e`; with `shell: bash`, `bash -eo pipefail`.
  if (text === "") return /windows/i.test(runner) ? powershell : { shell: "bash", errexit: true, pipefail: false };
  if (text === "bash") return { shell: "bash", errexit: true, pipefail: true };
  if (text === "sh") return { shell: "sh", errexit: true, pipefail: false };
  if (text === "pwsh" || text === "powershell") return powershell;
  if (text === "cmd") return { shell: "cmd", errexit: false, pipefail: false };
  if (!/\b(?:ba|z|da|k)?sh\b/.test(text)) return undefined;
  return { shell: "bash", errexit: /\s-[A-Za-z]*e/.test(text), pipefail: text.includes("pipefail") };
}

const powershell = { shell: "powershell", errexit: true, pipefail: false } as const;
