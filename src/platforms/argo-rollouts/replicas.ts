/**
 * How many pods of each version stand at a weight when no traffic router splits traffic: the controller takes the counts
 * nearest to the weight, never none of either between 1 and 99 unless a single replica may not surge.
 * (`approximateWeightedCanaryStableReplicaCounts` in
 * https://github.com/argoproj/argo-rollouts/blob/master/utils/replicaset/canary.go)
 */
export function sharedReplicas(replicas: number, weight: number, surge: number, whole = 100): number {
  if (replicas === 0) return 0;
  const up = Math.ceil((replicas * weight) / whole);
  const down = Math.floor((replicas * weight) / whole);
  const mayBeNone = weight === whole || weight === 0 || (replicas === 1 && surge === 0);
  const options: { readonly canary: number; readonly total: number }[] = [];
  const offer = (total: number) => {
    if (total > replicas || up < replicas || mayBeNone) options.push({ canary: up, total });
    if ((total * (weight / whole)) % 1 !== 0.5 && (down !== 0 || mayBeNone)) options.push({ canary: down, total });
  };
  offer(replicas);
  if (surge > 0) offer(replicas + 1);
  const distance = ({ canary, total }: { readonly canary: number; readonly total: number }) =>
    Math.abs((canary * whole) / total - weight);
  const best = options.reduce<{ readonly canary: number; readonly total: number } | undefined>(
    (chosen, option) => (chosen && distance(chosen) <= distance(option) ? chosen : option),
    undefined,
  );
  return best ? best.canary / best.total : 0;
}

/** `maxSurge` in pods, rounded up; 25 % where it is not set. Every text is a percentage, with or without its sign. */
export function surgeOf(value: string | number | boolean | null | undefined, replicas: number): number | undefined {
  if (value === undefined || value === null) return Math.ceil(replicas * 0.25);
  if (typeof value === "number") return Number.isInteger(value) && value >= 0 ? value : undefined;
  const percent = typeof value === "string" ? /^(\d{1,3})%?$/.exec(value)?.[1] : undefined;
  return percent === undefined ? undefined : Math.ceil((replicas * Number(percent)) / 100);
}
