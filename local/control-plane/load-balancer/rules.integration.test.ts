import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ListenerRule } from '../../../definition/model/load-balancing.ts';
import { exampleTargetGroup } from '../../../definition/testing/examples.ts';
import { createLoadBalancer } from './haproxy-load-balancer.ts';
import type { LoadBalancer } from './load-balancer.ts';
import { exampleListener, exampleLoadBalancer, exampleRule } from './testing/example-workload.ts';
import { recordFacts } from './testing/facts.ts';
import { type Asked, ask } from './testing/requests.ts';
import { openStage, type Stage } from './testing/stage.ts';

const answer = (statusCode: string, conditions: ListenerRule['conditions']) => ({
  conditions,
  actions: [{ type: 'fixed-response' as const, statusCode, messageBody: 'a "b" $c\n' }],
});
const forward = (path: string, weights: Readonly<Record<string, number>>) => ({
  conditions: [{ field: 'path-pattern' as const, values: [path] }],
  actions: [
    {
      type: 'forward' as const,
      targetGroups: Object.entries(weights).map(([targetGroup, weight]) => ({ targetGroup, weight })),
    },
  ],
});
const rules = [
  answer('461', [{ field: 'path-pattern', values: ['/tea/*', '/v?'] }]),
  answer('462', [{ field: 'host-header', values: ['*.shop.test'] }]),
  answer('463', [{ field: 'query-string', values: [{ key: 'pot', value: 't*' }, { value: 'tea' }] }]),
  answer('464', [{ field: 'http-header', httpHeaderName: 'X-Kettle', values: ['*on*'] }]),
  answer('465', [
    { field: 'http-request-method', values: ['PUT'] },
    { field: 'source-ip', values: ['0.0.0.0/0'] },
  ]),
  answer('466', [{ field: 'source-ip', values: ['203.0.113.0/24'] }]),
  {
    conditions: [{ field: 'path-pattern' as const, values: ['/old/*'] }],
    actions: [
      {
        type: 'redirect' as const,
        statusCode: 'HTTP_301' as const,
        protocol: 'HTTPS',
        host: 'www.#{host}',
        port: '443',
        path: '/new/#{path}',
        query: '#{query}',
      },
    ],
  },
  {
    conditions: [{ field: 'path-pattern' as const, values: ['/moved'] }],
    actions: [
      {
        type: 'redirect' as const,
        statusCode: 'HTTP_302' as const,
        protocol: '#{protocol}',
        host: '#{host}',
        port: '#{port}',
        path: '/blue/"pr$of"',
        query: '#{query}',
      },
    ],
  },
  {
    conditions: [{ field: 'path-pattern' as const, values: ['/weighted'] }],
    actions: [
      {
        type: 'forward' as const,
        targetGroups: [
          { targetGroup: 'Web', weight: 1 },
          { targetGroup: 'Next', weight: 1 },
        ],
        stickinessSeconds: 60,
      },
    ],
  },
  forward('/mostly', { Web: 3, Next: 1 }),
  forward('/only', { Web: 0, Next: 1 }),
  forward('/none', { Web: 0 }),
  answer('467', [{ field: 'path-pattern', values: [], regexValues: ['^/v[0-9]+/ping$', '/q\\$$'] }]),
  answer('468', [{ field: 'host-header', values: [], regexValues: ['^(api|shop2)\\.'] }]),
  answer('469', [
    { field: 'http-header', httpHeaderName: 'X-Client', values: [], regexValues: ['app/(1|2)\\.'] },
  ]),
  answer('470', [{ field: 'query-string', values: [{ key: 'what', value: 'a\\*b?' }] }]),
  {
    ...forward('/api/*', { Web: 1 }),
    transforms: [
      { type: 'url-rewrite' as const, regex: '^/api/(.*)$', replace: '/$1' },
      { type: 'host-header-rewrite' as const, regex: '^mywebsite-(.+)\\.com$', replace: 'internal.$1' },
    ],
  },
  {
    ...forward('/dp/*', { Web: 1 }),
    transforms: [
      {
        type: 'url-rewrite' as const,
        regex: '^/dp/([A-Za-z0-9]+)(/?)',
        replace: '/product.php?id=$1&x=%20$2',
      },
    ],
  },
  {
    ...forward('/part/*', { Web: 1 }),
    transforms: [{ type: 'url-rewrite' as const, regex: 'a(b)?c', replace: '[$1]' }],
  },
  {
    ...forward('/broken/*', { Web: 1 }),
    transforms: [{ type: 'url-rewrite' as const, regex: '^/broken/yes', replace: 'nowhere' }],
  },
].map((rule, index) => exampleRule({ ...rule, logicalId: `Rule${index}`, priority: index + 1 }));

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
  loadBalancer.configure({
    loadBalancers: [exampleLoadBalancer({ listeners: [exampleListener({ rules })] })],
    targetGroups: [exampleTargetGroup(), exampleTargetGroup({ logicalId: 'Next' })],
  });
  loadBalancer.reconcile([]);
  for (const [targetGroup, taskId] of [
    ['Web', 't0'],
    ['Next', 't1'],
  ] as const) {
    loadBalancer.register({ targetGroup, taskId, ip: await stage.startTarget(taskId), port: 3000 });
    await facts.until({ taskId, state: 'healthy' });
  }
});
afterAll(async () => {
  await loadBalancer.close();
  await stage.close();
});

