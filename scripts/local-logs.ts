import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { errorMessage } from '../failure/error-message.ts';
import { connectEngine } from '../local/docker/dockerode-engine.ts';
import type { LocalEnvironment } from '../local/environment/local-environment.ts';
import { stateFile } from '../local/environment/state-files.ts';
import { environmentLogs } from '../local/lifecycle/commands/environment-logs.ts';
import { linesIn, writtenLogs } from '../local/lifecycle/commands/written-logs.ts';
import { type Definition, readDefinition } from '../local/lifecycle/definition.ts';
import { serviceFamilies } from '../local/lifecycle/release/service-families.ts';
import { localEnvironment } from './local-context.ts';
import { runScript } from './run-script.ts';
import { wholeNumberOption } from './whole-number-option.ts';

await runScript({
  name: 'local:logs',
  about:
    'shows the output of services (web, worker), tasks (web/1a2b3c4d), servers (postgres, control-plane, ...), or of all',
  operands: '[SERVICE ...]',
  options: {
    follow: { type: 'boolean', about: 'follow the output until Ctrl-C' },
    tail: { type: 'string', about: 'number of lines from the end of each container’s output (default 100)' },
  },
  examples: ['web --follow', 'web/1a2b3c4d --tail 1000', 'postgres edge'],
  run: async (context) => {
    const sources = context.operands;
    const tail = wholeNumberOption('tail', context.options.tail) ?? 100;
    const environment = localEnvironment();
    const workload = sources.length === 0 ? undefined : await lastWorkload(environment, context.say);
    await environmentLogs(connectEngine(), environment, {
      sources,
      families: workload === undefined ? {} : serviceFamilies(workload),
      follow: context.options.follow === true,
      tail,
      written: async (name) =>
        workload && (await writtenLogs(workload, name, tail, linesIn(environment, workload.region))),
      signal: context.signal,
      say: context.say,
      onLine: (name, line) =>
        context.print(context.json ? JSON.stringify({ source: name, line }) : `${name.padEnd(16)} ${line}`),
    });
    return 0;
  },
});

/** None before the first definition was synthesized: then no service runs either. */
async function lastWorkload(
  environment: LocalEnvironment,
  say: (text: string) => void,
): Promise<Definition['workload'] | undefined> {
  const folder = stateFile(environment, 'assembly');
  if (!existsSync(join(folder, 'manifest.json'))) return undefined;
  try {
    return (await readDefinition(folder)).workload;
  } catch (error) {
    // Servers and running tasks have logs even so.
    say(`Services are not known by their names: ${errorMessage(error)}`);
    return undefined;
  }
}
