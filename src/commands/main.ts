import { nearest } from "#model/nearest.ts";
import { UsageError } from "#model/usage-error.ts";
import { failure } from "./failure.ts";
import about from "../../package.json" with { type: "json" };
import { table } from "./table.ts";

/** Runs the command that the arguments call, and sets the exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", quietlyEnd);
  try {
    await run(argv);
  } catch (error) {
    const { text, code } = failure(error, process.env["BAKEWELL_DEBUG"] === "1");
    process.stderr.write(text);
    process.exitCode = code;
  }
}

async function run(argv: readonly string[]): Promise<void> {
  if (argv[0] === "--version") {
    process.stdout.write(`bakewell/${about.version} ${process.platform}-${process.arch} node-${process.version}\n`);
    return;
  }
  const asksHelp = argv.length === 0 || argv[0] === "help" || beforeDashes(argv).includes("--help");
  const words = asksHelp ? argv.filter((word) => word !== "help" && word !== "--help") : argv;
  const called = callOf(words);
  if (asksHelp) {
    const { showHelp } = await import("./help.ts");
    return showHelp(called?.name ?? topicOf(words));
  }
  const load = called && table.get(called.name);
  if (!load) {
    const { showHelp } = await import("./help.ts");
    return showHelp(topicOf(words));
  }
  const { default: Called } = await load();
  Called.id = called.name.replaceAll(" ", ":");
  await Called.start(called.rest);
}

/** The command with the most leading words, and the arguments that follow them. */
function callOf(words: readonly string[]): { readonly name: string; readonly rest: string[] } | undefined {
  for (const count of [2, 1]) {
    const name = words.slice(0, count).join(" ");
    if (table.has(name)) return { name, rest: words.slice(count) };
  }
  return undefined;
}

/** The topic that the first word names; an empty text where there is no word. */
function topicOf(words: readonly string[]): string {
  const [first = "", second] = words;
  if (first === "") return "";
  const names = [...table.keys()];
  const inTopic = names.filter((name) => name.startsWith(`${first} `));
  if (inTopic.length > 0 && (second === undefined || second.startsWith("-"))) return first;
  const wrong = inTopic.length > 0 ? `${first} ${second}` : first;
  if (first.startsWith("-")) throw new UsageError(`unknown flag ${first}`, { hint: "write the command first" });
  const meant = nearest(
    wrong,
    inTopic.length > 0 ? inTopic : names.flatMap((name) => [name, name.split(" ")[0] ?? name]),
  );
  throw new UsageError(`unknown command ${wrong}`, {
    hint: meant ? `did you mean ${meant}?` : "bakewell --help lists the commands",
  });
}

function beforeDashes(argv: readonly string[]): readonly string[] {
  const dashes = argv.indexOf("--");
  return dashes < 0 ? argv : argv.slice(0, dashes);
}

/** A reader that stopped reading, like `head`, is no error. */
function quietlyEnd(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}
