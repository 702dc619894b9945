import { awsClients } from '../../../aws/clients.ts';
import {
  type EcsEndpoint,
  ecsEndpoint,
  sampleCluster,
} from '../../../local/control-plane/api/testing/ecs-endpoint.ts';
import { sampleTime } from '../../../local/control-plane/api/testing/sample-state.ts';
import type { Target } from '../../../operations/target.ts';
import { type ObserveOptions, type Observer, observe } from '../observe.ts';
import { type DatedEndpoint, datedEndpoint } from './dated-endpoint.ts';
import { type SteppedClock, steppedClock } from './stepped-clock.ts';

/** The AWS endpoint on the sample definition, and somebody who observes it; its time passes with that of the observer. */
export interface ObservedEndpoint {
  readonly endpoint: EcsEndpoint;
  readonly proxy: DatedEndpoint;
  readonly target: Target;
  readonly clock: SteppedClock;
  /** What the endpoint's clock says, in milliseconds since the epoch. */
  endpointNow(): number;
  observe(options?: Partial<ObserveOptions>): Observer;
  /** Ends what is still observed. */
  close(): Promise<void>;
}

export async function observedEndpoint({
  aheadMs = 0,
  timeScale = 1,
  refuses = () => false,
}: {
  readonly aheadMs?: number;
  readonly timeScale?: number;
  /** Whether the endpoint refuses an operation, such as `DescribeScalableTargets`. */
  readonly refuses?: (operation: string) => boolean;
} = {}): Promise<ObservedEndpoint> {
  const endpoint = await ecsEndpoint(timeScale);
  let endpointMs = sampleTime;
  const clock = steppedClock(sampleTime - aheadMs, (milliseconds) => {
    endpointMs += milliseconds;
    endpoint.advance(milliseconds);
  });
  const proxy = await datedEndpoint({
    upstream: endpoint.url,
    date: () => endpointMs,
    refuses: ({ headers }) => refuses(String(headers['x-amz-target']).split('.').at(-1) ?? ''),
  });
  const clients = awsClients({ environment: 'local', endpoint: proxy.url, region: 'ap-southeast-1' });
  const target: Target = { environment: 'local', clients };
  const ending = new AbortController();
  return {
    ...{ endpoint, proxy, target, clock },
    endpointNow: () => endpointMs,
    observe: (options = {}) =>
      observe(target, { cluster: sampleCluster, timeScale, clock, signal: ending.signal, ...options }),
    close: async () => {
      ending.abort();
      await proxy.close();
      await endpoint.close();
    },
  };
}
