import type { IncomingHttpHeaders } from 'node:http';
import { gzipSync } from 'node:zlib';
import { cbor } from '@smithy/core/cbor';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../../../failure/failure.ts';
import { type InMemoryControlPlane, inMemoryControlPlane } from '../testing/in-memory-control-plane.ts';
import { localStackCare } from '../testing/local-stack-care.ts';
import { sampleState, sampleTime } from '../testing/sample-state.ts';
import { sampleWorkload } from '../testing/sample-workload.ts';
import { type Served, serve } from '../testing/serve.ts';
import { createGateway } from './gateway.ts';

interface Passed {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let passed: Passed[];
let upstream: Served;
let gateway: Served;
let controlPlane: InMemoryControlPlane;
/** The first answer that ended, or whose client went away. */
let closed: PromiseWithResolvers<void>;
/** What the care for LocalStack says. */
let localStack: Parameters<typeof localStackCare>[0];

beforeEach(async () => {
  passed = [];
  localStack = {};
  upstream = await serve(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { method, url, headers } = request;
    passed.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
    response.writeHead(201, 'Made', { 'x-upstream': 'yes', 'content-type': 'text/xml' });
    response.write('<A>');
    response.end('</A>');
  });
  controlPlane = inMemoryControlPlane(
    sampleState,
    { workload: sampleWorkload, digest: 'd1' },
    () => sampleTime,
  );
  const listener = createGateway({
    controlPlane,
    localStack: localStackCare({
      isOpen: () => localStack?.isOpen?.() ?? true,
      whenOpen: async () => (await localStack?.whenOpen?.()) ?? true,
      doesNotAnswer: () => localStack?.doesNotAnswer?.(),
      valuesChanged: () => localStack?.valuesChanged?.(),
      status: async () => (await localStack?.status?.()) ?? { refilling: false },
      record: async (held) => (await localStack?.record?.(held)) ?? true,
      rotate: async (id) => (await localStack?.rotate?.(id)) ?? { ARN: id, Name: id, VersionId: 'none' },
    }),
    upstream: new URL(upstream.url),
    composeHosts: ['control-plane'],
  });
  closed = Promise.withResolvers();
  gateway = await serve((request, response) => {
    response.on('close', () => closed.resolve());
    listener(request, response);
  });
});

afterEach(async () => {
  await gateway.close();
  await upstream.close();
});

/** LocalStack is closed: the first call `asked`, and is let through once it is `opened`. */
function waitsToOpen() {
  const asked = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<boolean>();
  localStack = {
    whenOpen: () => {
      asked.resolve();
      return opened.promise;
    },
  };
  return { asked, opened };
}

