import { isPublicParameter } from '../../../definition/resolution/stored-parameter.ts';
import type { StackDefinition } from '../../../definition/template/template.ts';
import type { Failure } from '../../../failure/failure.ts';
import { wrongUsage } from '../../../failure/wrong-usage.ts';
import { ownValue } from '../../../json/own-value.ts';
import type { KeptParameters } from '../../providers/parameters/kept-parameters.ts';
import type { GivenParameters } from './given-parameters.ts';
import { type StoredName, storedNames } from './stored-names.ts';

export interface ParameterSources {
  /** What `local:up` was given now. */
  readonly given: GivenParameters;
  /** What was kept before. */
  readonly kept: KeptParameters;
  /** The value in the running environment's Parameter Store; undefined if it has none or does not run. */
  readonly running: (stored: StoredName) => Promise<string | undefined>;
}

/**
 * The values for a template's parameters and for what it reads from Parameter Store: the given one, else the one in
 * the running environment, else the one that was kept. Raises `BAD_ARGUMENT` for a given name that nothing reads.
 */
export async function provideParameters(
  stack: StackDefinition,
  sources: ParameterSources,
): Promise<KeptParameters> {
  const { given, kept } = sources;
  const isDeclared = ([name]: readonly [string, string]) => Object.hasOwn(stack.template.Parameters, name);
  const template = Object.fromEntries(Object.entries({ ...kept.template, ...given }).filter(isDeclared));
  const stored = await provideStored(stack, template, sources);
  const unread = Object.keys(given).find((name) => !Object.hasOwn(template, name) && !stored.names.has(name));
  if (unread !== undefined)
    throw notRead(unread, [...Object.keys(stack.template.Parameters), ...stored.names]);
  return { template, stored: stored.values };
}

/** A value may lead to further names, so the template is looked at until there are no new ones. */
async function provideStored(
  stack: StackDefinition,
  template: KeptParameters['template'],
  sources: ParameterSources,
): Promise<{ readonly names: ReadonlySet<string>; readonly values: KeptParameters['stored'] }> {
  const names = new Set<string>();
  const values: Record<string, string> = {};
  for (;;) {
    const found = storedNames(stack, { template, stored: values }).filter(({ name }) => !names.has(name));
    if (found.length === 0) return { names, values };
    for (const stored of found) {
      const { name } = stored;
      names.add(name);
      const value = await provideOne(stored, sources);
      if (value !== undefined) values[name] = value;
    }
  }
}

/** LocalStack makes up some of AWS's public parameters: those are given or missing. */
async function provideOne(
  stored: StoredName,
  { given, kept, running }: ParameterSources,
): Promise<string | undefined> {
  const { name } = stored;
  const now = ownValue(given, name) ?? (isPublicParameter(name) ? undefined : await running(stored));
  return now ?? ownValue(kept.stored, name);
}

function notRead(name: string, known: readonly string[]): Failure {
  return wrongUsage(
    'BAD_ARGUMENT',
    `The template does not use a parameter named ${name}`,
    known.length === 0 ? 'It has no parameters.' : `Known parameters: ${known.join(', ')}.`,
  );
}
