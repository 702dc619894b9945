import { Failure } from '../../../failure/failure.ts';

/** Values by the name of a template's parameter or of a parameter of Parameter Store. */
export type GivenParameters = Readonly<Record<string, string>>;

/** Reads `NAME=VALUE`; the value may hold further equals signs. Raises `BAD_ARGUMENT`. */
export function parseParameters(pairs: readonly string[]): GivenParameters {
  return Object.fromEntries(pairs.map(parsePair));
}

function parsePair(pair: string): readonly [string, string] {
  const at = pair.indexOf('=');
  if (at > 0) return [pair.slice(0, at), pair.slice(at + 1)];
  // The text may be a value, so it is not shown.
  throw new Failure('BAD_ARGUMENT', '--parameter must have the form NAME=VALUE', {
    hint: 'See: npx -y pnpm@12 local:up --help',
    exitCode: 2,
  });
}
