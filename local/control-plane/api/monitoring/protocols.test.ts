import { gzipSync } from 'node:zlib';
import { cbor } from '@smithy/core/cbor';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cloudWatchProtocols } from '../../../../aws/testing/cloud-watch-clients.ts';
import {
  type CloudWatchEndpoint,
  cloudWatchEndpoint,
  minimalAlarm,
  refusal,
  startMs,
} from './testing/cloud-watch-endpoint.ts';

let endpoint: CloudWatchEndpoint;

beforeEach(async () => {
  endpoint = await cloudWatchEndpoint();
});

afterEach(() => endpoint.close());

const minute = (number: number) => new Date(Date.UTC(2026, 10, 24, 8, number));
const scope = 'test/20261124/ap-southeast-1/monitoring/aws4_request';
const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=00`;

describe.each(cloudWatchProtocols)('a client that uses %s', (protocol) => {
  const client = () => endpoint.clients[protocol];

  it('publishes values and reads them back with times, numbers, lists and maps', async () => {
    await client().putMetricData({
      Namespace: 'Spree',
      MetricData: [
        {
          MetricName: 'QueueLatency',
          Dimensions: [{ Name: 'Queue', Value: 'mails & more' }],
          Timestamp: minute(10),
          Values: [1.5, 4],
          Counts: [2, 1],
          Unit: 'Seconds',
        },
      ],
    });
    const read = await client().getMetricStatistics({
      Namespace: 'Spree',
      MetricName: 'QueueLatency',
      Dimensions: [{ Name: 'Queue', Value: 'mails & more' }],
      StartTime: minute(0),
      EndTime: minute(30),
      Period: 60,
      Statistics: ['SampleCount', 'Sum', 'Minimum'],
      ExtendedStatistics: ['p100'],
    });
    expect(read.Label).toBe('QueueLatency');
    expect(read.Datapoints).toEqual([
      {
        Timestamp: minute(10),
        SampleCount: 3,
        Sum: 7,
        Minimum: 1.5,
        Unit: 'Seconds',
        ExtendedStatistics: { p100: 4 },
      },
    ]);
    expect((await client().listMetrics({ Namespace: 'Spree' })).Metrics).toEqual([
      {
        Namespace: 'Spree',
        MetricName: 'QueueLatency',
        Dimensions: [{ Name: 'Queue', Value: 'mails & more' }],
      },
    ]);
  });

  it('reads metric data', async () => {
    const data = [10, 11].map((at) => ({ MetricName: 'Orders', Timestamp: minute(at), Value: at }));
    await client().putMetricData({ Namespace: 'Spree', MetricData: data });
    const read = await client().getMetricData({
      StartTime: minute(0),
      EndTime: minute(30),
      MetricDataQueries: [
        {
          Id: 'orders',
          MetricStat: { Metric: { Namespace: 'Spree', MetricName: 'Orders' }, Period: 60, Stat: 'Sum' },
          ReturnData: false,
        },
        { Id: 'double', Expression: 'orders * 2' },
      ],
    });
    expect(read.MetricDataResults).toEqual([
      {
        Id: 'double',
        Label: 'double',
        Timestamps: [minute(11), minute(10)],
        Values: [22, 20],
        StatusCode: 'Complete',
      },
    ]);
    expect(read.Messages ?? []).toEqual([]);
  });

  it('creates and describes alarms', async () => {
    await client().putMetricAlarm({ ...minimalAlarm, ActionsEnabled: false, AlarmActions: [] });
    const { MetricAlarms, CompositeAlarms } = await client().describeAlarms({ AlarmNames: ['latency'] });
    const at = new Date(startMs);
    expect(MetricAlarms).toEqual([
      {
        ...minimalAlarm,
        AlarmArn: 'arn:aws:cloudwatch:ap-southeast-1:000000000000:alarm:latency',
        AlarmConfigurationUpdatedTimestamp: at,
        ActionsEnabled: false,
        OKActions: [],
        AlarmActions: [],
        InsufficientDataActions: [],
        StateValue: 'INSUFFICIENT_DATA',
        StateReason: 'Unchecked: Initial alarm creation',
        StateUpdatedTimestamp: at,
        Dimensions: [],
        StateTransitionedTimestamp: at,
      },
    ]);
    expect(CompositeAlarms).toEqual([]);
  });

  it('gets modelled errors as such, with their codes', async () => {
    expect(await refusal(client().putMetricData({ Namespace: 'Spree', MetricData: [] }))).toEqual({
      name: 'MissingRequiredParameterException',
      message: 'At least one MetricDatum object must be present in the request.',
      status: 400,
    });
    const missing = client().setAlarmState({ AlarmName: 'x', StateValue: 'OK', StateReason: '' });
    expect(await refusal(missing)).toMatchObject({ name: 'ResourceNotFound', status: 404 });
  });

  it('gets the error for an input that is not valid', async () => {
    const call = client().putMetricAlarm({ ...minimalAlarm, Period: 7 });
    expect(await refusal(call)).toEqual({
      name: 'ValidationException',
      message: 'Period must be 10, 20, 30 or a multiple of 60',
      status: 400,
    });
  });

  it.each(['NaN', 'Infinity'])('cannot publish %s', async (name) => {
    const MetricData = [{ MetricName: 'Orders', Value: Number(name) }];
    expect(await refusal(client().putMetricData({ Namespace: 'Spree', MetricData }))).toEqual({
      name: 'InvalidParameterValueException',
      message: `The value ${name} for parameter MetricData.member.1.Value is invalid.`,
      status: 400,
    });
  });

  // With CBOR the client announces the length of the body before it was compressed, and waits for ever.
  const compressing = it.skipIf(protocol === 'cbor');

  compressing('publishes a large request, which it compresses', async () => {
    const MetricData = Array.from({ length: 600 }, (_, number) => ({
      MetricName: `Metric${number}`,
      Value: 1,
    }));
    await client().putMetricData({ Namespace: 'Spree', MetricData });
    expect(endpoint.controlPlane.cloudWatch.metrics.list()).toHaveLength(600);
  });

  it('gets an error that names what the local environment does not support', async () => {
    const unknown = {
      name: protocol === 'query' ? 'InvalidAction' : 'UnknownOperationException',
      status: 400,
    };
    expect(await refusal(client().describeAnomalyDetectors({}))).toEqual({
      ...unknown,
      message:
        'The operation "DescribeAnomalyDetectors" of CloudWatch is not supported by the local environment.',
    });
    for (const call of [client().listMetricStreams({}), client().describeInsightRules({})]) {
      expect(await refusal(call)).toMatchObject(unknown);
    }
    expect(endpoint.faults).toEqual([]);
  });
});

describe('an error for a client of JSON or CBOR', () => {
  const call = (headers: Readonly<Record<string, string>>) =>
    fetch(endpoint.url, {
      method: 'POST',
      headers: {
        authorization,
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'GraniteServiceVersion20100801.PutMetricData',
        ...headers,
      },
      body: '{"Namespace":"Spree"}',
    });

  it('names the modelled error, and the code of the Query protocol if it is requested', async () => {
    const plain = await call({});
    expect(plain.status).toBe(400);
    expect(plain.headers.get('content-type')).toBe('application/x-amz-json-1.0');
    expect(plain.headers.get('x-amzn-query-error')).toBeNull();
    expect(await plain.json()).toEqual({
      __type: 'com.amazon.coral.service#MissingRequiredParameterException',
      message: 'At least one MetricDatum object must be present in the request.',
    });
    const asking = await call({ 'x-amzn-query-mode': 'true' });
    expect(asking.headers.get('x-amzn-query-error')).toBe('MissingParameter;Sender');
  });
});

describe('the Query protocol', () => {
  const post = async (
    body: string | Uint8Array<ArrayBuffer>,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    const answer = await fetch(endpoint.url, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body,
    });
    return { status: answer.status, id: answer.headers.get('x-amzn-requestid'), text: await answer.text() };
  };
  const published =
    'Action=PutMetricData&Version=2010-08-01&Namespace=Spree&MetricData.member.1.MetricName=Orders&MetricData.member.1.Value=3';

  it('answers an operation without a result', async () => {
    const { status, id, text } = await post(published);
    expect(status).toBe(200);
    expect(text).toContain('<PutMetricDataResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/">');
    expect(text).toContain(`<ResponseMetadata><RequestId>${id}</RequestId></ResponseMetadata>`);
  });

  it('accepts a compressed body, and rejects one that only claims to be', async () => {
    const compressed = new Uint8Array(gzipSync(published));
    expect((await post(compressed, { 'content-encoding': 'gzip' })).status).toBe(200);
    expect(endpoint.controlPlane.cloudWatch.metrics.list()).toHaveLength(1);
    const wrong = await post(published, { 'content-encoding': 'gzip' });
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('<Code>SerializationException</Code>');
  });

  it('rejects a body that is too large when decompressed', async () => {
    const bomb = new Uint8Array(gzipSync('a'.repeat(1024 * 1024 + 1)));
    const { status, text } = await post(bomb, { 'content-encoding': 'gzip' });
    expect(status).toBe(413);
    expect(text).toContain('The request is larger than 1048576 bytes.');
  });

  it('accepts a GET request', async () => {
    const answer = await fetch(`${endpoint.url}/?Action=ListMetrics&Version=2010-08-01`, {
      headers: { authorization },
    });
    expect(await answer.text()).toContain('<ListMetricsResult><Metrics/></ListMetricsResult>');
  });

  it('has one version', async () => {
    const { status, text } = await post('Action=ListMetrics&Version=2009-05-15');
    expect(status).toBe(400);
    expect(text).toContain(
      '<Code>InvalidAction</Code><Message>The version &quot;2009-05-15&quot; of CloudWatch is not supported by the local environment, 2010-08-01 is.</Message>',
    );
  });
});

describe('the CBOR protocol', () => {
  it('accepts a compressed body', async () => {
    const body = cbor.serialize({ Namespace: 'Spree', MetricData: [{ MetricName: 'Orders', Value: 1.5 }] });
    const answer = await fetch(
      `${endpoint.url}/service/GraniteServiceVersion20100801/operation/PutMetricData`,
      {
        method: 'POST',
        headers: { authorization, 'smithy-protocol': 'rpc-v2-cbor', 'content-encoding': 'gzip' },
        body: new Uint8Array(gzipSync(body)),
      },
    );
    expect(answer.status).toBe(200);
    expect(endpoint.controlPlane.cloudWatch.metrics.list()).toHaveLength(1);
  });
});

describe('a body of another protocol than its headers say', () => {
  it('is refused', async () => {
    const json = await fetch(endpoint.url, {
      method: 'POST',
      headers: { authorization, 'x-amz-target': 'GraniteServiceVersion20100801.ListMetrics' },
      body: 'Action=ListMetrics',
    });
    expect(await json.json()).toMatchObject({ __type: 'com.amazon.coral.service#SerializationException' });
    const other = await fetch(`${endpoint.url}/service/GraniteServiceVersion20100801/operation/ListMetrics`, {
      method: 'POST',
      headers: { authorization, 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' },
      body: 'Action=ListMetrics',
    });
    expect(other.status).toBe(400);
    expect(other.headers.get('smithy-protocol')).toBe('rpc-v2-cbor');
    expect(await other.text()).toContain('SerializationException');
  });
});
