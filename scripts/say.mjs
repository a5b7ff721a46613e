// What the scripts tell the person at the terminal: few lines, each once.

/** A step that is being done. */
export const step = (text) => console.log(`  · ${text}`);

/** Ends the process with a sentence that says what to do. */
export class Refusal extends Error {}

/** Runs a script's main function: a refusal is a sentence, anything else is shown whole. */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error instanceof Refusal ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
