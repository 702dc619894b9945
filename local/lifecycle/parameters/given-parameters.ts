import { command } from '../../../failure/command.ts';
import type { Failure } from '../../../failure/failure.ts';
import { wrongUsage } from '../../../failure/wrong-usage.ts';

/** Values by the name of a template's parameter or of a parameter of Parameter Store. */
export type GivenParameters = Readonly<Record<string, string>>;

/** Reads `NAME=VALUE`; the value may hold further equals signs. Raises `BAD_ARGUMENT`. */
export function parseParameters(pairs: readonly string[]): GivenParameters {
  const values = new Map<string, string>();
  for (const [name, value] of pairs.map(parsePair)) {
    if (values.has(name)) throw badParameter(`--parameter gives ${name} more than one value`);
    values.set(name, value);
  }
  return Object.fromEntries(values);
}

function parsePair(pair: string): readonly [string, string] {
  const at = pair.indexOf('=');
  if (at > 0) return [pair.slice(0, at), pair.slice(at + 1)];
  // The text may be a value, so it is not shown.
  throw badParameter('--parameter must have the form NAME=VALUE');
}

function badParameter(problem: string): Failure {
  return wrongUsage('BAD_ARGUMENT', problem, `See: ${command('local:up')} --help`);
}
