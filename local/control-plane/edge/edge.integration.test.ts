import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { ResponseHeadersPolicy } from '../../../definition/model/cloudfront.ts';
import { exampleTargetGroup } from '../../../definition/testing/examples.ts';
import { createLoadBalancer } from '../load-balancer/haproxy-load-balancer.ts';
import type { LoadBalancer } from '../load-balancer/load-balancer.ts';
import { exampleLoadBalancer } from '../load-balancer/testing/example-workload.ts';
import { recordFacts } from '../load-balancer/testing/facts.ts';
import { ask } from '../load-balancer/testing/requests.ts';
import { openStage, type Stage } from '../load-balancer/testing/stage.ts';
import { createEdge } from './edge.ts';
import {
  allViewer,
  cachingDisabled,
  exampleAssets,
  exampleBehavior,
  exampleDistribution,
  exampleOrigin,
  useOriginCacheControl,
} from './testing/example-distribution.ts';

const responseHeadersPolicy: ResponseHeadersPolicy = {
  headers: [{ name: 'X-Frame-Options', value: 'DENY', override: true }],
  removed: [],
};
const distribution = exampleDistribution({
  origins: [exampleOrigin(), exampleOrigin({ id: 'published', originPath: '/published' })],
  originGroups: [{ id: 'group', primary: 'published', secondary: 'load-balancer', statusCodes: [403, 404] }],
  defaultRootObject: 'index$1.html',
  behaviors: [
    {
      pathPattern: '/rarely/*',
      ...exampleBehavior({
        responseHeadersPolicy: { headers: [], removed: [], serverTimingPercent: 0.0001 },
      }),
    },
    {
      pathPattern: '/viewer/*',
      ...exampleBehavior({
        originRequestPolicy: {
          ...allViewer,
          cloudFrontHeaders: [
            'cloudfront-forwarded-proto',
            'cloudfront-viewer-address',
            'cloudfront-viewer-country',
            'cloudfront-is-mobile-viewer',
          ],
        },
      }),
    },
    {
      pathPattern: '/policy/*',
      ...exampleBehavior({
        responseHeadersPolicy: {
          headers: [
            { name: 'X-Frame-Options', value: 'DENY', override: false },
            { name: 'X-Price', value: '$1', override: true },
          ],
          removed: ['X-Powered-By'],
          cors: {
            allowOrigins: ['https://*.shop.test'],
            allowMethods: ['GET', 'PUT'],
            allowHeaders: ['*'],
            exposeHeaders: [],
            allowCredentials: false,
            override: false,
          },
          serverTimingPercent: 100,
        },
      }),
    },
    { pathPattern: '/grouped/*', ...exampleAssets({ originId: 'group' }) },
    { pathPattern: '/assets/*', ...exampleAssets({ responseHeadersPolicy }) },
    { pathPattern: '/pictures/*', ...exampleBehavior({ cachePolicy: useOriginCacheControl }) },
    {
      pathPattern: '/listed/*',
      ...exampleBehavior({
        cachePolicy: {
          ...cachingDisabled,
          minTtlSeconds: 5,
          defaultTtlSeconds: 60,
          maxTtlSeconds: 100,
          keyQueryStrings: ['page', 'a[]'],
          keyCookies: ['locale'],
        },
        originRequestPolicy: {
          headers: 'none',
          cloudFrontHeaders: [],
          cookies: ['currency'],
          queryStrings: 'none',
        },
      }),
    },
  ],
});
const workload = {
  buckets: [],
  distributions: [distribution],
  loadBalancers: [exampleLoadBalancer()],
  targetGroups: [
    exampleTargetGroup({ stickiness: { enabled: true, type: 'lb_cookie', cookieDurationSeconds: 86_400 } }),
  ],
};
const seen = z.object({ url: z.string(), host: z.string(), forwardedFor: z.string(), cookie: z.string() });

