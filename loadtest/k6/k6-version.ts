import { Failure } from '../../failure/failure.ts';
import { run } from '../../local/processes/run.ts';

/** The k6 to run the load tests with. */
export interface K6 {
  readonly path: string;
  /** Such as `1.1.0`. */
  readonly version: string;
}

/** Exit codes of a shell for a program that is not there, or is none. */
const notThere = [126, 127];

/**
 * The k6 at a path, or of this name on the PATH; undefined where there is none. Raises `K6_UNSUPPORTED` for any version but
 * 1.x and 2.x.
 */
export async function k6At(
  path: string,
  environment: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<K6 | undefined> {
  const { exitCode, stdout, stderr } = await run(path, ['version'], {
    env: environment,
    allowFailure: true,
    timeoutMs: 30_000,
    ...(signal === undefined ? {} : { signal }),
  });
  signal?.throwIfAborted();
  if (notThere.includes(exitCode)) return undefined;
  const version = parseK6Version(stdout);
  if (version !== undefined) return { path, version };
  const said = (stdout.trim() || stderr.trim()).split('\n')[0] ?? '';
  throw new Failure(
    'K6_UNSUPPORTED',
    `\`${path} version\` says '${said}'; the load tests need k6 1.x or 2.x.`,
    {
      hint: 'Update k6, or take it off the PATH: the load tests then install one for themselves.',
    },
  );
}

/** The version in what `k6 version` prints, if it is 1.x or 2.x. */
export function parseK6Version(text: string): string | undefined {
  return /\bv([12]\.\d+\.\d+[^\s,)]*)/.exec(text)?.[1];
}
