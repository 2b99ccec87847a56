// https://www.gnu.org/software/make/manual/make.html#Rules
// Each line of a recipe is a shell of its own; one that begins with `-` may fail.

export interface Recipe {
  readonly text: string;
  /** Of its first character in the makefile. */
  readonly offset: number;
}

interface Rule {
  readonly needs: string[];
  readonly recipes: Recipe[];
}

const RULE = /^([^\s#:=][^#:=]*?)\s*::?(?!=)\s*([^#=]*?)\s*(?:#.*)?$/;
const VARIABLE = /^(?:export\s+)?([A-Za-z_][\w.-]*)\s*(?::{0,3}|\?)=\s*([^#]*)/;
const MOST = 500;

/** The recipes that the targets run, those of what they depend on first. The first target is the default one. */
export function makeRecipes(source: string, targets: readonly string[]): readonly Recipe[] {
  const { rules, variables, first } = read(source);
  const wanted = targets.length > 0 ? targets : first === undefined ? [] : [first];
  const found: Recipe[] = [];
  const seen = new Set<string>();
  const visit = (target: string, depth: number): void => {
    if (depth > 30 || seen.size > MOST || seen.has(target)) return;
    seen.add(target);
    const rule = rules.get(target);
    for (const need of rule?.needs ?? []) visit(need, depth + 1);
    for (const recipe of rule?.recipes ?? []) found.push(shellText(recipe, target, variables));
  };
  for (const target of wanted) visit(target, 0);
  return found;
}

function read(source: string): {
  readonly rules: ReadonlyMap<string, Rule>;
  readonly variables: ReadonlyMap<string, string>;
  readonly first: string | undefined;
} {
  const rules = new Map<string, Rule>();
  const variables = new Map<string, string>();
  let first: string | undefined;
  let current: readonly string[] = [];
  let offset = 0;
  let open: { text: string; offset: number } | undefined;
  for (const raw of source.split("\n")) {
    const start = offset;
    offset += raw.length + 1;
    const line = raw.replace(/\r$/, "");
    if (open) open.text += `\n${line}`;
    else open = { text: line, offset: start };
    if (line.endsWith("\\")) continue;
    const { text, offset: at } = open;
    open = undefined;
    if (text.startsWith("\t")) {
      for (const name of current) rules.get(name)?.recipes.push({ text, offset: at });
      continue;
    }
    if (text.trim() === "" || text.length > 4000) continue;
    const variable = VARIABLE.exec(text);
    if (variable?.[1] !== undefined) {
      variables.set(variable[1], (variable[2] ?? "").trim());
      continue;
    }
    const rule = RULE.exec(text.replaceAll("\\\n", " "));
    if (!rule) {
      if (!/^\s/.test(text)) current = [];
      continue;
    }
    const names = (rule[1] ?? "").split(/\s+/).slice(0, 20);
    if (names[0]?.startsWith(".")) {
      current = [];
      continue;
    }
    current = names;
    first ??= names[0];
    const needs = (rule[2] ?? "").split(/\s+/).filter((need) => need !== "" && need !== "|");
    for (const name of names) {
      const before = rules.get(name);
      if (before) before.needs.push(...needs);
      else rules.set(name, { needs: [...needs], recipes: [] });
    }
  }
  return { rules, variables, first };
}

/** A recipe as the shell sees it, of the same length up to its first variable, so that places stay true. */
function shellText(recipe: Recipe, target: string, variables: ReadonlyMap<string, string>): Recipe {
  const [, signs = ""] = /^\t[ \t]*([-@+ ]*)/.exec(recipe.text) ?? [];
  const lead = /^\t[ \t]*[-@+ ]*/.exec(recipe.text)?.[0].length ?? 0;
  const body = expand(recipe.text.slice(lead), target, variables, 0);
  return { text: signs.includes("-") ? `${body} || true` : body, offset: recipe.offset + lead };
}

function expand(text: string, target: string, variables: ReadonlyMap<string, string>, depth: number): string {
  if (depth > 5 || text.length > 20_000) return text;
  return text
    .replaceAll("$@", target)
    .replace(/\$\$|\$\(([\w.-]+)\)|\$\{([\w.-]+)\}|\$\(MAKE\)/g, (found, round?: string, curly?: string) => {
      if (found === "$$") return "$";
      const name = round ?? curly ?? "";
      if (name === "MAKE") return "make";
      const value = variables.get(name);
      return value === undefined || value.includes("$(shell")
        ? `\${${name}}`
        : expand(value, target, variables, depth + 1);
    });
}
