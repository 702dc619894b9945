import { wrongUsage } from '../failure/wrong-usage.ts';
import { cloudWatchPages } from '../operations/logs/cloudwatch-pages.ts';
import { writerOf } from '../operations/logs/log-event.ts';
import { logSources } from '../operations/logs/log-sources.ts';
import { readLogs } from '../operations/logs/read-logs.ts';
import { environmentOption, regionOption } from '../operations/target.ts';
import { systemClock } from '../time/clock.ts';
import { runScript } from './run-script.ts';
import { spanOption } from './scaling/since-option.ts';
import { openTarget } from './store/open-target.ts';
import { storeOptions } from './store/store-command.ts';
import { wholeNumberOption } from './whole-number-option.ts';

await runScript({
  name: 'store:logs',
  about:
    'shows what services (web), tasks (web/1a2b3c4d), one-off tasks (oneoff) or all have written to CloudWatch Logs, in the order of time',
  operands: '[SERVICE ...]',
  options: {
    ...storeOptions,
    follow: { type: 'boolean', about: 'go on until Ctrl-C; CloudWatch is asked at most twice a second' },
    since: { type: 'string', value: 'TIME', about: 'how far back, such as 10m (default), 6h or 2d' },
    tail: { type: 'string', short: 'n', value: 'N', about: 'only the last N lines of that time' },
    filter: {
      type: 'string',
      value: 'TEXT',
      about: 'only lines that have this text, as whole words; case matters',
    },
  },
  examples: ['', 'web worker --follow', 'web --since 2h --filter Error --env production', 'oneoff -n 50'],
  awsCommands: ['logs tail /ecs/spree-production --follow --since 10m --log-stream-name-prefix web/'],
  run: async ({ options, operands, json, print, say, signal }) => {
    const sinceMs = spanOption('since', options.since ?? '10m');
    const tail = wholeNumberOption('tail', options.tail);
    const text = filterOption(options.filter);
    const target = await openTarget(environmentOption(options.env), regionOption(options.region));
    const sources = await logSources(target, operands);
    const clock = systemClock;
    const pages = cloudWatchPages(await target.clients.cloudWatchLogs(), { text, signal, clock });
    const fromMs = clock.now() - sinceMs;
    let lines = 0;
    await readLogs(pages, {
      ...{ sources, tail, follow: options.follow === true, signal, clock, fromMs },
      onEvent: ({ atMs, stream, message }) => {
        lines += 1;
        const at = new Date(atMs).toISOString();
        const source = writerOf(stream);
        print(json ? JSON.stringify({ at, source, stream, line: message }) : `${at} ${source} ${message}`);
      },
    });
    if (lines === 0 && options.follow !== true)
      say(`No lines since ${new Date(fromMs).toISOString()}. Look further back with --since.`);
    return 0;
  },
});

function filterOption(value: string | boolean | undefined): string | undefined {
  if (value !== '') return value === undefined ? undefined : String(value);
  throw wrongUsage('BAD_ARGUMENT', '--filter must be a text, and is empty', 'For example: --filter Error');
}