const send = (path: string, asked: Asked = {}) =>
  ask(`http://127.0.0.1:${stage.loadBalancerPort}${path}`, asked);

describe('the rules of a listener', () => {
  it.each([
    ['/tea/green', {}, 461],
    ['/v1', {}, 461],
    ['/v12', {}, 200],
    ['/TEA/green', {}, 200],
    ['/', { headers: { host: 'www.SHOP.test:8080' } }, 462],
    ['/', { headers: { host: 'shop.test' } }, 200],
    ['/?x=1&POT=Teal', {}, 463],
    ['/?any=tea', {}, 463],
    ['/?tea', {}, 463],
    ['/?pot=coffee', {}, 200],
    ['/', { headers: { 'x-kettle': 'is On now' } }, 464],
    ['/', { method: 'PUT' }, 465],
    ['/v2/ping', {}, 467],
    ['/vx/ping', {}, 200],
    ['/V2/ping', {}, 200],
    ['/a/q$', {}, 467],
    ['/', { headers: { host: 'API.example' } }, 468],
    ['/', { headers: { host: 'myapi.example' } }, 200],
    ['/', { headers: { 'x-client': 'App/2.1' } }, 469],
    ['/?what=a*bc', {}, 470],
    ['/?what=axbc', {}, 200],
  ])('for %s with %o choose %i', async (path, asked, status) => {
    expect((await send(path, asked)).status).toBe(status);
  });

  it('give the fixed response as it is written', async () => {
    const { headers, body } = await send('/v1');
    expect([headers['content-type'], String(body)]).toEqual(['text/plain; charset=utf-8', 'a "b" $c\n']);
  });

  it('redirect with the parts of the request', async () => {
    const { status, headers } = await send('/old/a?b=c', { headers: { host: 'Shop.example:8080' } });
    expect([status, headers.location]).toEqual([301, 'https://www.shop.example:443/new/old/a?b=c']);
    expect((await send('/old/a')).headers.location).toBe('https://www.127.0.0.1:443/new/old/a');
  });

  it('redirect with the page and the reason of an Application Load Balancer', async () => {
    const { reason, headers, body } = await send('/moved');
    expect(headers.location).toBe('http://127.0.0.1:80/blue/"pr$of"');
    expect([reason, headers.server, headers['content-type'], String(body)]).toEqual([
      'Moved Temporarily',
      'awselb/2.0',
      'text/html',
      '<html>\r\n<head><title>302 Found</title></head>\r\n<body>\r\n<center><h1>302 Found</h1></center>\r\n</body>\r\n</html>\r\n',
    ]);
  });

  it.each([
    ['/api/orders?page=2', '/orders?page=2'],
    ['/api/a%20b/%2F', '/a%20b/%2F'],
    ['/dp/B09', '/product.php?id=B09&x=%20'],
    ['/dp/B09/?y=1', '/product.php?id=B09&x=%20/?y=1'],
    ['/part/xabcx/abc?q=1', '/part/x[b]x/abc?q=1'],
    ['/part/acx', '/part/[]x'],
    ['/part/none', '/part/none'],
    ['/broken/no', '/broken/no'],
  ])('rewrite the URL %s to %s', async (path, url) => {
    expect(seen((await send(path)).body).url).toBe(url);
  });

  it('rewrite the host, and leave one that does not match', async () => {
    const host = async (name: string) => seen((await send('/api/', { headers: { host: name } })).body).host;
    expect(await host('mywebsite-example.com')).toBe('internal.example');
    expect(await host('mywebsite-example.com:8081')).toBe('internal.example');
    expect(await host('other.example.com')).toBe('other.example.com');
  });

  it('answer 500 where a rewrite produces an invalid URL', async () => {
    const { status, headers } = await send('/broken/yes');
    expect([status, headers.server]).toEqual([500, 'awselb/2.0']);
  });

  it('give each target group its share of the requests by weight', async () => {
    const answers = await Promise.all(Array.from({ length: 400 }, () => send('/mostly')));
    const first = answers.filter(({ body }) => targetOf(body) === 't0').length;
    // Chance alone: five standard deviations of 8.7 around 300 of 400.
    expect(Math.abs(first - 300)).toBeLessThan(44);
  });

  it('give nothing to a target group without weight', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => send('/only')));
    expect(new Set(answers.map(({ body }) => targetOf(body)))).toEqual(new Set(['t1']));
    expect((await send('/none')).status).toBe(503);
  });

  it('spread requests over target groups by weight, and keep a client with one', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => send('/weighted')));
    expect(new Set(answers.map(({ body }) => targetOf(body)))).toEqual(new Set(['t0', 't1']));
    const [first] = answers;
    const cookie = first?.headers['set-cookie']?.[0]?.replace(/;.*/, '') ?? '';
    expect(cookie).toMatch(/^AWSALBTG=/);
    const kept = await Promise.all(
      Array.from({ length: 10 }, () => send('/weighted', { headers: { cookie } })),
    );
    expect(new Set(kept.map(({ body }) => targetOf(body)))).toEqual(
      new Set([targetOf(first?.body ?? Buffer.of())]),
    );
  });
});

function targetOf(body: Buffer): string {
  return z.object({ target: z.string() }).parse(JSON.parse(String(body))).target;
}

function seen(body: Buffer): { readonly url: string; readonly host: string } {
  return z.object({ url: z.string(), host: z.string() }).parse(JSON.parse(String(body)));
}
