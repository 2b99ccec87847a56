export const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf("/"), 0));
export const baseOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
export const joined = (folder: string, name: string): string => (folder === "" ? name : `${folder}/${name}`);

/** A relative path from a folder of the repository; `undefined` where it is absolute or leaves the repository. */
export function resolved(folder: string, path: string): string | undefined {
  if (path.startsWith("/") || path.includes("\\")) return undefined;
  const steps = folder === "" ? [] : folder.split("/");
  for (const step of path.split("/")) {
    if (step === "" || step === ".") continue;
    if (step !== "..") steps.push(step);
    else if (steps.pop() === undefined) return undefined;
  }
  return steps.join("/");
}
