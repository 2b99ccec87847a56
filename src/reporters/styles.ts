type Style = (text: string) => string;

export type Styles = Readonly<Record<"bold" | "dim" | "red" | "yellow" | "green" | "cyan", Style>>;

const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  green: [32, 39],
  cyan: [36, 39],
} as const;

/** Styles for a terminal, or none. */
export const styles = (color: boolean): Styles => {
  const style = ([on, off]: readonly [number, number]): Style =>
    color ? (text) => `\u001B[${on}m${text}\u001B[${off}m` : (text) => text;
  return {
    bold: style(codes.bold),
    dim: style(codes.dim),
    red: style(codes.red),
    yellow: style(codes.yellow),
    green: style(codes.green),
    cyan: style(codes.cyan),
  };
};
