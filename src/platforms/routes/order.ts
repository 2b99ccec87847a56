/** A topological order, and what keeps it from being one. */
export interface Ordering {
  /** Everything stands behind what it comes after, and otherwise as it was given. */
  readonly order: readonly number[];
  /** The pairs `[later, earlier]` that close a circle and were left out of account. */
  readonly closing: readonly (readonly [number, number])[];
}

/** Orders `count` things by what each comes after. Linear, and without recursion, since graphs come from strangers. */
export function inOrder(count: number, before: (index: number) => readonly number[]): Ordering {
  const order: number[] = [];
  const closing: [number, number][] = [];
  const state = new Uint8Array(count);
  const [fresh, open, done] = [0, 1, 2];
  for (let start = 0; start < count; start++) {
    if (state[start] !== fresh) continue;
    state[start] = open;
    const path = [{ index: start, before: before(start), next: 0 }];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const earlier = top.before[top.next++];
      if (earlier === undefined) {
        state[top.index] = done;
        order.push(top.index);
        path.pop();
      } else if (state[earlier] === fresh) {
        state[earlier] = open;
        path.push({ index: earlier, before: before(earlier), next: 0 });
      } else if (state[earlier] === open) {
        closing.push([top.index, earlier]);
      }
    }
  }
  return { order, closing };
}
