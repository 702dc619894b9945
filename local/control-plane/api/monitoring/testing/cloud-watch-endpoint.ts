import { cloudWatchClient, cloudWatchProtocols } from '../../../../../aws/testing/cloud-watch-clients.ts';
import { inMemoryControlPlane } from '../../testing/in-memory-control-plane.ts';
import { sampleState } from '../../testing/sample-state.ts';
import { serveGateway } from '../../testing/served-gateway.ts';

/** 2026-11-24T09:00:30.250Z. */
export const startMs = Date.UTC(2026, 10, 24, 9, 0, 30, 250);

/** The whole endpoint on a control plane in memory, with the SDK's clients of each protocol. */
export async function cloudWatchEndpoint() {
  let now = startMs;
  const controlPlane = inMemoryControlPlane(sampleState, undefined, () => now);
  const faults: unknown[] = [];
  const gateway = await serveGateway(controlPlane, { onFault: (error) => faults.push(error) });
  const [json, cbor, query] = cloudWatchProtocols.map((name) => cloudWatchClient(gateway.url, name));
  if (json === undefined || cbor === undefined || query === undefined) throw new Error('a client is missing');
  return {
    ...{ url: gateway.url, controlPlane, faults, clients: { json, cbor, query }, close: gateway.close },
    advance: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

export type CloudWatchEndpoint = Awaited<ReturnType<typeof cloudWatchEndpoint>>;

/** What a call is refused with. */
export async function refusal(call: Promise<unknown>) {
  const thrown: unknown = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof Error)) throw new Error('the call was not refused');
  const metadata: unknown = Reflect.get(thrown, '$metadata');
  const status: unknown =
    typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, 'httpStatusCode') : 0;
  return { name: thrown.name, message: thrown.message, status };
}

/** An alarm with only what it must have. */
export const minimalAlarm = {
  AlarmName: 'latency',
  Namespace: 'Spree',
  MetricName: 'QueueLatency',
  Statistic: 'Average',
  Period: 60,
  EvaluationPeriods: 3,
  Threshold: 10,
  ComparisonOperator: 'GreaterThanThreshold',
} as const;
