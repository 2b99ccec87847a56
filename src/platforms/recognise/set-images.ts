/**
 * The image references among Helm's `--set` values (https://helm.sh/docs/intro/using_helm/): `image=ghcr.io/acme/shop:1.2.3`,
 * or `web.image.repository=ghcr.io/acme/shop,web.image.tag=1.2.3`. A tag whose repository stands in the chart is an image
 * of the value's own name.
 */
export function imagesSet(settings: readonly string[]): readonly string[] {
  const whole: string[] = [];
  const parts = new Map<string, { repository?: string; version?: string }>();
  for (const [key, value] of settings.flatMap(pairsIn)) {
    const [, image, part] = /^((?:.+\.)?image)(?:\.(repository|tag|digest))?$/i.exec(key) ?? [];
    if (image === undefined || value === "") continue;
    if (part === undefined) whole.push(value);
    else {
      const found = parts.get(image) ?? {};
      if (part === "repository") found.repository = value;
      else found.version = part === "digest" ? `@${value}` : (found.version ?? `:${value}`);
      parts.set(image, found);
    }
  }
  const joined = [...parts].flatMap(([image, { repository, version }]) =>
    version === undefined ? [] : [`${repository ?? image}${version}`],
  );
  return [...whole, ...joined];
}

/** `a=1,b=2`, without cutting through an expression. */
function pairsIn(setting: string): readonly (readonly [string, string])[] {
  const pairs: string[] = [];
  let isOpen = false;
  for (const piece of setting.split(",")) {
    if (isOpen) pairs.push(`${pairs.pop() ?? ""},${piece}`);
    else pairs.push(piece);
    const opened = piece.lastIndexOf("${{");
    const closed = piece.lastIndexOf("}}");
    isOpen = opened > closed || (isOpen && closed === -1);
  }
  return pairs.flatMap((pair) => {
    const equals = pair.indexOf("=");
    return equals < 1 ? [] : [[pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()] as const];
  });
}
