import { argv } from 'node:process';
import { awsClients } from '../../../aws/clients.ts';
import { thisHolder } from '../../../operations/lock/lock-holder.ts';
import { parameterLockStore } from '../../../operations/lock/parameter-lock-store.ts';
import { withEnvironmentLock } from '../../../operations/lock/with-environment-lock.ts';
import type { ReleaseWays } from '../../../operations/release/release-context.ts';
import { releaseImage } from '../../../operations/release/release-image.ts';
import type { releaseOrder } from '../../../operations/release/stages.ts';
import { stackOfStore } from '../../../operations/release/testing/stack-of-store.ts';
import type { Target } from '../../../operations/target.ts';
import { runScript } from '../../run-script.ts';

/** What a release is doing in each of its stages when it is stopped: a call to ECS, or what is not ECS's. */
const moments: Readonly<
  Record<
    (typeof releaseOrder)[number],
    { readonly way: keyof ReleaseWays } | { readonly call: 'runTask' | 'updateService' }
  >
> = {
  build: { way: 'build' },
  push: { way: 'push' },
  scan: { way: 'scan' },
  assets: { way: 'publishAssets' },
  // Its task goes on.
  migrate: { call: 'runTask' },
  // One service has it, and the other not.
  services: { call: 'updateService' },
  edge: { way: 'serveAssets' },
  record: { way: 'keepImage' },
};

/**
 * A process that releases the image `two` to a store, and says `there` once it is in a stage, where it stays: to be killed
 * or interrupted. Its arguments: where ECS is, where SSM is, and the stage.
 */
const [, , ecsUrl = '', ssmUrl = '', stage = ''] = argv;

await runScript(
  {
    name: 'store:release',
    about: 'releases to a store of a test',
    interrupted: 'Run it again: it continues from there.',
    run: async ({ signal, progress }) => {
      const moment = Object.entries(moments).find(([name]) => name === stage)?.[1];
      const stay = async (): Promise<never> => {
        process.stdout.write('there\n');
        const alive = setInterval(() => {}, 1000);
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        clearInterval(alive);
        throw signal.reason;
      };
      const way = <T>(name: keyof ReleaseWays, value: T) =>
        moment !== undefined && 'way' in moment && moment.way === name ? stay : async () => value;
      const target = await storeAt(ecsUrl, async (call) => {
        if (moment === undefined || !('call' in moment) || moment.call !== call) return;
        if (call === 'runTask') process.stdout.write('there\n');
        else await stay();
      });
      const ssm = awsClients({ environment: 'local', endpoint: ssmUrl, region: 'eu-west-1' });
      const holder = thisHolder('store:release');
      const request = { environment: 'staging', holder, signal };
      await withEnvironmentLock(parameterLockStore('staging', ssm), request, (either) =>
        releaseImage({
          ...{ target, progress, signal: either, releasedBy: 'ci', runAgain: 'store:release --env local' },
          hints: { slow: 'look', failed: () => 'look' },
          ways: {
            build: way('build', { image: 'spree-parity/store:built', tag: 'two' }),
            push: way('push', 'sha256:1'),
            scan: way('scan', undefined),
            publishAssets: way('publishAssets', undefined),
            smokeCheck: way('smokeCheck', '/up answers 200'),
            serveAssets: way('serveAssets', undefined),
            keepImage: way('keepImage', undefined),
          },
        }),
      );
      return 0;
    },
  },
  ['--json'],
);

/** The store behind this address, of which nothing writes logs; `called` is told what ECS has done. */
async function storeAt(endpoint: string, called: (call: string) => Promise<void>): Promise<Target> {
  const clients = awsClients({ environment: 'local', endpoint, region: 'ap-southeast-1' });
  const [cloudFormation, logs, ecs] = await Promise.all([
    stackOfStore(clients),
    clients.cloudWatchLogs(),
    clients.ecs(),
  ]);
  Reflect.set(logs, 'getLogEvents', async () => ({ events: [] }));
  const told = new Proxy(ecs, {
    get: (client, name) => {
      const call: unknown = Reflect.get(client, name);
      if (typeof call !== 'function') return call;
      return async (input: unknown) => {
        const answer: unknown = await Reflect.apply(call, client, [input]);
        await called(String(name));
        return answer;
      };
    },
  });
  const own = { cloudFormation: async () => cloudFormation, cloudWatchLogs: async () => logs };
  return { environment: 'local', clients: { ...clients, ...own, ecs: async () => told } };
}
