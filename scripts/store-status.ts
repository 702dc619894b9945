import { problemsOf } from '../operations/status/problems.ts';
import { readStoreStatus } from '../operations/status/read-store-status.ts';
import { environmentOption, regionOption } from '../operations/target.ts';
import { runScript } from './run-script.ts';
import { storeStatusText } from './status/store-status-text.ts';
import { openTarget } from './store/open-target.ts';
import { storeOptions } from './store/store-command.ts';

await runScript({
  name: 'store:status',
  about:
    'shows services with their release, targets and scaling, data stores, edge, alarms and events; exit code 1 if something is wrong',
  options: storeOptions,
  examples: ['', '--env production', '--json'],
  awsCommands: [
    'ecs describe-services --cluster spree-production-cluster --services spree-production-web spree-production-worker',
    'application-autoscaling describe-scalable-targets --service-namespace ecs',
    'rds describe-db-instances --db-instance-identifier spree-production-postgres',
    'cloudwatch describe-alarms --state-value ALARM --alarm-name-prefix spree-production-',
  ],
  run: async ({ options, json, print }) => {
    const target = await openTarget(environmentOption(options.env), regionOption(options.region));
    const status = await readStoreStatus(target, Date.now());
    const problems = problemsOf(status);
    print(json ? JSON.stringify({ ...status, problems }) : storeStatusText(status));
    return problems.length === 0 ? 0 : 1;
  },
});
