import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { exampleTargetGroup } from '../../../definition/testing/examples.ts';
import { eventually } from '../../../testing/eventually.ts';
import { createLoadBalancer } from './haproxy-load-balancer.ts';
import { probeTarget } from './health/probe.ts';
import type { LoadBalancer } from './load-balancer.ts';
import { listenerSocket } from './paths.ts';
import { exampleListener, exampleLoadBalancer, exampleRule } from './testing/example-workload.ts';
import { type Facts, recordFacts } from './testing/facts.ts';
import { ask, startLoad } from './testing/requests.ts';
import { openStage, type Stage } from './testing/stage.ts';

let stage: Stage;
let addresses: readonly string[];
beforeAll(async () => {
  stage = await openStage();
  addresses = await Promise.all(['t0', 't1', 't2', 't3'].map((name) => stage.startTarget(name)));
});
afterAll(() => stage.close());

const workload = {
  loadBalancers: [exampleLoadBalancer()],
  targetGroups: [
    exampleTargetGroup({ stickiness: { enabled: true, type: 'lb_cookie', cookieDurationSeconds: 86_400 } }),
  ],
};
const seen = z.object({
  target: z.string(),
  forwardedFor: z.string(),
  forwardedProto: z.string(),
  forwardedPort: z.string(),
  trace: z.string(),
});

let loadBalancer: LoadBalancer;
let facts: Facts;
let failures: unknown[];
/** Addresses whose checks fail. */
const held = new Set<string>();
beforeEach(() => {
  facts = recordFacts();
  failures = [];
  loadBalancer = createLoadBalancer({
    folder: stage.loadBalancerFolder,
    certificatePath: join(stage.certificates, 'edge.crt'),
    onFact: facts.take,
    onFailure: (error) => failures.push(error),
    probe: async (each, check) => (held.has(each.ip) ? { kind: 'failed' } : await probeTarget(each, check)),
  });
  loadBalancer.configure(workload);
  loadBalancer.reconcile([]);
});
afterEach(() => loadBalancer.close());

const url = (path: string) => `http://127.0.0.1:${stage.loadBalancerPort}${path}`;
const target = (index: number) => ({
  taskId: `task${index}`,
  targetGroup: 'Web',
  ip: addresses[index] ?? '',
  port: 3000,
});
async function serve(...indices: readonly number[]): Promise<void> {
  for (const index of indices) loadBalancer.register(target(index));
  await Promise.all(indices.map((index) => facts.until({ taskId: `task${index}`, state: 'healthy' })));
}

