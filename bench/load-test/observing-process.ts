import { setTimeout as sleep } from 'node:timers/promises';
import { awsClients } from '../../aws/clients.ts';
import { observe } from '../../loadtest/observer/observe.ts';
import { readOneOffLaunch } from '../../operations/one-off-launch.ts';
import type { Target } from '../../operations/target.ts';
import type { ObservingCost } from './observing-cost.ts';

/**
 * What a load test does to observe an environment, once more and by itself, so that k6’s output does not count. Arguments:
 * the AWS endpoint, the time scale and for how many milliseconds to measure. Prints what it cost, as JSON.
 */

/** Clients are loaded, and the first looks and readings are over. */
const settleMs = 10_000;

const [endpoint = '', timeScale = '1', windowMs = '60000'] = process.argv.slice(2);
const clients = awsClients({ environment: 'local', endpoint, region: 'ap-southeast-1' });
const target: Target = { environment: 'local', clients };
const { cluster } = await readOneOffLaunch(target);
const ending = new AbortController();
let looks = 0;
const observer = observe(target, {
  ...{ cluster, timeScale: Number(timeScale), signal: ending.signal },
  // A live view has everything that was seen after each look.
  onLook: () => {
    looks += 1;
    observer.live();
  },
});
await sleep(settleMs);
const [startedAt, before, looksBefore] = [performance.now(), process.cpuUsage(), looks];
await sleep(Number(windowMs));
const { user, system } = process.cpuUsage(before);
const wallSeconds = (performance.now() - startedAt) / 1000;
const { services, gaps } = observer.live();
const cost: ObservingCost = {
  ...{ cpuSeconds: (user + system) / 1e6, wallSeconds, looks: looks - looksBefore },
  ...{ services: services.length, gaps: gaps.length },
};
process.stdout.write(JSON.stringify(cost));
ending.abort();
await observer.stop();
process.exit(0);
