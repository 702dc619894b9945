import { installedK6 } from '../k6/find-k6.ts';
import { type K6, k6At } from '../k6/k6-version.ts';

/** The k6 that tests run: the one on the PATH or the one that was installed before; undefined, and said aloud, where there is none. */
export async function realK6(): Promise<K6 | undefined> {
  const found = (await k6At('k6', process.env)) ?? (await k6At(installedK6(process.env), process.env));
  if (found === undefined) {
    process.stderr.write(
      'SKIPPED: the tests with the real k6, which is neither on the PATH nor installed.\n',
    );
  }
  return found;
}
