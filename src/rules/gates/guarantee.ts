/** People who are alike: in the same gates, and in the same groups. */
export interface Kind {
  /** A bit for each gate that they may pass people through. */
  readonly gates: number;
  /** A bit for each group that they are in. */
  readonly groups: number;
  /** How many they are; `Infinity` where nobody knows. */
  readonly people: number;
}

export interface Question {
  /** How many must say yes at each gate. */
  readonly needs: readonly number[];
  readonly kinds: readonly Kind[];
  /** How many groups there are, and how many of each must have said yes, each person counting once. */
  readonly groups: number;
  readonly each: number;
}

/** More are not looked at. */
const mostGates = 12;
const mostGroups = 8;
const mostWays = 4_000;

/**
 * Whether enough of each group have said yes in whichever way the gates were passed; `undefined` where there are too
 * many ways to look at.
 *
 * People can be told off to the groups, each to one, unless some of the groups have together fewer of them than they
 * need (Hall's theorem). So for each set of groups, the gates are passed with as few of their members as can be: those
 * outside of them come first, and the rest is the smallest cover.
 */
export function isGuaranteed({ needs, kinds, groups, each }: Question): boolean | undefined {
  if (needs.length > mostGates || groups > mostGroups) return undefined;
  const ways = { left: mostWays };
  for (let set = 1; set < 1 << groups; set++) {
    const inside = kinds.filter((kind) => (kind.groups & set) !== 0);
    const outside = kinds.filter((kind) => (kind.groups & set) === 0);
    const rest = needs.map((need, gate) => need - sum(outside.filter((kind) => kind.gates & (1 << gate))));
    const enough = each * bits(set);
    if (isCovered(rest, merged(inside), enough - 1, ways)) return false;
    if (ways.left <= 0) return undefined;
  }
  return true;
}

const sum = (kinds: readonly Kind[]): number => kinds.reduce((total, { people }) => total + people, 0);

const bits = (set: number): number => (set === 0 ? 0 : (set & 1) + bits(set >> 1));

/** People by the gates that they pass alone, those who pass the most first. */
function merged(kinds: readonly Kind[]): readonly (readonly [number, number])[] {
  const found = new Map<number, number>();
  for (const { gates, people } of kinds) found.set(gates, (found.get(gates) ?? 0) + people);
  return [...found].toSorted(([a], [b]) => bits(b) - bits(a));
}

/** Whether some of the people, no more than `most`, are as many as each gate needs. */
function isCovered(
  needs: readonly number[],
  people: readonly (readonly [number, number])[],
  most: number,
  ways: { left: number },
): boolean {
  const gate = needs.findIndex((need) => need > 0);
  if (gate < 0) return true;
  if (Math.max(...needs) > most || ways.left-- <= 0) return false;
  return people.some(([gates, left], index) => {
    if (left <= 0 || (gates & (1 << gate)) === 0) return false;
    const rest = needs.map((need, each) => (gates & (1 << each) ? need - 1 : need));
    return isCovered(rest, people.with(index, [gates, left - 1]), most - 1, ways);
  });
}
