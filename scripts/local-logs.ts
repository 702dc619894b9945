import { connectEngine } from '../local/docker/dockerode-engine.ts';
import { Failure } from '../local/failure/failure.ts';
import { environmentLogs } from '../local/lifecycle/environment-logs.ts';
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
    await environmentLogs(connectEngine(), localEnvironment(), {
      ...(source === undefined ? {} : { source }),
      follow: context.options.follow === true,
      tail: tailOption(context.options.tail),
      signal: context.signal,
      onLine: (name, line) =>
        context.print(context.json ? JSON.stringify({ source: name, line }) : `${name.padEnd(16)} ${line}`),
    });
    return 0;
  },
});

function tailOption(value: string | boolean | undefined): number {
  const lines = value === undefined ? 100 : Number(value);
  if (Number.isInteger(lines) && lines >= 0) return lines;
  throw new Failure('BAD_ARGUMENT', `--tail is '${value}'`, { hint: 'Give it a whole number.', exitCode: 2 });
}
