// Everything set-up says goes to stderr: the standard output of `cli` and `sandbox` is a machine interface.

/**
 * Says one line to the developer.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`passerelle: ${line}\n`);
}

/**
 * Runs one step of set-up; says what it does, that it still runs (every 10 s), and how long it took.
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @param {(result: T) => string} [outcome] how it ended, in a word, when that is not always "done"
 * @returns {Promise<T>}
 */
export async function step(what, work, outcome = () => 'done') {
  const begun = Date.now();
  const seconds = () => ((Date.now() - begun) / 1000).toFixed(1);
  say(`${what} …`);
  const beat = setInterval(() => say(`${what} … still working (${seconds()} s)`), 10_000);
  try {
    const result = await work();
    say(`${what}: ${outcome(result)} in ${seconds()} s`);
    return result;
  } finally {
    clearInterval(beat);
  }
}
