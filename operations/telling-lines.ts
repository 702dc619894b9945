/** How much of a program's output is searched for the cause of its end, in lines. */
export const searchedLines = 300;

const shownLines = 20;

/**
 * What a program's output says of why it failed: the line of the exception, wherever it is, and the last lines,
 * with the frames of backtraces folded. Ruby names the exception first and prints a hundred frames after it.
 */
export function tellingLines(output: readonly string[]): readonly string[] {
  const folded = foldBacktraces(output);
  const last = folded.slice(-shownLines);
  const cause = causeIn(folded);
  if (cause === undefined || last.includes(cause)) return last;
  return [cause, '...', ...last.slice(2)];
}

/** Exceptions so many lines apart belong together: one is the cause of the other. */
const nearby = 10;

/** The exception that a program ended with, as far as its output names one. */
export function exceptionIn(output: readonly string[]): string | undefined {
  return causeIn(foldBacktraces(output))?.trim();
}

/** The first of the last exceptions: programs log others that they survive, and Rake one that causes the next. */
function causeIn(lines: readonly string[]): string | undefined {
  const found = lines.flatMap((line, at) => (namesException(line) ? [at] : []));
  const first = found.findLast((at, index) => index === 0 || at - (found[index - 1] ?? 0) > nearby);
  return first === undefined ? undefined : lines[first];
}

function foldBacktraces(output: readonly string[]): readonly string[] {
  const folded: string[] = [];
  let frames = 0;
  for (const line of [...output, undefined]) {
    if (line !== undefined && isFrame(line)) frames += 1;
    else {
      if (frames > 0) folded.push(`    (${frames} ${frames === 1 ? 'line' : 'lines'} of a backtrace)`);
      frames = 0;
      if (line !== undefined) folded.push(line);
    }
  }
  return folded;
}

/** A place in the code and nothing else: Ruby's, then that of JavaScript and Java. */
function isFrame(line: string): boolean {
  return /^\s*(?:from )?\S+:\d+:in [`'][^'`]*'$/.test(line) || /^\s+at \S.*(?::\d+|\))$/.test(line);
}

const exceptionLines = [
  // Go
  /^(?:panic|fatal error): \S/,
  // Ruby on its own: /app/a.rb:1:in 'read': No such file (Errno::ENOENT)
  /: .+ \([A-Z]\w*(?:::[A-Z]\w*)*\)$/,
  // Rake, JavaScript, Python: NameError: uninitialized constant
  /^\s*(?:Uncaught )?(?:[A-Z]\w*(?:::[A-Z]\w*)+|[\w.]*(?:Error|Exception))(?: \[\w+\])?: \S/,
  // The log of Rails: ActionController::ParameterMissing (param is missing):
  /(?:^|\s)(?:[A-Z]\w*(?:::[A-Z]\w*)+|[A-Z]\w*(?:Error|Exception)) \(.+\):?$/,
];

/** Whether a line tells of an exception, as the languages that stores are written in do. */
export function namesException(line: string): boolean {
  return exceptionLines.some((pattern) => pattern.test(line));
}
