/** A set of whole numbers from 0, as bits: sets of thousands of jobs are united in a few hundred operations. */
export type Bits = Uint32Array;

export const noBits = (size: number): Bits => new Uint32Array((size + 31) >>> 5);

export const hasBit = (bits: Bits, index: number): boolean => ((bits[index >>> 5] ?? 0) & (1 << (index & 31))) !== 0;

export function addBit(bits: Bits, index: number): void {
  bits[index >>> 5]! |= 1 << (index & 31);
}

export function addBits(bits: Bits, more: Bits): void {
  for (let word = 0; word < bits.length; word++) bits[word]! |= more[word]!;
}

export function keepBits(bits: Bits, common: Bits): void {
  for (let word = 0; word < bits.length; word++) bits[word]! &= common[word]!;
}

/** The numbers of the set, rising. */
export function membersOf(bits: Bits): number[] {
  const members: number[] = [];
  for (const [word, rest] of bits.entries()) {
    for (let left = rest; left !== 0; left &= left - 1) members.push(word * 32 + 31 - Math.clz32(left & -left));
  }
  return members;
}
