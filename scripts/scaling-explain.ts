import { readOneOffLaunch } from '../operations/one-off-launch.ts';
import { scaledServices } from '../operations/scaled-services.ts';
import { environmentOption, regionOption } from '../operations/target.ts';
import { controlPlanePort } from './control-plane-port.ts';
import { runScript } from './run-script.ts';
import { explainServices } from './scaling/explain-services.ts';
import { sinceOption } from './scaling/since-option.ts';
import { timelineText } from './scaling/timeline-text.ts';
import { openTarget } from './store/open-target.ts';

await runScript({
  name: 'scaling:explain',
  about: 'shows minute by minute how services were scaled, and why they were not',
  operands: '[SERVICE]',
  mostOperands: 1,
  options: {
    env: { type: 'string', value: 'NAME', about: 'local (default), small, staging or production' },
    region: { type: 'string', about: 'region of the environment (default ap-southeast-1)' },
    since: { type: 'string', value: 'TIME', about: 'how far back, such as 30m (default), 6h or 2d' },
  },
  examples: ['', 'web --since 2h', 'web --env production --since 1d', '--json'],
  run: async ({ options, operands, json, print }) => {
    const sinceMs = sinceOption(options.since);
    const [name] = operands;
    const environment = environmentOption(options.env);
    const target = await openTarget(environment, regionOption(options.region));
    const { cluster } = await readOneOffLaunch(target);
    const toMs = Date.now();
    const range = { fromMs: toMs - sinceMs, toMs };
    const services = await scaledServices(target, cluster, name);
    const localPort = environment === 'local' ? await controlPlanePort() : undefined;
    const explained = await explainServices(target, services, range, localPort);
    print(
      json
        ? JSON.stringify(
            explained.map(({ record: { resourceId, timeScale }, entries }) => ({
              resourceId,
              timeScale,
              entries,
            })),
          )
        : explained.map(({ record, entries }) => timelineText(record, entries)).join('\n\n'),
    );
    return 0;
  },
});
