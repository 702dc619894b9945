import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type {
  LoadBalancer as LoadBalancerDefinition,
  TargetGroup,
} from '../../../definition/model/load-balancing.ts';
import { exampleTargetGroup } from '../../../definition/testing/examples.ts';
import { waitUntil } from '../../../time/wait-until.ts';
import { createLoadBalancer } from './haproxy-load-balancer.ts';
import type { LoadBalancer } from './load-balancer.ts';
import { exampleLoadBalancer } from './testing/example-workload.ts';
import { type Facts, recordFacts } from './testing/facts.ts';
import { type Answer, ask } from './testing/requests.ts';
import { openStage, type Stage } from './testing/stage.ts';

let stage: Stage;
let addresses: readonly string[];
let loadBalancer: LoadBalancer;
let facts: Facts;
beforeAll(async () => {
  stage = await openStage();
  addresses = await Promise.all(['t0', 't1'].map((name) => stage.startTarget(name)));
});
afterEach(() => loadBalancer.close());
afterAll(() => stage.close());

/** A load balancer of its own for each test; the targets of the one before are gone. */
function balance(
  group: Partial<TargetGroup>,
  attributes: Partial<LoadBalancerDefinition['attributes']> = {},
) {
  facts = recordFacts();
  loadBalancer = createLoadBalancer({
    folder: stage.loadBalancerFolder,
    onFact: facts.take,
    onFailure: () => undefined,
  });
  const loadBalancers = [exampleLoadBalancer({ attributes })];
  loadBalancer.configure({ loadBalancers, targetGroups: [exampleTargetGroup(group)] });
  loadBalancer.reconcile([]);
}

async function serve(...indices: readonly number[]): Promise<void> {
  for (const index of indices) {
    const place = { targetGroup: 'Web', ip: addresses[index] ?? '', port: 3000 };
    loadBalancer.register({ ...place, taskId: `task${index}` });
  }
  await Promise.all(indices.map((index) => facts.until({ taskId: `task${index}`, state: 'healthy' })));
}

const url = (path: string) => `http://127.0.0.1:${stage.loadBalancerPort}${path}`;
const targetOf = ({ body }: Answer) =>
  z.object({ target: z.string() }).parse(JSON.parse(String(body))).target;

/** How many of so many requests, one after another, this target answered. */
async function answeredBy(target: string, requests: number): Promise<number> {
  let count = 0;
  for (let sent = 0; sent < requests; sent++) {
    if (targetOf(await ask(url('/'))) === target) count += 1;
  }
  return count;
}

