import { Agent } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exampleTargetGroup } from '../../../../definition/testing/examples.ts';
import { systemClock } from '../../../../time/clock.ts';
import { waitUntil } from '../../../../time/wait-until.ts';
import { createLoadBalancer } from '../../load-balancer/haproxy-load-balancer.ts';
import type { LoadBalancer } from '../../load-balancer/load-balancer.ts';
import { exampleLoadBalancer } from '../../load-balancer/testing/example-workload.ts';
import { type Facts, recordFacts } from '../../load-balancer/testing/facts.ts';
import { ask } from '../../load-balancer/testing/requests.ts';
import { openStage, type Stage } from '../../load-balancer/testing/stage.ts';
import { jsonLog } from '../../logger.ts';
import { keptSink } from '../testing/kept-sink.ts';
import { followLog } from './follow-log.ts';
import { readRequest } from './logged-request.ts';
import { requestData } from './request-data.ts';

let stage: Stage;
let loadBalancer: LoadBalancer;
let facts: Facts;
let kept: ReturnType<typeof keptSink>;
/** Requests that a target got. */
let sent = 0;
const group = exampleTargetGroup();

beforeAll(async () => {
  stage = await openStage();
  facts = recordFacts();
  loadBalancer = createLoadBalancer({
    folder: stage.loadBalancerFolder,
    onFact: facts.take,
    onFailure: () => undefined,
    requestLog: true,
  });
  configure(60);
  loadBalancer.reconcile([]);
  const ip = await stage.startTarget('t0');
  loadBalancer.register({ targetGroup: group.logicalId, taskId: 'task0', ip, port: 3000 });
  await facts.until({ taskId: 'task0', state: 'healthy' });
});
afterAll(async () => {
  await loadBalancer.close();
  await stage.close();
});
beforeEach(() => {
  kept = keptSink();
});

/** Each other timeout is a change of the structure, for which HAProxy reloads. */
function configure(idleSeconds: number): void {
  const attributes = { 'idle_timeout.timeout_seconds': idleSeconds };
  loadBalancer.configure({ loadBalancers: [exampleLoadBalancer({ attributes })], targetGroups: [group] });
}

const url = (path: string) => `http://127.0.0.1:${stage.loadBalancerPort}${path}`;

/** One run of what counts; `stop` is its end, by SIGKILL where nothing is written. */
function startCounting() {
  const stop = new AbortController();
  const running = followLog({
    source: 'load-balancer',
    container: async () => stage.container('load-balancer'),
    engine: stage.engine,
    sink: kept.sink,
    toData: (lines) =>
      requestData(
        lines.flatMap((line) => readRequest(line) ?? []),
        () => 1,
      ),
    log: jsonLog(() => undefined, Date.now),
    clock: systemClock,
    signal: stop.signal,
    gatherMs: 20,
  });
  return async () => {
    stop.abort();
    await running;
  };
}

function sumOf(name: string): number {
  return kept.data
    .filter(({ metric }) => metric.metricName === name && metric.dimensions.TargetGroup === undefined)
    .reduce((sum, { values }) => sum + values.sum, 0);
}

/** Waits until all that were sent are counted, and shows that there are no more; each test counts from the beginning. */
async function expectAllCounted(): Promise<void> {
  await waitUntil({ what: `${sent} requests`, timeoutMs: 20_000, everyMs: 20 }, async () => {
    kept.write();
    return sumOf('RequestCount') >= sent ? true : undefined;
  });
  expect(sumOf('RequestCount')).toBe(sent);
}

/** Sends requests over eight connections that are kept alive; all are answered. */
async function send(count: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const statuses = await Promise.all(
    Array.from({ length: count }, async () => (await ask(url('/'), { agent })).status),
  );
  agent.destroy();
  expect(new Set(statuses)).toEqual(new Set([200]));
  sent += count;
}

describe('counted requests', () => {
  it('equal those that were sent, across reloads and restarts of the components that count', async () => {
    let stop = startCounting();
    let isOver = false;
    const sendOn = async () => {
      while (!isOver) await send(300);
    };
    const sending = sendOn();
    for (const [index, idleSeconds] of [61, 62, 63, 64].entries()) {
      configure(idleSeconds);
      await loadBalancer.settled();
      // Every other end loses what was not written yet.
      if (index % 2 === 0) kept.write(1);
      await stop();
      kept.crash();
      stop = startCounting();
    }
    isOver = true;
    await sending;
    await expectAllCounted();
    await stop();
  });

  it('equal those that were sent, even if HAProxy is killed', async () => {
    const stop = startCounting();
    await send(200);
    await stage.engine.killContainer(stage.container('load-balancer'), 'SIGKILL');
    await stage.engine.waitForExit(stage.container('load-balancer'));
    await stage.engine.startContainer(stage.container('load-balancer'));
    await waitUntil({ what: 'the load balancer', timeoutMs: 20_000, everyMs: 50 }, () =>
      send(1).then(
        () => true,
        () => undefined,
      ),
    );
    await send(100);
    await expectAllCounted();
    await stop();
  });

  it('have the status of whoever responded', async () => {
    const stop = startCounting();
    expect((await ask(url('/busy'))).status).toBe(503);
    sent += 1;
    await giveUp('/held');
    await expectAllCounted();
    expect(sumOf('HTTPCode_Target_2XX_Count')).toBe(sent - 2);
    expect(sumOf('HTTPCode_Target_5XX_Count')).toBe(1);
    // The client that gave up, with 460.
    expect(sumOf('HTTPCode_ELB_4XX_Count')).toBe(1);
    expect(sumOf('HTTPCode_ELB_5XX_Count')).toBe(0);
    await stop();
  });
});

/** Sends a part of a request's body and closes the connection when a target has the request. */
async function giveUp(path: string): Promise<void> {
  const socket = connect(stage.loadBalancerPort, '127.0.0.1');
  socket.write(`POST ${path} HTTP/1.1\r\nHost: store\r\nContent-Length: 10\r\n\r\nabc`);
  await waitUntil({ what: 'the request at its target', timeoutMs: 20_000, everyMs: 20 }, async () =>
    (await loadBalancer.statistics()).some(({ sessions }) => sessions > 0) ? true : undefined,
  );
  socket.destroy();
  sent += 1;
}
