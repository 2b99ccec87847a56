/** A graph in which any one way in is enough: events that start work, and work that starts other work. */
export interface Ways {
  readonly size: number;
  /** Where a route can begin. */
  readonly entries: readonly number[];
  /** What a node leads to. */
  readonly next: (node: number) => readonly number[];
}

/** The nodes that lie on every route to a node, itself the last of them; none where no route leads to it. */
export type Dominators = (node: number) => readonly number[];

/**
 * Finds what lies on every route, over all entries at once.
 * https://www.cs.tufts.edu/~nr/cs257/archive/keith-cooper/dom14.pdf (Cooper, Harvey and Kennedy)
 */
export function dominators(ways: Ways): Dominators {
  const root = ways.size;
  const next = (node: number): readonly number[] => (node === root ? ways.entries : ways.next(node));
  const order = postorder(ways.size + 1, root, next);
  const rank = new Map(order.map((node, index) => [node, index]));
  const before = new Map<number, number[]>();
  for (const node of order) {
    for (const to of next(node)) {
      const froms = before.get(to);
      if (froms) froms.push(node);
      else before.set(to, [node]);
    }
  }

  const nearest = new Map<number, number>([[root, root]]);
  const meet = (one: number, other: number): number => {
    let [a, b] = [one, other];
    while (a !== b) {
      if (rank.get(a)! < rank.get(b)!) a = nearest.get(a)!;
      else b = nearest.get(b)!;
    }
    return a;
  };
  for (let changed = true; changed;) {
    changed = false;
    for (const node of order.toReversed()) {
      if (node === root) continue;
      const found = before.get(node)!.filter((from) => nearest.has(from));
      const met = found.reduce(meet);
      if (nearest.get(node) === met) continue;
      nearest.set(node, met);
      changed = true;
    }
  }
  return (node) => {
    const line: number[] = [];
    for (let now = nearest.has(node) ? node : root; now !== root; now = nearest.get(now)!) line.unshift(now);
    return line;
  };
}

/** A shortest route to the target that does not pass the gate, from its entry on; `undefined` where every route passes it. */
export function wayAround({ entries, next }: Ways, gate: number, target: number): readonly number[] | undefined {
  const from = new Map<number, number | undefined>(
    entries.filter((entry) => entry !== gate).map((entry) => [entry, undefined]),
  );
  for (const node of from.keys()) {
    if (node === target) {
      const route: number[] = [];
      for (let now: number | undefined = node; now !== undefined; now = from.get(now)) route.unshift(now);
      return route;
    }
    for (const to of next(node)) if (to !== gate && !from.has(to)) from.set(to, node);
  }
  return undefined;
}

/** The nodes that can be reached, each behind those that it leads to. */
function postorder(size: number, root: number, next: (node: number) => readonly number[]): readonly number[] {
  const order: number[] = [];
  const seen = new Uint8Array(size);
  seen[root] = 1;
  const path = [{ node: root, next: next(root), at: 0 }];
  for (let top = path.at(-1); top; top = path.at(-1)) {
    const to = top.next[top.at++];
    if (to === undefined) {
      order.push(top.node);
      path.pop();
    } else if (!seen[to]) {
      seen[to] = 1;
      path.push({ node: to, next: next(to), at: 0 });
    }
  }
  return order;
}
