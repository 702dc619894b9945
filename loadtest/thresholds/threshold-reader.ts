import { wrongUsage } from '../../failure/wrong-usage.ts';

/** Reads a text from left to right. */
export interface ThresholdReader {
  /** The groups of a pattern, if the text goes on with it; the text behind it comes next. */
  readonly take: (pattern: RegExp) => Readonly<Record<string, string | undefined>> | undefined;
  /** The same; raises `BAD_THRESHOLD` if it does not. */
  readonly expect: (pattern: RegExp, what: string) => Readonly<Record<string, string | undefined>>;
  /** What is wrong with what was taken last. */
  readonly wrong: (what: string) => Error;
  readonly isAtEnd: () => boolean;
}

/** A reader of one threshold; `source` is where it stands, such as `--threshold` or `limits.txt, line 3`. */
export function thresholdReader(text: string, source: string): ThresholdReader {
  let position = skipped(text, 0);
  let last = position;
  const wrongAt = (at: number, what: string) =>
    wrongUsage('BAD_THRESHOLD', `${source}: '${text.trim()}' ${place(text, at)}: ${what}`, examples);
  const take: ThresholdReader['take'] = (pattern) => {
    const found = new RegExp(`^(?:${pattern.source})`, 'i').exec(text.slice(position));
    if (found === null) return undefined;
    last = position;
    position = skipped(text, position + found[0].length);
    return found.groups ?? {};
  };
  const expect: ThresholdReader['expect'] = (pattern, what) => {
    const found = take(pattern);
    if (found === undefined) throw wrongAt(position, what);
    return found;
  };
  return {
    ...{ take, expect },
    wrong: (what) => wrongAt(last, what),
    isAtEnd: () => position >= text.length,
  };
}

const examples =
  'For example: errors < 1% | dropped < 1% | p95(browse: product) < 800ms during scale-out | p99 < 2s from 2m to 5m, at least 50 samples';

function skipped(text: string, position: number): number {
  return position + (/^\s*/.exec(text.slice(position))?.[0].length ?? 0);
}

function place(text: string, at: number): string {
  const rest = text.slice(at).trim();
  return rest === '' ? 'ends too early' : `is wrong at '${rest}'`;
}
