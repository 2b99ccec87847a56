import { createInterface } from "node:readline";

/**
 * Asks at a terminal for what is missing. Lines are taken one by one, so that none is lost that was typed ahead; an end
 * of the input leaves the rest open.
 */
export async function ask<Field extends string>(
  fields: readonly Field[],
  questions: Readonly<Record<Field, string>>,
): Promise<Readonly<Partial<Record<Field, string>>>> {
  const dialogue = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answers: Partial<Record<Field, string>> = {};
    const lines = dialogue[Symbol.asyncIterator]();
    for (const field of fields) {
      dialogue.setPrompt(`${questions[field]} `);
      dialogue.prompt();
      const { value, done } = await lines.next();
      if (done) break;
      if (value.trim() !== "") answers[field] = value.trim();
    }
    return answers;
  } finally {
    dialogue.close();
  }
}
