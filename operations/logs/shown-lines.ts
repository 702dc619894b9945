/** A line of one source, whatever it was read from. */
export interface TimedText {
  readonly atMs: number;
  readonly text: string;
}

/** How far a source has been shown: the time of the newest line, and the lines that have this time. */
export interface ShownLines {
  readonly atMs: number;
  readonly texts: readonly string[];
}

/** CloudWatch Logs takes no empty message, and the shipping of logs cuts longer ones. */
const longestMessage = 256 * 1024;

/**
 * What has been shown after one more line. A source’s lines have times that do not fall: a line with an earlier time than
 * the one above it counts as of the same time, as it does where it is shipped to CloudWatch Logs.
 */
export function shownAfter(shown: ShownLines | undefined, { atMs, text }: TimedText): ShownLines {
  const texts = [asShipped(text)];
  if (shown === undefined || atMs > shown.atMs) return { atMs, texts };
  return { atMs: shown.atMs, texts: [...shown.texts, ...texts] };
}

/**
 * Tells, line by line, which lines of a source that is read again were not shown: by another reading of the container, or
 * of what it has written to CloudWatch Logs. The reading has to begin with the time up to which was shown; what comes
 * before the lines that were shown of this very time, as `--tail` leaves it out, counts as shown.
 */
export function notShownYet(shown: ShownLines | undefined): (line: TimedText) => boolean {
  if (shown === undefined) return () => true;
  const again: string[] = [];
  let isBehind = true;
  return ({ atMs, text }) => {
    if (!isBehind || atMs > shown.atMs) {
      isBehind = false;
      return true;
    }
    if (atMs < shown.atMs) return false;
    again.push(asShipped(text));
    isBehind = !endsWith(again, shown.texts);
    return false;
  };
}

function endsWith(texts: readonly string[], end: readonly string[]): boolean {
  return end.length <= texts.length && end.every((text, index) => text === texts.at(index - end.length));
}

function asShipped(text: string): string {
  return text.slice(0, longestMessage) || ' ';
}