let stage: Stage;
let loadBalancer: LoadBalancer;
beforeAll(async () => {
  stage = await openStage();
  const facts = recordFacts();
  loadBalancer = createLoadBalancer({
    folder: stage.loadBalancerFolder,
    onFact: facts.take,
    onFailure: () => undefined,
  });
  loadBalancer.configure(workload);
  loadBalancer.reconcile([]);
  loadBalancer.register({
    taskId: 'task0',
    targetGroup: 'Web',
    ip: await stage.startTarget('t0'),
    port: 3000,
  });
  const edge = createEdge({
    folder: stage.edgeFolder,
    certificates: stage.certificates,
    publishedHttpsPort: stage.httpsPort,
    loadBalancerFolder: stage.loadBalancerFolder,
    s3Server: 'minio:9000',
    readerAgent: (logicalId: string) => `Amazon CloudFront as ${logicalId}`,
    reload: () => stage.engine.killContainer(stage.container('edge'), 'SIGHUP'),
  });
  await edge.configure(workload);
  await facts.until({ taskId: 'task0', state: 'healthy' });
  await untilItServes();
});
afterAll(async () => {
  await loadBalancer.close();
  await stage.close();
});

const untilItServes = () =>
  vi.waitUntil(async () => (await ask(https('/up')).catch(() => undefined))?.status === 200, {
    timeout: 10_000,
  });
const https = (path: string) => `https://127.0.0.1:${stage.httpsPort}${path}`;
const http = (path: string) => `http://localhost:${stage.httpPort}${path}`;
const cacheOf = async (path: string, headers: Readonly<Record<string, string>> = {}) =>
  (await ask(https(path), { headers })).headers['x-cache'];

