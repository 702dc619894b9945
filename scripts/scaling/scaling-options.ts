import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cwd } from 'node:process';
import { type DefinedStack, readStacks } from '../../definition/read-stacks.ts';
import { wrongUsage } from '../../failure/wrong-usage.ts';
import {
  type GivenFacts,
  noFacts,
  parseFactsFile,
  withFacts,
} from '../../local/capacity/facts/given-facts.ts';
import { refuseMisnamedServices } from '../../local/capacity/facts/service-facts.ts';
import { synthesize } from '../../local/lifecycle/synth.ts';
import { environmentOption } from '../../operations/target.ts';
import type { ScriptContext, ScriptOption } from '../script.ts';
import { systemReason } from '../system-reason.ts';

/** The options of scripts that read a definition. */
export const definitionOptions: Readonly<Record<string, ScriptOption>> = {
  env: { type: 'string', value: 'NAME', about: 'local (default), small, staging or production' },
  assembly: {
    type: 'string',
    value: 'FOLDER',
    about:
      'a cloud assembly that has already been synthesized, such as cdk.out (default: the app of this checkout)',
  },
};

/** The options of scripts that need facts about the services. */
export const factOptions: Readonly<Record<string, ScriptOption>> = {
  facts: {
    type: 'string',
    value: 'FILE',
    about: 'JSON file with facts about the services, such as what a request costs',
  },
  fact: {
    type: 'string',
    value: 'NAME=VALUE',
    multiple: true,
    about: 'a single fact, such as web.cpuSeconds=0.1 (may be repeated)',
  },
};

/**
 * The stacks that `--env` or `--assembly` names. The app is a pure function of its sources, so that an assembly is kept
 * for as long as they stay as they are.
 */
export async function definedStacks({
  options,
  signal,
}: Pick<ScriptContext, 'options' | 'signal'>): Promise<readonly DefinedStack[]> {
  const environment = environmentOption(options.env);
  if (options.assembly !== undefined) return await readStacks(String(options.assembly));
  const checkout = cwd();
  const { folder } = await synthesize({
    ...{ checkout, signal, context: { environment, draft: 'read' } },
    folder: join(checkout, 'node_modules', '.cache', 'assemblies', environment),
  });
  return await readStacks(folder);
}

/** The stacks, and the facts about their services that `--facts` and `--fact` give. */
export async function stacksWithFacts(
  context: Pick<ScriptContext, 'options' | 'lists' | 'signal'>,
): Promise<{ readonly stacks: readonly DefinedStack[]; readonly facts: GivenFacts }> {
  const facts = await givenFacts(context);
  const stacks = await definedStacks(context);
  refuseMisnamedServices(
    facts,
    stacks.flatMap(({ workload }) => workload.services.map(({ name }) => name)),
  );
  return { stacks, facts };
}

async function givenFacts({ options, lists }: Pick<ScriptContext, 'options' | 'lists'>): Promise<GivenFacts> {
  const file = options.facts;
  const facts = file === undefined ? noFacts : parseFactsFile(await readGiven('facts', file), String(file));
  return withFacts(facts, lists.fact ?? []);
}

/** The text of a file that an option names. Raises `BAD_ARGUMENT` where it cannot be read. */
export async function readGiven(
  option: string,
  file: string | boolean,
  hint = 'Name an existing file.',
): Promise<string> {
  try {
    return await readFile(String(file), 'utf8');
  } catch (error) {
    throw wrongUsage(
      'BAD_ARGUMENT',
      `The file '${file}' of --${option} cannot be read: ${systemReason(error)}`,
      hint,
    );
  }
}
