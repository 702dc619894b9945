import { Failure } from '../failure/failure.ts';
import { connectEngine } from '../local/docker/dockerode-engine.ts';
import type { LocalEnvironment } from '../local/environment/local-environment.ts';
import { stateFile } from '../local/environment/state-files.ts';
import { environmentLogs } from '../local/lifecycle/commands/environment-logs.ts';
import { linesIn, writtenLogs } from '../local/lifecycle/commands/written-logs.ts';
import { type Definition, readDefinition } from '../local/lifecycle/definition.ts';
import { serviceFamilies } from '../local/lifecycle/release/service-families.ts';
import { localEnvironment } from './local-context.ts';
import { runScript } from './run-script.ts';

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
    const environment = localEnvironment();
    const tail = tailOption(context.options.tail);
    const workload = sources.length === 0 ? undefined : await lastWorkload(environment);
    await environmentLogs(connectEngine(), environment, {
      sources,
      families: workload === undefined ? {} : serviceFamilies(workload),
      follow: context.options.follow === true,
      tail,
      written: async (name) =>
        workload && (await writtenLogs(workload, name, tail, linesIn(environment, workload.region))),
      signal: context.signal,
      onLine: (name, line) =>
        context.print(context.json ? JSON.stringify({ source: name, line }) : `${name.padEnd(16)} ${line}`),
    });
    return 0;
  },
});

/** None before the first definition was synthesized: then no service runs either. */
async function lastWorkload(environment: LocalEnvironment): Promise<Definition['workload'] | undefined> {
  return (await readDefinition(stateFile(environment, 'assembly')).catch(() => undefined))?.workload;
}

function tailOption(value: string | boolean | undefined): number {
  const lines = value === undefined ? 100 : Number(value);
  if (Number.isInteger(lines) && lines >= 0) return lines;
  throw new Failure('BAD_ARGUMENT', `--tail must be a whole number, not '${value}'`, {
    hint: 'For example: --tail 100',
    exitCode: 2,
  });
}
