/** Prints a line of the test's report. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