describe('a target group', () => {
  it('starts a new target slowly, and gives it its whole share once the slow start is over', async () => {
    balance({ slowStartSeconds: 10 });
    await serve(0);
    expect(await answeredBy('t0', 10)).toBe(10);
    await serve(1);
    const shares = [await answeredBy('t1', 40)];
    await waitUntil({ what: 'the whole share', timeoutMs: 30_000 }, async () => {
      shares.push(await answeredBy('t1', 40));
      return shares.at(-1) === 20 || undefined;
    });
    // A third is what it has at half of its weight, after five seconds.
    expect(shares[0]).toBeLessThan(13);
    expect(new Set(shares).size).toBeGreaterThan(5);
    // Round robin may give one more or less to either side.
    for (const [index, share] of shares.slice(1).entries()) {
      expect(share).toBeGreaterThanOrEqual((shares[index] ?? 0) - 1);
    }
  });

  it('with least outstanding requests, sends nothing to a busy target while another one is idle', async () => {
    balance({ algorithm: 'least_outstanding_requests' });
    await serve(0, 1);
    const hold = new AbortController();
    const held = fetch(url('/held'), { signal: hold.signal }).catch(() => 'let go');
    const busy = await waitUntil({ what: 'a target that holds it', timeoutMs: 10_000 }, async () =>
      (await loadBalancer.statistics()).find(({ sessions }) => sessions > 0),
    );
    const free = busy.taskId === 'task0' ? 't1' : 't0';
    expect(await answeredBy(free, 20)).toBe(20);
    hold.abort();
    expect(await held).toBe('let go');
  });

  it("keeps a client by the application's cookie and AWSALBAPP-0 together", async () => {
    balance(sticky);
    await serve(0, 1);
    expect((await ask(url('/'))).headers['set-cookie']).toBeUndefined();
    const login = await ask(url('/login'));
    const [session = '', own = ''] = (login.headers['set-cookie'] ?? []).map((each) =>
      each.replace(/;.*/, ''),
    );
    expect(login.headers['set-cookie']).toEqual([
      expect.stringMatching(/^session=[0-9a-f-]+; Path=\/$/),
      expect.stringMatching(/^AWSALBAPP-0=Web=task[01]\.\d+\|; Expires=[^;]+ GMT; Path=\/$/),
    ]);
    const asked = async (...cookies: readonly string[]) =>
      await Promise.all([1, 2, 3, 4].map(() => ask(url('/'), { headers: { cookie: cookies.join('; ') } })));
    const both = await asked(session, own);
    expect(new Set(both.map(targetOf))).toEqual(new Set([targetOf(login)]));
    expect(both.map(({ headers }) => headers['set-cookie']?.length)).toEqual([1, 1, 1, 1]);
    for (const alone of [session, own]) {
      const answers = await asked(alone);
      expect(new Set(answers.map(targetOf))).toEqual(new Set(['t0', 't1']));
      expect(answers.map(({ headers }) => headers['set-cookie'])).toEqual(Array(4).fill(undefined));
    }
  });

  it('moves such a client to another target when its target is gone or the duration is over, and recognizes other groups', async () => {
    balance(sticky);
    await serve(0, 1);
    const withCookie = async (entries: string, headers: Readonly<Record<string, string>> = {}) =>
      await ask(url('/'), { headers: { ...headers, cookie: `session=1; AWSALBAPP-0=${entries}` } });
    const end = Math.floor(Date.now() / 1000) + 60;
    const over = await Promise.all([1, 2].map(() => withCookie(`Web=task0.${end - 61}|`)));
    expect(new Set(over.map(targetOf))).toEqual(new Set(['t0', 't1']));
    loadBalancer.deregister('task0', 'Web');
    await facts.until({ type: 'targetDrained', taskId: 'task0' });
    const moved = await withCookie(`Next=task7.${end}|Web=task0.${end}|`, { 'user-agent': chrome });
    expect(targetOf(moved)).toBe('t1');
    expect(moved.headers['set-cookie']).toEqual([
      expect.stringMatching(
        new RegExp(
          `^AWSALBAPP-0=Next=task7\\.${end}\\|Web=task1\\.\\d+\\|; Expires=[^;]+; Path=/; SameSite=None; Secure$`,
        ),
      ),
    ]);
  });
});

const sticky = {
  deregistrationDelaySeconds: 1,
  stickiness: { enabled: true, type: 'app_cookie', cookieDurationSeconds: 60, cookieName: 'session' },
} as const;
const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36';

describe('the idle timeout', () => {
  it('ends a request that its target does not answer with 504, and an idle connection of a client', async () => {
    balance({}, { 'idle_timeout.timeout_seconds': 1 });
    await serve(0);
    const startedAt = Date.now();
    const { status, headers } = await ask(url('/held'));
    expect([status, headers.server]).toEqual([504, 'awselb/2.0']);
    expect(Date.now() - startedAt).toBeGreaterThan(900);
    expect(await idleAfterAnswer()).toMatch(/^HTTP\/1\.1 200/);
  });
});

/** What a kept-alive connection gave until the other side closed it. */
function idleAfterAnswer(): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(stage.loadBalancerPort, '127.0.0.1');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(String(Buffer.concat(chunks))));
    socket.write('GET /up HTTP/1.1\r\nHost: store\r\n\r\n');
  });
}
