import { errorMessage } from '../failure/error-message.ts';
import { cloudWatchPages } from '../operations/logs/cloudwatch-pages.ts';
import { endedTasks } from '../operations/logs/ended-tasks.ts';
import type { LogSource } from '../operations/logs/log-event.ts';
import { logSources } from '../operations/logs/log-sources.ts';
import { lookBack } from '../operations/logs/look-back.ts';
import { readLogs } from '../operations/logs/read-logs.ts';
import { readCluster } from '../operations/read-cluster.ts';
import { environmentOption, regionOption, type Target } from '../operations/target.ts';
import { systemClock } from '../time/clock.ts';
import { untilEndOfLogs } from './logs/end-of-logs.ts';
import { logOptions, logRequest } from './logs/log-options.ts';
import { logPrinter } from './logs/log-printer.ts';
import { momentOption } from './logs/moment-option.ts';
import { runScript } from './run-script.ts';
import { openTarget } from './store/open-target.ts';
import { storeOptions } from './store/store-command.ts';

/** CloudWatch Logs has years of lines: what nobody asks for, by --since or -n, is not searched. */
const usualSince = '10m';

await runScript({
  name: 'store:logs',
  about:
    'shows what services (web), tasks (web/1a2b3c4d), one-off tasks (oneoff) or all have written to CloudWatch Logs, in the order of time',
  operands: '[NAME ...]',
  options: {
    ...storeOptions,
    ...logOptions,
    filter: {
      type: 'string',
      value: 'TEXT',
      about: 'only lines that CloudWatch finds this text in, as whole words; case matters',
    },
  },
  examples: ['', 'web worker --follow', 'web --since 2h --filter Error --env production', 'oneoff -n 50 -t'],
  awsCommands: ['logs tail /ecs/spree-production --follow --since 10m --log-stream-name-prefix web/'],
  run: async (context) => {
    const { options, json, print, say } = context;
    const clock = systemClock;
    const nowMs = clock.now();
    const request = logRequest(context, nowMs);
    const text = options.filter === undefined ? undefined : String(options.filter);
    const target = await openTarget(environmentOption(options.env), regionOption(options.region));
    const look = { json, timestamps: options.timestamps === true, prefix: options['no-prefix'] !== true };
    const printed = logPrinter({ ...look, stream: process.stdout });
    let lines = 0;
    return await untilEndOfLogs(context.signal, request, async (signal) => {
      const sources = await logSources(target, request);
      const hasEnded = request.follow ? await endOf(target, sources, say) : undefined;
      const pages = cloudWatchPages(await target.clients.cloudWatchLogs(), { text, signal, clock });
      const { tail = 0, untilMs = nowMs, isWanted } = request;
      const usualMs = momentOption('since', usualSince, untilMs);
      const lookedBack = { sources, untilMs, count: options.tail === undefined ? 0 : tail, isWanted, signal };
      const fromMs = request.fromMs ?? Math.min(usualMs, await lookBack(pages, lookedBack));
      await readLogs(pages, {
        ...{ ...request, fromMs, sources, hasEnded, signal, clock },
        onEvent: (event) => {
          lines += 1;
          print(printed(event));
        },
      });
      if (lines === 0 && !signal.aborted)
        say(`No lines since ${new Date(fromMs).toISOString()}. Look further back with --since.`);
    });
  },
});

/** Whether what is followed has ended; undefined where it never does. */
async function endOf(target: Target, sources: readonly LogSource[], say: (text: string) => void) {
  const onUnknown = (error: unknown) =>
    say(`This goes on until Ctrl-C, as ECS does not tell whether the task has ended: ${errorMessage(error)}`);
  const [ecs, cluster] = await Promise.all([target.clients.ecs(), readCluster(target)]);
  return endedTasks({ ecs, cluster, sources, clock: systemClock, onUnknown });
}
