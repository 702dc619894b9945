import { errorMessage } from '../failure/error-message.ts';
import { connectEngine } from '../local/docker/dockerode-engine.ts';
import type { LocalEnvironment } from '../local/environment/local-environment.ts';
import { environmentLogs } from '../local/lifecycle/logs/environment-logs.ts';
import { type LoggingDefinition, lastDefinition } from '../local/lifecycle/logs/last-definition.ts';
import { openWrittenLogs } from '../local/lifecycle/logs/open-written-logs.ts';
import { systemClock } from '../time/clock.ts';
import { localEnvironment } from './local-context.ts';
import { untilEndOfLogs } from './logs/end-of-logs.ts';
import { logOptions, logRequest } from './logs/log-options.ts';
import { logPrinter } from './logs/log-printer.ts';
import { runScript } from './run-script.ts';

await runScript({
  name: 'local:logs',
  about:
    'shows what tasks have written, in the order of time: those of services (web, worker), one-off tasks (oneoff), single tasks (web/1a2b3c4d), or all of them; and the output of servers (postgres, edge, control-plane, ...)',
  operands: '[NAME ...]',
  options: logOptions,
  examples: [
    '',
    'web worker --follow',
    'web --since 10m --grep Error',
    'oneoff -n 50 -t',
    'postgres edge -f',
  ],
  run: async (context) => {
    const { options, json, print, say } = context;
    const request = logRequest(context, systemClock.now());
    const environment = localEnvironment();
    const { region, writers: defined = [] } = (await definitionOrNone(environment, say)) ?? {};
    const look = { json, timestamps: options.timestamps === true, prefix: options['no-prefix'] !== true };
    const text = logPrinter({ ...look, stream: process.stdout });
    let lines = 0;
    return await untilEndOfLogs(context.signal, request, async (signal) => {
      const written = openWrittenLogs(environment, region, defined, signal);
      const onLine = (line: Parameters<typeof text>[0]) => {
        lines += 1;
        print(text(line));
      };
      const logging = { engine: connectEngine(), environment, defined, written };
      await environmentLogs(logging, request, { onLine, say, signal, clock: systemClock });
      if (lines === 0 && !signal.aborted) say('No lines match.');
    });
  },
});

/** Where it cannot be read, servers and running tasks have logs even so. */
async function definitionOrNone(
  environment: LocalEnvironment,
  say: (text: string) => void,
): Promise<LoggingDefinition | undefined> {
  try {
    return await lastDefinition(environment);
  } catch (error) {
    say(`Services are not known by their names: ${errorMessage(error)}`);
    return undefined;
  }
}