describe('the edge', () => {
  it('takes configurations with every kind of behavior and origin', async () => {
    const test = (name: string) =>
      stage.runOnce(stage.nginxImage, [
        'sh',
        '-c',
        `mkdir -p /var/cache/parity /run/parity && ln -s ${stage.certificates} /run/parity/edge && nginx -t -c /workspace/local/control-plane/edge/testing/examples/${name}`,
      ]);
    expect([await test('simple.conf'), await test('rich.conf')]).toEqual([0, 0]);
  });

  it('redirects what comes in clear to its published port, with the method kept', async () => {
    const got = await ask(http('/products?page=2'));
    const posted = await ask(http('/cart'), { method: 'POST' });
    expect([got.status, got.headers.location, got.headers['x-cache'], posted.status]).toEqual([
      301,
      `https://localhost:${stage.httpsPort}/products?page=2`,
      'Redirect from cloudfront',
      307,
    ]);
  });

  it("forwards the whole viewer's request where the policy says so, and never caches it", async () => {
    const headers = { host: `localhost:${stage.httpsPort}`, cookie: 'a=1' };
    const [first, second] = [await ask(https('/x?b=%20c'), { headers }), await ask(https('/x?b=%20c'))];
    expect(seen.parse(JSON.parse(String(first.body)))).toEqual({
      url: '/x?b=%20c',
      host: `localhost:${stage.httpsPort}`,
      forwardedFor: expect.stringMatching(/^\d+\.\d+\.\d+\.\d+, \d+\.\d+\.\d+\.\d+$/),
      cookie: 'a=1',
    });
    expect([first.headers['x-cache'], second.headers['x-cache']]).toEqual([
      'Miss from cloudfront',
      'Miss from cloudfront',
    ]);
  });

  it('asks the second origin of a group for what the first one does not have, and keeps the answer', async () => {
    const there = await ask(https('/grouped/there'));
    expect([there.status, String(there.body)]).toEqual([200, 'published']);
    const first = await ask(https('/grouped/elsewhere?page=2'));
    expect(seen.parse(JSON.parse(String(first.body)))).toMatchObject({
      url: '/grouped/elsewhere',
      cookie: '',
    });
    expect([first.status, first.headers['x-cache']]).toEqual([200, 'Miss from cloudfront']);
    expect(await cacheOf('/grouped/elsewhere')).toBe('Hit from cloudfront');
  });

  it('asks the second origin of a group only for the codes that the group names', async () => {
    const broken = await ask(https('/grouped/broken'));
    expect([broken.status, String(broken.body)]).toEqual([500, 'broken']);
  });

  it('adds the CloudFront headers that a policy asks for, and passes on none that a viewer sends', async () => {
    const headers = {
      'cloudfront-forwarded-proto': 'http',
      'cloudfront-viewer-address': '192.0.2.1:1',
      'cloudfront-viewer-country': 'XX',
      'cloudfront-viewer-ja3-fingerprint': 'forged',
      'CloudFront-Unheard-Of': 'forged',
      'X-Edge-Location': 'forged',
      'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)',
    };
    const viewerOf = async (path: string) =>
      z
        .object({ viewer: z.string() })
        .parse(JSON.parse(String((await ask(https(path), { headers })).body)))
        .viewer.trim();
    const { body } = await ask(https('/viewer/a'), { headers });
    expect(String(body)).not.toMatch(/unheard-of|x-edge/);
    expect(await viewerOf('/viewer/a')).toMatch(/^https \d+\.\d+\.\d+\.\d+:\d+ US true$/);
    expect(await viewerOf('/a')).toBe('');
  });

  it("leaves the origin's own header where a policy does not override it, and adds it where there is none", async () => {
    const [own, added] = [await ask(https('/policy/framed')), await ask(https('/policy/a'))];
    expect([own.headers['x-frame-options'], added.headers['x-frame-options']]).toEqual([
      'SAMEORIGIN',
      'DENY',
    ]);
    expect([own.headers['x-powered-by'], own.headers['x-price']]).toEqual([undefined, '$1']);
  });

  it('times a sample of the responses, and those that ask for it, after what the origin reports', async () => {
    const timing = async (path: string, headers: Readonly<Record<string, string>> = {}) =>
      (await ask(https(path), { headers })).headers['server-timing'];
    expect(await timing('/policy/a')).toBe('cdn-cache-miss');
    expect(await timing('/policy/timed')).toBe('app;dur=1, cdn-cache-miss');
    expect(await timing('/rarely/timed')).toBe('app;dur=1');
    expect(await timing('/rarely/timed', { pragma: 'no-cache, server-timing' })).toBe(
      'app;dur=1, cdn-cache-miss',
    );
  });

  it('keeps the Date of a response in the cache', async () => {
    const { date } = (await ask(https('/pictures/dated'))).headers;
    expect(date).toMatch(/ GMT$/);
    await vi.waitUntil(async () => {
      const now = (await ask(https('/a'))).headers.date ?? date;
      return now !== date;
    });
    const { headers } = await ask(https('/pictures/dated'));
    expect([headers['x-cache'], headers.date]).toEqual(['Hit from cloudfront', date]);
  });

  it('appends itself to the proxies that a request came through', async () => {
    const seenBy = async (via: Readonly<Record<string, string>>) =>
      z.object({ via: z.string() }).parse(JSON.parse(String((await ask(https('/a'), { headers: via })).body)))
        .via;
    expect(await seenBy({})).toBe('1.1 localhost (CloudFront)');
    expect(await seenBy({ via: '1.0 proxy' })).toBe('1.0 proxy, 1.1 localhost (CloudFront)');
  });

  it('takes names of objects for what they are, whatever nginx makes of a dollar sign', async () => {
    expect(JSON.parse(String((await ask(https('/'))).body))).toMatchObject({ url: '/index$1.html' });
  });

  it('answers CORS requests of origins that are allowed, and preflights', async () => {
    const allowed = async (path: string, origin: string, method = 'GET') => {
      const { headers } = await ask(https(path), {
        method,
        headers: { origin, ...(method === 'OPTIONS' && { 'access-control-request-method': 'PUT' }) },
      });
      return [headers['access-control-allow-origin'], headers['access-control-allow-methods']];
    };
    const origin = 'https://a.shop.test';
    expect(await allowed('/policy/a', origin)).toEqual([origin, undefined]);
    expect(await allowed('/policy/a', origin, 'OPTIONS')).toEqual([origin, 'GET, PUT']);
    expect(await allowed('/policy/a', 'https://other.test')).toEqual([undefined, undefined]);
    expect(await allowed('/policy/framed', origin)).toEqual(['https://own.test', undefined]);
  });

  it('serves an asset from the cache the second time, without cookies and with the policy headers', async () => {
    const first = await ask(https('/assets/a.js?one'));
    const second = await ask(https('/assets/a.js?two'), { headers: { cookie: 'a=1' } });
    expect([first.headers['x-cache'], second.headers['x-cache']]).toEqual([
      'Miss from cloudfront',
      'Hit from cloudfront',
    ]);
    expect(second.headers['x-origin-id']).toBe(first.headers['x-origin-id']);
    expect(second.headers['x-frame-options']).toBe('DENY');
    expect([first.headers['set-cookie'], second.headers['set-cookie']]).toEqual([undefined, undefined]);
  });

  it('compresses for who takes it', async () => {
    const plain = await ask(https('/assets/b.js'));
    const packed = await ask(https('/assets/b.js'), { headers: { 'accept-encoding': 'gzip' } });
    expect([plain.headers['content-encoding'], packed.headers['content-encoding']]).toEqual([
      undefined,
      'gzip',
    ]);
    expect(gunzipSync(packed.body).equals(plain.body)).toBe(true);
  });

  it('caches a picture that the origin lets it cache, for each query of its own', async () => {
    expect(await cacheOf('/pictures/1?size=2')).toBe('Miss from cloudfront');
    expect(await cacheOf('/pictures/1?size=2')).toBe('Hit from cloudfront');
    expect(await cacheOf('/pictures/1?size=3')).toBe('Miss from cloudfront');
  });

  it('keeps an answer with its cookies where it forwards cookies, and gives them to the next viewer', async () => {
    const [first, second] = [
      await ask(https('/pictures/with-session')),
      await ask(https('/pictures/with-session')),
    ];
    const session = (cookies: readonly string[] = []) =>
      cookies.find((cookie) => cookie.startsWith('session='));
    expect(session(first.headers['set-cookie'])).toBeDefined();
    expect(session(second.headers['set-cookie'])).toBe(session(first.headers['set-cookie']));
    expect(second.headers['x-cache']).toBe('Hit from cloudfront');
  });

  it('sends on and tells apart only what the policies name', async () => {
    const path = '/listed/a?page=2&z=1&a[]=3&page=4';
    const first = await ask(https(path), { headers: { cookie: 'currency=eur; locale=de; session=9' } });
    expect(seen.parse(JSON.parse(String(first.body)))).toMatchObject({
      url: '/listed/a?page=2&a[]=3&page=4',
      host: 'internal-store.ap-southeast-1.elb.localhost',
      cookie: 'currency=eur; locale=de',
    });
    expect(await cacheOf('/listed/a?page=2&a[]=3&page=4&z=7', { cookie: 'locale=de; currency=usd' })).toBe(
      'Hit from cloudfront',
    );
    expect(await cacheOf(path, { cookie: 'locale=fr' })).toBe('Miss from cloudfront');
  });

  it('cuts the asked part from the whole object, and never keeps the part in its place', async () => {
    const range = { range: 'bytes=2-11' };
    const first = await ask(https('/assets/c.js'), { headers: range });
    const whole = await ask(https('/assets/c.js'));
    const again = await ask(https('/assets/c.js'), { headers: range });
    const size = whole.body.byteLength;
    expect([whole.status, whole.headers['x-cache'], size > 1000]).toEqual([200, 'Hit from cloudfront', true]);
    for (const part of [first, again]) {
      expect([part.status, part.headers['content-range']]).toEqual([206, `bytes 2-11/${size}`]);
      expect(part.body.equals(whole.body.subarray(2, 12))).toBe(true);
    }
    expect(again.headers['x-cache']).toBe('Hit from cloudfront');
  });

  it('refuses a GET with a body, and an address that is too long', async () => {
    const long = (bytes: number) => `/x?${'y'.repeat(bytes - 3)}`;
    const withBody = await ask(https('/x'), { headers: { 'content-length': '1' }, body: 'y' });
    const answers = [withBody, await ask(https(long(8192))), await ask(https(long(8193)))];
    expect(answers.map(({ status }) => status)).toEqual([403, 200, 414]);
    expect(answers[2]?.headers['x-cache']).toBe('Error from cloudfront');
  });

  it('refuses a method that the behavior does not allow', async () => {
    expect((await ask(https('/assets/a.js'), { method: 'POST' })).status).toBe(403);
  });

  it('finds the load balancer again after that was killed', async () => {
    const container = stage.container('load-balancer');
    await stage.engine.killContainer(container, 'SIGKILL');
    await stage.engine.waitForExit(container);
    expect((await ask(https('/up'))).status).toBe(502);
    await stage.engine.startContainer(container);
    await untilItServes();
  });
});
