import { arch, env } from 'node:process';
import { checkTarget } from '../../loadtest/guards/check-target.ts';
import { type FindK6Options, findK6 } from '../../loadtest/k6/find-k6.ts';
import type { K6 } from '../../loadtest/k6/k6-version.ts';
import { findWorkerK6 } from '../../loadtest/k6/worker-k6.ts';
import type { LoadTest } from '../../loadtest/run/run-load-test.ts';
import { edgeInTask } from '../../local/environment/local-environment.ts';
import { readOneOffLaunch } from '../../operations/one-off-launch.ts';
import { readStoreAccess } from '../../operations/store-access.ts';
import { type EnvironmentName, type Target, targetOnAws } from '../../operations/target.ts';
import type { ScriptContext } from '../script.ts';

/** Everything of a load test but its plan. */
export type LoadSetting = Omit<LoadTest, 'plan'>;

export interface AskedSetting {
  readonly target: Target;
  readonly timeScale: number;
  /** How many tasks of the environment send the load; this machine does where absent. */
  readonly workers?: number | undefined;
}

/** The region in which CloudWatch has the metrics of CloudFront. */
const edgeRegion = 'us-east-1';

/** Finds what a load test of an environment takes; installs k6 where there is none. */
export async function loadSetting(asked: AskedSetting, context: ScriptContext): Promise<LoadSetting> {
  const { target, timeScale } = asked;
  const { environment } = target;
  const { signal, say } = context;
  const [{ cluster }, store, k6] = await Promise.all([
    readOneOffLaunch(target),
    readStoreAccess(target),
    k6Of(asked, { environment: env, signal, onInstall: (path) => say(`Installing k6 at ${path}`) }),
  ]);
  checkTarget(store.storefrontUrl, { name: environment, addresses: [store.storefrontUrl] });
  const edge = environment === 'local' ? {} : { edge: targetOnAws(environment, edgeRegion) };
  return {
    ...{ target, ...edge, cluster, store, timeScale, k6, environment: env },
    ...workersOf(asked.workers, environment, store.storefrontUrl),
  };
}

/** The k6 that sends the load: of this machine, or one for tasks, which locally have its processor. */
async function k6Of({ workers, target }: AskedSetting, options: FindK6Options): Promise<K6> {
  if (workers === undefined) return await findK6(options);
  const isArm = target.environment === 'local' && arch === 'arm64';
  return await findWorkerK6(isArm ? 'arm64' : 'x64', options);
}

/** A task has another loopback than this machine: there, the local edge is found under its own name. */
function workersOf(workers: number | undefined, environment: EnvironmentName, storefrontUrl: string) {
  if (workers === undefined) return {};
  const addresses = environment === 'local' ? { [new URL(storefrontUrl).host]: edgeInTask } : {};
  return { workers: { count: workers, addresses } };
}
