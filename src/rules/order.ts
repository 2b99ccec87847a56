import type { Plan, Stage } from "#model/plan.ts";

/** Which stages end before which begin, near and far: for each stage a bit for every other one. */
interface Order {
  readonly numbers: ReadonlyMap<string, number>;
  readonly before: readonly Uint32Array[];
}

const known = new WeakMap<Plan, Order>();

/** Tells which stages of a plan end before a stage begins. */
export function endsBefore(plan: Plan, later: Stage): (earlier: Stage) => boolean {
  const { numbers, before } = orderOf(plan);
  const bits = before[numbers.get(later.id) ?? -1];
  return ({ id }) => {
    const number = numbers.get(id);
    return bits !== undefined && number !== undefined && ((bits[number >> 5]! >> (number & 31)) & 1) === 1;
  };
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
      before[number]?.forEach((bits, word) => (own[word]! |= bits));
    }
    before.push(own);
  }
  const order = { numbers, before };
  known.set(plan, order);
  return order;
}
