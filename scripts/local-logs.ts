import { Failure } from '../failure/failure.ts';
import { connectEngine } from '../local/docker/dockerode-engine.ts';
import type { LocalEnvironment } from '../local/environment/local-environment.ts';
import { stateFile } from '../local/environment/state-files.ts';
import { environmentLogs } from '../local/lifecycle/commands/environment-logs.ts';
import { readDefinition } from '../local/lifecycle/definition.ts';
import { serviceFamilies } from '../local/lifecycle/release/service-families.ts';
import { localEnvironment } from './local-context.ts';
import { runScript } from './run-script.ts';

await runScript({
  name: 'local:logs',
  about: 'shows the output of a service (web, worker) or a server (postgres, control-plane, ...), or of all',
  operands: '[SERVICE]',
  options: {
    follow: { type: 'boolean', about: 'go on until Ctrl-C' },
    tail: { type: 'string', about: 'how many of the last lines of each container (default 100)' },
  },
  run: async (context) => {
    const [source] = context.operands;
    const environment = localEnvironment();
    await environmentLogs(connectEngine(), environment, {
      ...(source === undefined ? { families: {} } : { source, families: await familiesOf(environment) }),
      follow: context.options.follow === true,
      tail: tailOption(context.options.tail),
      signal: context.signal,
      onLine: (name, line) =>
        context.print(context.json ? JSON.stringify({ source: name, line }) : `${name.padEnd(16)} ${line}`),
    });
    return 0;
  },
});

/** None before the first definition was synthesized: then no service runs either. */
async function familiesOf(environment: LocalEnvironment): Promise<Readonly<Record<string, string>>> {
  const definition = await readDefinition(stateFile(environment, 'assembly')).catch(() => undefined);
  return definition === undefined ? {} : serviceFamilies(definition.workload);
}

function tailOption(value: string | boolean | undefined): number {
  const lines = value === undefined ? 100 : Number(value);
  if (Number.isInteger(lines) && lines >= 0) return lines;
  throw new Failure('BAD_ARGUMENT', `--tail is '${value}'`, { hint: 'Give it a whole number.', exitCode: 2 });
}
