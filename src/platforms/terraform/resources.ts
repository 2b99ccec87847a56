import type { HclBlock, HclBody, HclExpression } from "#syntax/hcl.ts";
import { evaluate, type Scope, valuesOf } from "./evaluate.ts";
import type { Resource, Value } from "./value.ts";

/** What files of one configuration declare, and why some of it cannot be told. */
export interface Declared {
  readonly resources: readonly Resource[];
  /** By the type of the resource. */
  readonly unsettled: readonly { readonly type: string; readonly note: string }[];
}

/** How many resources one block may make. */
const most = 200;

/** The resources of the files of one folder, `.tf` or `.tofu`. */
export function resourcesIn(bodies: readonly HclBody[]): Declared {
  const blocks = bodies.flatMap((body) => body.blocks);
  const scope = scopeOf(blocks);
  const resources: Resource[] = [];
  const unsettled: { type: string; note: string }[] = [];
  for (const block of blocks) {
    const [type, name] = block.labels;
    if (block.type !== "resource" || type === undefined || name === undefined) continue;
    const instances = instancesOf(block, scope);
    if (typeof instances === "string") unsettled.push({ type, note: `${type}.${name} is left out: ${instances}` });
    else
      for (const { suffix, each } of instances) {
        const values = valuesOf(block, each ? { ...scope, each } : scope);
        resources.push({ type, address: `${type}.${name}${suffix}`, at: block.at, values });
      }
  }
  return { resources, unsettled };
}

function scopeOf(blocks: readonly HclBlock[]): Scope {
  const variables = new Map<string, HclExpression>();
  const locals = new Map<string, HclExpression>();
  const known = new Map<string, HclBlock>();
  for (const block of blocks) {
    const { type, labels, body } = block;
    const [first = "", second = ""] = labels;
    const initial = body.attributes.find(({ name }) => name === "default");
    if (type === "variable" && initial) variables.set(first, initial.value);
    if (type === "locals") for (const { name, value } of body.attributes) locals.set(name, value);
    if (type === "resource") known.set(`${first}.${second}`, block);
    if (type === "data") known.set(`data.${first}.${second}`, block);
  }
  return { variables, locals, blocks: known, known: new Map(), depth: 0 };
}

interface Instance {
  readonly suffix: string;
  readonly each: Scope["each"];
}

/** How often a block is made; a clause where that cannot be told. */
function instancesOf({ body }: HclBlock, scope: Scope): readonly Instance[] | string {
  const attribute = (name: string): Value | undefined => {
    const found = body.attributes.find((each) => each.name === name);
    return found && evaluate(found.value, scope);
  };
  const each = attribute("for_each");
  const count = attribute("count");
  if (each) {
    const keys = keysOf(each);
    const written = each.kind === "open" || each.kind === "link" ? ` \`${each.text}\`` : "";
    if (!keys) return `its \`for_each\`${written} is not constant`;
    return keys.length > most ? `it is made more than ${most} times` : keys;
  }
  if (!count) return [{ suffix: "", each: undefined }];
  const times = count.kind === "constant" ? Number(count.value) : Number.NaN;
  if (!Number.isSafeInteger(times)) return "its `count` is not constant";
  if (times > most) return `it is made more than ${most} times`;
  return Array.from({ length: Math.max(0, times) }, (_, index) => ({ suffix: `[${index}]`, each: undefined }));
}

function keysOf(each: Value): readonly Instance[] | undefined {
  const instance = (key: string, value: Value): Instance => ({
    suffix: `[${JSON.stringify(key)}]`,
    each: { key: { kind: "constant", value: key, at: value.at }, value },
  });
  if (each.kind === "object") return [...each.entries].map(([key, value]) => instance(key, value));
  if (each.kind !== "list") return undefined;
  const keys = each.items.map((item) => (item.kind === "constant" ? instance(String(item.value), item) : undefined));
  return keys.every((key) => key !== undefined) ? keys : undefined;
}
