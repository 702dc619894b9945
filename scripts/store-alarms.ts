import { readAlarmOverview } from '../operations/alarms/alarm-overview.ts';
import { environmentOption, regionOption } from '../operations/target.ts';
import { runScript } from './run-script.ts';
import { alarmsText } from './status/alarms-text.ts';
import { openTarget } from './store/open-target.ts';
import { storeOptions } from './store/store-command.ts';

await runScript({
  name: 'store:alarms',
  about:
    'shows the alarms in ALARM with their metric, last value and what to do, the changes of the last day, and who is told',
  options: {
    ...storeOptions,
    all: { type: 'boolean', about: 'all alarms, those that only scale included' },
  },
  examples: ['', '--all --env production', '--json'],
  awsCommands: [
    'cloudwatch describe-alarms --alarm-name-prefix spree-production- --state-value ALARM',
    'cloudwatch describe-alarm-history --alarm-name spree-production-DatabaseCpu --history-item-type StateUpdate',
    'sns list-subscriptions-by-topic --topic-arn TOPIC',
  ],
  run: async ({ options, json, print }) => {
    const target = await openTarget(environmentOption(options.env), regionOption(options.region));
    const overview = await readAlarmOverview(target, Date.now());
    print(json ? JSON.stringify(overview) : alarmsText(overview, options.all === true));
    return 0;
  },
});
