/** The folder of a path with its slash, or an empty text. */
export const dirname = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);