describe('the load balancer', () => {
  it('starts from a configuration that HAProxy takes', async () => {
    const check = (name: string) =>
      stage.runOnce(stage.haproxyImage, [
        'haproxy',
        '-c',
        '-f',
        `/workspace/local/control-plane/load-balancer/testing/examples/${name}`,
      ]);
    expect(await check('simple.cfg')).toBe(0);
  });

  it('answers 503 without a target, and 502 when the target refuses', async () => {
    await loadBalancer.settled();
    const none = await ask(url('/'));
    expect([none.status, none.headers.server, String(none.body)]).toEqual([
      503,
      'awselb/2.0',
      expect.stringContaining('503 Service Temporarily Unavailable'),
    ]);
    const [group] = workload.targetGroups.map((each) => ({
      ...each,
      healthCheck: { ...each.healthCheck, port: '3000' },
    }));
    loadBalancer.configure({ ...workload, targetGroups: group === undefined ? [] : [group] });
    loadBalancer.register({ ...target(0), port: 9 });
    await facts.until({ taskId: 'task0', state: 'healthy' });
    const refused = await ask(url('/'));
    expect([refused.status, String(refused.body)]).toEqual([502, expect.stringContaining('502 Bad Gateway')]);
  });

  it("passes a target's own 503 on", async () => {
    await serve(0);
    expect(String((await ask(url('/busy'))).body)).toBe('busy');
  });

  it('tells the target who sent the request, in the headers of an Application Load Balancer', async () => {
    await serve(0);
    const headers = { 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https' };
    const answer = seen.parse(JSON.parse(String((await ask(url('/'), { headers })).body)));
    expect(answer).toEqual({
      target: 't0',
      forwardedFor: expect.stringMatching(/^203\.0\.113\.7, \d+\.\d+\.\d+\.\d+$/),
      forwardedProto: 'http',
      forwardedPort: '80',
      trace: expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
    });
  });

  it.each([
    ['preserve', /^203\.0\.113\.7$/],
    ['remove', /^-?$/],
    ['append', /^203\.0\.113\.7, \d+\.\d+\.\d+\.\d+:\d+$/],
  ] as const)('with the processing mode %s makes X-Forwarded-For %o', async (mode, expected) => {
    const attributes = {
      'routing.http.xff_header_processing.mode': mode,
      'routing.http.xff_client_port.enabled': true,
    };
    loadBalancer.configure({ ...workload, loadBalancers: [exampleLoadBalancer({ attributes })] });
    await serve(0);
    const headers = { 'x-forwarded-for': '203.0.113.7' };
    const answer = seen.parse(JSON.parse(String((await ask(url('/'), { headers })).body)));
    expect(answer.forwardedFor).toMatch(expected);
  });

  it('keeps a client with a target until that one is gone, and then with another', async () => {
    await serve(0, 1);
    const first = await ask(url('/'));
    const cookies = first.headers['set-cookie'] ?? [];
    expect(
      cookies.map((cookie) => cookie.replace(/=.*?;/, '=...;').replace(/Expires=[^;]*/, 'Expires=...')),
    ).toEqual(['AWSALB=...; Expires=...; Path=/', 'AWSALBCORS=...; Expires=...; Path=/; SameSite=None']);
    const cookie = (cookies[0] ?? '').replace(/;.*/, '');
    const targets = await Promise.all([1, 2, 3, 4].map(() => targetOf(cookie)));
    const { target: kept } = seen.parse(JSON.parse(String(first.body)));
    expect(targets).toEqual([kept, kept, kept, kept]);
    const index = Number(kept.slice(1));
    loadBalancer.deregister(`task${index}`, 'Web');
    await facts.until({ type: 'targetDrained', taskId: `task${index}` });
    expect(await targetOf(cookie)).toBe(`t${1 - index}`);
  });

  it('loses no request while targets come and go, the control plane restarts and HAProxy reloads', async () => {
    await serve(0, 1);
    const load = startLoad((index) => url(index % 25 === 0 ? '/slow' : '/'), 50);
    await serve(2, 3);
    for (const index of [0, 1]) loadBalancer.deregister(`task${index}`, 'Web');
    await Promise.all([0, 1].map((index) => facts.until({ type: 'targetDrained', taskId: `task${index}` })));
    const recorded = loadBalancer.targets().map(({ health, ...rest }) => ({ ...rest, state: health.state }));
    await loadBalancer.close();
    loadBalancer = createLoadBalancer({
      folder: stage.loadBalancerFolder,
      certificatePath: join(stage.certificates, 'edge.crt'),
      onFact: facts.take,
      onFailure: (error) => failures.push(error),
    });
    loadBalancer.configure(withTeapot);
    loadBalancer.reconcile(recorded);
    await loadBalancer.settled();
    expect((await ask(url('/teapot'))).status).toBe(418);
    loadBalancer.deregister('task2', 'Web');
    await facts.until({ type: 'targetDrained', taskId: 'task2' });
    expect(await load.stop()).toEqual({ 200: expect.any(Number) });
    expect(failures).toEqual([]);
  });

  it('does not call a target drained, after a restart, before HAProxy has been told', async () => {
    await serve(0, 1);
    const recorded = loadBalancer.targets().map(({ health, ...rest }) => ({ ...rest, state: health.state }));
    await loadBalancer.close();
    loadBalancer = createLoadBalancer({
      folder: stage.loadBalancerFolder,
      onFact: facts.take,
      onFailure: (error) => failures.push(error),
    });
    loadBalancer.reconcile(recorded);
    loadBalancer.deregister('task0', 'Web');
    await loadBalancer.settled();
    loadBalancer.configure(workload);
    await facts.until({ type: 'targetDrained', taskId: 'task0' });
    expect(new Set(await Promise.all([1, 2, 3, 4].map(() => targetOf(''))))).toEqual(new Set(['t1']));
  });

  it('takes a target into service after a reload that came before its health, and out again', async () => {
    await serve(0);
    held.add(target(1).ip);
    loadBalancer.register(target(1));
    loadBalancer.configure(withTeapot);
    await loadBalancer.settled();
    held.clear();
    await facts.until({ taskId: 'task1', state: 'healthy' });
    loadBalancer.deregister('task1', 'Web');
    await facts.until({ type: 'targetDrained', taskId: 'task1' });
    expect(new Set(await Promise.all([1, 2, 3, 4].map(() => targetOf(''))))).toEqual(new Set(['t0']));
  });

  it('serves again after HAProxy was killed, with the targets that it had', async () => {
    await serve(0);
    const container = stage.container('load-balancer');
    await stage.engine.killContainer(container, 'SIGKILL');
    await stage.engine.waitForExit(container);
    loadBalancer.register(target(1));
    await stage.engine.startContainer(container);
    await facts.until({ taskId: 'task1', state: 'healthy' });
    const targets = await Promise.all([1, 2, 3, 4].map(() => targetOf('')));
    expect(new Set(targets)).toEqual(new Set(['t0', 't1']));
  });

  it('listens with TLS beside the plain listener', async () => {
    const https = exampleListener({ logicalId: 'Https', port: 443, protocol: 'HTTPS' });
    loadBalancer.configure({
      ...workload,
      loadBalancers: [exampleLoadBalancer({ listeners: [exampleListener(), https] })],
    });
    await loadBalancer.settled();
    // A reload that follows another one is refused while the master process begins anew, and is tried again.
    await eventually('the socket of the listener with TLS', async () =>
      existsSync(listenerSocket(stage.loadBalancerFolder, 'Https')),
    );
  });
});

const teapotRules = [
  exampleRule({
    conditions: [{ field: 'path-pattern', values: ['/tea*'] }],
    actions: [{ type: 'fixed-response', statusCode: '418' }],
  }),
];
const withTeapot = {
  ...workload,
  loadBalancers: [exampleLoadBalancer({ listeners: [exampleListener({ rules: teapotRules })] })],
};

async function targetOf(cookie: string): Promise<string> {
  const headers = cookie === '' ? {} : { cookie };
  return seen.parse(JSON.parse(String((await ask(url('/'), { headers })).body))).target;
}
