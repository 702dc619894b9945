import type { AwsClients } from '../../aws/clients.ts';

/** A value of a metric as it is now. */
export interface Datum {
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Takes values of CloudWatch metrics. */
export interface MetricSink {
  put(namespace: string, values: readonly Datum[]): Promise<void>;
}

/** `PutMetricData` takes at most 1,000 values. */
const valuesPerCall = 1000;

/** A `MetricSink` on the SDK's client. */
export function metricSink(clients: () => AwsClients): MetricSink {
  return {
    put: async (namespace, values) => {
      const cloudWatch = await clients().cloudWatch();
      for (let start = 0; start < values.length; start += valuesPerCall) {
        await cloudWatch.putMetricData({
          Namespace: namespace,
          MetricData: values.slice(start, start + valuesPerCall).map(({ name, dimensions, value }) => ({
            MetricName: name,
            Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
            Value: value,
            Unit: 'Count',
          })),
        });
      }
    },
  };
}
