import { absent, declared, type Fact, unknown } from "#model/fact.ts";
import { startOf } from "#model/place.ts";
import type { Migration } from "#model/repository.ts";

/**
 * Migrations of a database: of each folder of them the newest, since those before it have been released. Tools order
 * them by the number or time that their names begin with.
 * https://documentation.red-gate.com/flyway/flyway-concepts/migrations
 */
export function newestMigrations(paths: readonly string[]): readonly string[] {
  const newest = new Map<string, string>();
  for (const path of paths) {
    const [, folder, name] = /^((?:.*\/)?(?:migrations?|migrate|flyway\/sql|db\/migration))\/(.+)$/i.exec(path) ?? [];
    if (folder === undefined || name === undefined || !/\.(?:sql|rb|py|cs|ts|js)$/.test(name) || isUndo(name)) continue;
    const before = newest.get(folder);
    if (before === undefined || inOrder(before.slice(folder.length + 1), name) < 0) newest.set(folder, path);
  }
  return [...newest.values()];
}

let collator: Intl.Collator | undefined;

/** Made when it is needed: it takes longer than a small check may. */
const inOrder = (one: string, other: string): number =>
  (collator ??= new Intl.Collator("en", { numeric: true })).compare(one, other);

/** Scripts that go back, and files beside the migrations. */
const isUndo = (name: string): boolean =>
  /(?:^|\/)U\d|(?:^|[/._-])(?:down|undo|rollback)\.|(?:^|\/)(?:__init__|env|index|schema)\.|Snapshot\.cs$|\.Designer\.cs$/.test(
    name,
  );

/** What a migration takes away. Only SQL says so by itself: programs hold the way back beside the way there. */
export function migrationOf(path: string, text: string): Migration {
  const at = startOf(path);
  return {
    name: path,
    at,
    destroys: path.endsWith(".sql") ? destroyedBySql(path, text) : perhapsByProgram(path, text),
  };
}

const destructive =
  /\bdrop\s+(?:table|column|schema|database|view|materialized\s+view|type)\b|\btruncate\s+(?:table\s+)?[\w"`.[\]]+|\balter\s+table\b[^;]{0,500}?\bdrop\s+(?!constraint|index|default|not\b|foreign|primary)/i;

function destroyedBySql(path: string, text: string): Fact<string> {
  const plain = blanked(text);
  const found = destructive.exec(plain) ?? deletion(plain);
  if (!found) return absent(startOf(path));
  const line = plain.slice(0, found.index).split("\n").length;
  const words = found[0].replaceAll(/\s+/g, " ").trim();
  return declared(words.length > 60 ? `${words.slice(0, 59)}…` : words, { file: path, line, column: 1 });
}

/** `DELETE FROM` without `WHERE` empties a table. */
function deletion(text: string): RegExpExecArray | undefined {
  for (const found of text.matchAll(/\bdelete\s+from\s+[\w"`.[\]]+[^;]{0,2000}/gi)) {
    if (!/\bwhere\b/i.test(found[0])) return found;
  }
  return undefined;
}

/** The text with comments and strings blanked, so that words in them count for nothing; lines stay. */
const blanked = (text: string): string =>
  text.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g, (found) => found.replaceAll(/[^\n]/g, " "));

const words =
  /\b(?:drop_table|remove_columns?|drop_column|drop_join_table|remove_reference|DropTable|DropColumn|dropTable|dropColumn|removeColumns?|DeleteModel|RemoveField|drop\s+table|DROP\s+TABLE|drop\s+column|DROP\s+COLUMN)\b/;

function perhapsByProgram(path: string, text: string): Fact<string> {
  const found = words.exec(text);
  if (!found) return absent(startOf(path));
  const at = { file: path, line: text.slice(0, found.index).split("\n").length, column: 1 };
  return unknown(
    "elsewhere",
    `\`${path}\` holds \`${found[0]}\`, on the way there or on the way back`,
    at,
    "read the migration: what it takes away must have been unused since the release before",
  );
}

/** A document that says what is to be done about a change of data: among the migrations, or named for it. */
export const instructionsIn = (paths: readonly string[]): Fact<string> => {
  const found = paths.find(
    (path) =>
      /(?:^|\/)(?:migrations?|migrate)\/(?:[^/]+\/)?[^/]+\.(?:md|markdown|adoc)$/i.test(path) ||
      /(?:^|\/)[^/]*(?:migration|data-change|schema-change|database)[^/]*\.(?:md|markdown|adoc)$/i.test(path),
  );
  return found === undefined ? absent(startOf(".")) : declared(found, startOf(found));
};
