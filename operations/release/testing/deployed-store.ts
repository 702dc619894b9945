import { createProgress } from '../../../progress/progress.ts';
import { deployStore } from '../deploy-store.ts';
import type { ReleaseWays } from '../release-context.ts';
import type { StackImages } from '../stack-deployment.ts';
import { hurriedClock } from './release-calls.ts';
import { type ReleasedStore, storeWorkload } from './released-store.ts';

/** What goes wrong in a deployment. */
export interface Faults {
  readonly ways?: Partial<ReleaseWays>;
  readonly bootstrap?: () => Promise<void>;
  readonly deploy?: (images: StackImages) => Promise<void>;
}

/** A deployment whose stack is applied to the store as CloudFormation does, and all that it does, in order. */
export function deployment(
  store: ReleasedStore,
  runningTag: string | undefined,
  tag: string,
  faults: Faults = {},
) {
  const done: string[] = [];
  const note =
    <T>(name: string, value: T) =>
    async () => {
      done.push(name);
      return value;
    };
  let digest = 0;
  const ended = deployStore({
    ...{ target: store.target, runningTag, tag, hasSetUp: true, releasedBy: 'ci' },
    progress: createProgress(() => {}),
    signal: new AbortController().signal,
    runAgain: 'deploy:staging',
    hints: { slow: 'look', failed: () => 'look' },
    clock: hurriedClock(),
    ways: {
      build: note('build', { image: 'built', tag }),
      push: note('push', 'sha256:1'),
      scan: note('scan', undefined),
      publishAssets: note('assets', undefined),
      serveAssets: note('edge', undefined),
      smokeCheck: note('smoke', 'answers'),
      keepImage: note('keep', undefined),
      ...faults.ways,
    },
    stack: {
      bootstrap: async () => {
        await faults.bootstrap?.();
        done.push('bootstrap');
      },
      deploy: async (_, images) => {
        await faults.deploy?.(images);
        const { imageTag, oneOffImageTag, runsTasks } = images;
        done.push(`stack ${imageTag}, one-off ${oneOffImageTag}${runsTasks ? '' : ', no tasks'}`);
        digest += 1;
        await store.controlPlane.applyWorkload({
          workload: storeWorkload(imageTag, { oneOffTag: oneOffImageTag, runsTasks }),
          ...{ digest: `d${digest}`, releaseServices: true },
        });
      },
    },
  });
  return { done, ended };
}