function signed(service: string): Record<string, string> {
  const scope = `test/20261124/ap-southeast-1/${service}/aws4_request`;
  return { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=00` };
}

describe('the gateway', () => {
  it('passes what is not emulated here on as it is', async () => {
    const answer = await fetch(`${gateway.url}/bucket/a%20b?x=1&y`, {
      method: 'PUT',
      headers: { ...signed('s3'), 'content-type': 'image/png', 'x-amz-meta-a': 'b' },
      body: 'picture',
    });
    expect(answer.status).toBe(201);
    expect(answer.statusText).toBe('Made');
    expect(answer.headers.get('x-upstream')).toBe('yes');
    expect(await answer.text()).toBe('<A></A>');
    expect(passed).toEqual([
      {
        method: 'PUT',
        url: '/bucket/a%20b?x=1&y',
        headers: expect.objectContaining({
          ...signed('s3'),
          host: new URL(gateway.url).host,
          'content-type': 'image/png',
          'content-length': '7',
          'x-amz-meta-a': 'b',
        }),
        body: 'picture',
      },
    ]);
  });

  it('has the control plane rotate a secret, and passes on every other operation of Secrets Manager', async () => {
    const ask = (operation: string, body: object) =>
      fetch(gateway.url, {
        method: 'POST',
        headers: { ...signed('secretsmanager'), 'x-amz-target': `secretsmanager.${operation}` },
        body: JSON.stringify(body),
      });
    localStack = { rotate: async (id) => ({ ARN: `arn:${id}`, Name: id, VersionId: 'v2' }) };
    const rotated = await ask('RotateSecret', { SecretId: 'shop/database', ClientRequestToken: 'once' });
    expect(await rotated.json()).toEqual({
      ARN: 'arn:shop/database',
      Name: 'shop/database',
      VersionId: 'v2',
    });
    expect(passed).toEqual([]);
    expect((await ask('GetSecretValue', { SecretId: 'shop/database' })).status).toBe(201);
  });

  it.each([
    ['that fails', { SecretId: 'a' }, 'InvalidRequestException', 'The rotation failed: no server'],
    ['on a schedule', { SecretId: 'a', RotationRules: {} }, 'InvalidParameterException', 'Only SecretId'],
    ['of nothing', {}, 'InvalidParameterException', 'SecretId'],
  ])('answers a rotation %s with an error of Secrets Manager', async (_title, body, code, message) => {
    localStack = { rotate: () => Promise.reject(new Failure('SECRET_NOT_ROTATABLE', 'no server')) };
    const answer = await fetch(gateway.url, {
      method: 'POST',
      headers: { ...signed('secretsmanager'), 'x-amz-target': 'secretsmanager.RotateSecret' },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ __type: code, message: expect.stringContaining(message) });
  });

  it('passes on what is not signed', async () => {
    const answer = await fetch(`${gateway.url}/_localstack/health`);
    expect(answer.status).toBe(201);
    expect(passed.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /_localstack/health']);
  });

  it('passes on a body of unknown length', async () => {
    async function* chunks() {
      yield Buffer.from('one ');
      yield Buffer.from('two');
    }
    await fetch(`${gateway.url}/`, {
      method: 'POST',
      headers: signed('logs'),
      body: ReadableStream.from(chunks()),
      duplex: 'half',
    });
    expect(passed.map(({ body }) => body)).toEqual(['one two']);
  });

  it('says in JSON that LocalStack is down to a client that speaks JSON', async () => {
    await upstream.close();
    const answer = await fetch(gateway.url, {
      method: 'POST',
      headers: { ...signed('secretsmanager'), 'x-amz-target': 'secretsmanager.GetSecretValue' },
      body: '{}',
    });
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({
      __type: 'ServiceUnavailable',
      message: `LocalStack at ${upstream.url} does not respond (ECONNREFUSED). It is restarted automatically; if it stays down, run npx -y pnpm@12 local:up.`,
    });
  });

  it('says in XML that LocalStack is down to a client that speaks Query', async () => {
    await upstream.close();
    const answer = await fetch(gateway.url, {
      method: 'POST',
      headers: { ...signed('sts'), 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: 'Action=GetCallerIdentity&Version=2011-06-15',
    });
    expect(answer.status).toBe(503);
    const requestId = answer.headers.get('x-amzn-requestid');
    expect(await answer.text()).toBe(
      `<?xml version="1.0" encoding="UTF-8"?><ErrorResponse><Error><Type>Receiver</Type><Code>ServiceUnavailable</Code><Message>LocalStack at ${upstream.url} does not respond (ECONNREFUSED). It is restarted automatically; if it stays down, run npx -y pnpm@12 local:up.</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
    );
  });

  it('lets a call wait until LocalStack has been restored', async () => {
    const { asked, opened } = waitsToOpen();
    const answer = fetch(gateway.url, { method: 'POST', headers: signed('sqs'), body: 'a' });
    await asked.promise;
    expect(passed).toEqual([]);
    opened.resolve(true);
    expect((await answer).status).toBe(201);
    expect(passed.map(({ body }) => body)).toEqual(['a']);
  });

  it('does not pass on a call whose client went away while it waited', async () => {
    const { asked, opened } = waitsToOpen();
    const gone = new AbortController();
    const answer = fetch(gateway.url, { method: 'POST', headers: signed('sqs'), signal: gone.signal });
    await asked.promise;
    gone.abort();
    await expect(answer).rejects.toThrow();
    await closed.promise;
    opened.resolve(true);
    await fetch(`${gateway.url}/_localstack/health`);
    expect(passed.map(({ url }) => url)).toEqual(['/_localstack/health']);
  });

  it('tells at once that LocalStack does not answer', async () => {
    let told = false;
    localStack = {
      doesNotAnswer: () => {
        told = true;
      },
    };
    await upstream.close();
    await fetch(gateway.url, { method: 'POST', headers: signed('sqs') });
    expect(told).toBe(true);
  });

  it('reports a LocalStack that stays incomplete as not ready, with an error for which SDKs retry a call', async () => {
    localStack = { isOpen: () => false, whenOpen: async () => false };
    const answer = await fetch(gateway.url, {
      method: 'POST',
      headers: { ...signed('sqs'), 'x-amz-target': 'AmazonSQS.SendMessage' },
      body: '{}',
    });
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({
      __type: 'ServiceUnavailable',
      message:
        'LocalStack is being restored after a restart. Retry later; if this persists, run npx -y pnpm@12 local:up.',
    });
    expect((await fetch(`${gateway.url}/_localstack/health`)).status).toBe(201);
    expect(passed.map(({ url }) => url)).toEqual(['/_localstack/health']);
  });

  it.each([
    ['secretsmanager', 'secretsmanager.PutSecretValue', 1],
    ['secretsmanager', 'secretsmanager.GetSecretValue', 0],
    ['ssm', 'AmazonSSM.PutParameter', 1],
    ['ssm', 'AmazonSSM.GetParameters', 0],
  ])('has values kept once they were changed: %s by %s', async (service, target, times) => {
    let changes = 0;
    localStack = {
      valuesChanged: () => {
        changes += 1;
      },
    };
    const headers = { ...signed(service), 'x-amz-target': target };
    await (await fetch(gateway.url, { method: 'POST', headers, body: '{}' })).text();
    await (await fetch(`${gateway.url}/_localstack/health`)).text();
    await expect.poll(() => changes).toBe(times);
  });

  it.each([['wafv2', 'AWS WAF']])(
    'says that %s is not offered, and does not pass it on',
    async (service, name) => {
      const answer = await fetch(gateway.url, { method: 'POST', headers: signed(service), body: '' });
      expect(answer.status).toBe(501);
      expect(await answer.text()).toContain(`${name} is not supported by the local environment.`);
      expect(passed).toEqual([]);
    },
  );

  it('applies the filter pattern of log events, which LocalStack ignores, and refuses one that it cannot read', async () => {
    const filter = (filterPattern: string) =>
      fetch(gateway.url, {
        method: 'POST',
        headers: { ...signed('logs'), 'x-amz-target': 'Logs_20140328.FilterLogEvents' },
        body: JSON.stringify({ logGroupName: 'web', filterPattern }),
      });
    await filter('ERROR');
    expect(passed).toMatchObject([
      {
        body: '{"logGroupName":"web"}',
        headers: { ...signed('logs'), 'x-amz-target': 'Logs_20140328.FilterLogEvents' },
      },
    ]);
    const refused = await filter('[a, b]');
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ __type: 'InvalidParameterException' });
  });

  const dashboard = {
    query: {
      path: '/',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: Buffer.from('Action=PutDashboard&Version=2010-08-01&DashboardName=a&DashboardBody=%7B%7D'),
    },
    json: {
      path: '/',
      headers: { 'x-amz-target': 'GraniteServiceVersion20100801.PutDashboard' },
      body: gzipSync('{"DashboardName":"a","DashboardBody":"{}"}'),
    },
    cbor: {
      path: '/service/GraniteServiceVersion20100801/operation/PutDashboard',
      headers: { 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' },
      body: Buffer.from([0xa1, 0x61, 0x61, 0x80]),
    },
  };

  it.each(Object.entries(dashboard))('forwards calls about dashboards unchanged (%s)', async (name, call) => {
    const encoding = name === 'json' ? { 'content-encoding': 'gzip' } : {};
    const answer = await fetch(`${gateway.url}${call.path}`, {
      method: 'POST',
      headers: { ...signed('monitoring'), ...call.headers, ...encoding },
      body: new Uint8Array(call.body),
    });
    expect(answer.status).toBe(201);
    expect(await answer.text()).toBe('<A></A>');
    expect(passed).toMatchObject([
      {
        ...{ method: 'POST', url: call.path, body: call.body.toString() },
        headers: { ...signed('monitoring'), ...call.headers, ...encoding },
      },
    ]);
  });

  it('lets a call about dashboards wait for LocalStack, and no other call of CloudWatch', async () => {
    localStack = { isOpen: () => false, whenOpen: async () => false };
    const ask = (operation: string) =>
      fetch(gateway.url, {
        method: 'POST',
        headers: { ...signed('monitoring'), 'x-amz-target': `GraniteServiceVersion20100801.${operation}` },
        body: '{}',
      });
    expect((await ask('ListDashboards')).status).toBe(503);
    expect((await ask('ListMetrics')).status).toBe(200);
  });

  it('reports errors in CBOR to a client that uses CBOR', async () => {
    const answer = await fetch(
      `${gateway.url}/service/GraniteServiceVersion20100801/operation/PutMetricData`,
      {
        method: 'POST',
        headers: {
          ...signed('monitoring'),
          ...{ 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' },
        },
        body: new Uint8Array(1024 * 1024 + 1),
      },
    );
    expect(answer.status).toBe(413);
    expect(answer.headers.get('smithy-protocol')).toBe('rpc-v2-cbor');
    expect(cbor.deserialize(new Uint8Array(await answer.arrayBuffer()))).toEqual({
      __type: 'RequestEntityTooLarge',
      message: 'The request is larger than 1048576 bytes.',
    });
  });

  it('rejects an unknown operation of ECS by its name', async () => {
    const answer = await fetch(gateway.url, {
      method: 'POST',
      headers: { ...signed('ecs'), 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.CreateTaskSet' },
      body: '{}',
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({
      __type: 'UnknownOperationException',
      message: 'The operation "CreateTaskSet" of ECS is not supported by the local environment.',
    });
  });

  it('rejects an unknown action of ELBv2 by its name', async () => {
    const answer = await fetch(gateway.url, {
      method: 'POST',
      headers: signed('elasticloadbalancing'),
      body: 'Action=CreateLoadBalancer&Version=2015-12-01',
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(
      '<Code>InvalidAction</Code><Message>The action &quot;CreateLoadBalancer&quot; of Elastic Load Balancing is not supported by the local environment.</Message>',
    );
  });

  it('refuses a body that is too large', async () => {
    const answer = await fetch(gateway.url, {
      method: 'POST',
      headers: { ...signed('ecs'), 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.ListServices' },
      body: JSON.stringify({ cluster: 'x'.repeat(1024 * 1024) }),
    });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toEqual({
      __type: 'RequestEntityTooLarge',
      message: 'The request is larger than 1048576 bytes.',
    });
  });

  it('refuses a web page, whatever it asks for', async () => {
    const answer = await fetch(`${gateway.url}/_parity/status`, {
      headers: { origin: 'https://evil.example' },
    });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toEqual({
      code: 'AccessDenied',
      message: 'Requests from the web page "https://evil.example" are refused.',
    });
  });
});

describe('the private control paths', () => {
  it('say that the process is well', async () => {
    const answer = await fetch(`${gateway.url}/_parity/health`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ status: 'ok' });
  });

  it('take a workload and answer what it changed', async () => {
    const release = { workload: sampleWorkload, digest: 'd2', releaseServices: true };
    const answer = await fetch(`${gateway.url}/_parity/workload`, {
      method: 'PUT',
      body: JSON.stringify(release),
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ taskDefinitions: {}, changed: [] });
    expect(controlPlane.releases).toEqual([release]);
  });

  it('refuse a workload that is none and name where it is wrong', async () => {
    const release = { workload: { ...sampleWorkload, services: [{ logicalId: 'A' }] }, digest: 'd2' };
    const answer = await fetch(`${gateway.url}/_parity/workload`, {
      method: 'PUT',
      body: JSON.stringify(release),
    });
    expect(answer.status).toBe(400);
    const text = await answer.text();
    expect(text).toContain('workload.services[0]');
    expect(text).toContain('releaseServices');
    expect(controlPlane.releases).toEqual([]);
  });

  it('complete a release, and roll one back', async () => {
    const post = async (path: string) => {
      const answer = await fetch(`${gateway.url}/_parity/${path}`, { method: 'POST' });
      return await answer.json();
    };
    expect(await post('complete-release')).toEqual({});
    expect(await post('roll-back-release')).toEqual({ hasRolledBack: false, restored: [], deleted: [] });
  });

  it('say what LocalStack was given, and take what it was given now', async () => {
    const recorded: unknown[] = [];
    localStack = {
      status: async () => ({ refilling: false, held: { digest: 'a', needed: 'b' } }),
      record: async (held) => {
        recorded.push(held);
        return false;
      },
    };
    const url = `${gateway.url}/_parity/emulation`;
    expect(await (await fetch(url)).json()).toEqual({ refilling: false, held: { digest: 'a', needed: 'b' } });
    const held = { digest: '', needed: '', failed: true };
    const answer = await fetch(url, { method: 'PUT', body: JSON.stringify(held) });
    expect(await answer.json()).toEqual({ recorded: false });
    expect(recorded).toEqual([held]);
    expect((await fetch(url, { method: 'PUT', body: '{}' })).status).toBe(400);
  });

  it('answer 404 for a path that is not there', async () => {
    const answer = await fetch(`${gateway.url}/_parity/nothing`);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({
      code: 'NotFound',
      message: 'There is no GET /_parity/nothing here.',
    });
  });
});
