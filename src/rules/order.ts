import type { Plan, Stage } from "#model/plan.ts";

/** Which stages end before which begin, near and far: for each stage a bit for every other one. */
interface Order {
  readonly numbers: ReadonlyMap<string, number>;
  readonly before: readonly Uint32Array[];
}

const known = new WeakMap<Plan, Order>();

/** Whether a stage ends before another one of its plan begins. */
export function endsBefore(plan: Plan, earlier: Stage, later: Stage): boolean {
  const { numbers, before } = orderOf(plan);
  const [from, to] = [numbers.get(earlier.id), numbers.get(later.id)];
  return from !== undefined && to !== undefined && from !== to && ((before[to]![from >> 5]! >> (from & 31)) & 1) === 1;
}

/** Found once a plan. The stages stand in topological order, so each needs only those that were done before it. */
function orderOf(plan: Plan): Order {
  const found = known.get(plan);
  if (found) return found;
  const numbers = new Map(plan.stages.map(({ id }, number) => [id, number]));
  const before: Uint32Array[] = [];
  for (const { after } of plan.stages) {
    const own = new Uint32Array((plan.stages.length >> 5) + 1);
    for (const id of after) {
      const number = numbers.get(id);
      if (number === undefined) continue;
      own[number >> 5]! |= 1 << (number & 31);
      for (const [word, bits] of (before[number] ?? []).entries()) own[word]! |= bits;
    }
    before.push(own);
  }
  const order = { numbers, before };
  known.set(plan, order);
  return order;
}
