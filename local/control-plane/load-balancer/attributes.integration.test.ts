import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type {
  Listener,
  ListenerAttributes,
  LoadBalancerAttributes,
  LoadBalancer as LoadBalancerDefinition,
} from '../../../definition/model/load-balancing.ts';
import { exampleTargetGroup, listenerAttributes } from '../../../definition/testing/examples.ts';
import { createLoadBalancer } from './haproxy-load-balancer.ts';
import type { LoadBalancer } from './load-balancer.ts';
import { exampleListener, exampleLoadBalancer } from './testing/example-workload.ts';
import { recordFacts } from './testing/facts.ts';
import { type Answer, type Asked, ask } from './testing/requests.ts';
import { openStage, type Stage } from './testing/stage.ts';

let stage: Stage;
let address: string;
let loadBalancer: LoadBalancer;
let failures: unknown[];
beforeAll(async () => {
  stage = await openStage();
  address = await stage.startTarget('t0');
});
afterEach(async () => {
  await loadBalancer.close();
  expect(failures).not.toContainEqual(expect.objectContaining({ code: 'LOAD_BALANCER_REFUSED' }));
});
afterAll(() => stage.close());

/** Load balancers over one target that is in service. */
async function balance(...loadBalancers: readonly LoadBalancerDefinition[]): Promise<void> {
  const facts = recordFacts();
  failures = [];
  loadBalancer = createLoadBalancer({
    folder: stage.loadBalancerFolder,
    certificatePath: join(stage.certificates, 'edge.crt'),
    onFact: facts.take,
    onFailure: (error) => failures.push(error),
  });
  loadBalancer.configure({ loadBalancers, targetGroups: [exampleTargetGroup()] });
  loadBalancer.reconcile([]);
  loadBalancer.register({ taskId: 'task0', targetGroup: 'Web', ip: address, port: 3000 });
  await facts.until({ taskId: 'task0', state: 'healthy' });
}

const withAttributes = (attributes: Partial<LoadBalancerAttributes>, listener: Partial<Listener> = {}) =>
  balance(exampleLoadBalancer({ attributes, listeners: [exampleListener(listener)] }));
const withListener = (attributes: Partial<ListenerAttributes>, listener: Partial<Listener> = {}) =>
  withAttributes({}, { ...listener, attributes: { ...listenerAttributes, ...attributes } });

const send = (asked: Asked = {}, scheme = 'http') =>
  ask(`${scheme}://127.0.0.1:${stage.loadBalancerPort}/`, asked);
const seen = ({ body }: Answer) =>
  z.object({ host: z.string(), names: z.string(), tls: z.string() }).parse(JSON.parse(String(body)));

describe('the attributes of a load balancer', () => {
  it.each([
    [false, true],
    [true, false],
  ])('with %s for invalid header fields to be dropped pass them: %s', async (drops, passes) => {
    await withAttributes({ 'routing.http.drop_invalid_header_fields.enabled': drops });
    const { names } = seen(await send({ headers: { x_legacy_token: '1', 'x.dotted': '1', 'x-fine': '1' } }));
    const all = names.split(',');
    expect(all).toContain('x-fine');
    expect([all.includes('x_legacy_token'), all.includes('x.dotted')]).toEqual([passes, passes]);
  });

  it.each([
    [false, 80, 'shop.example:8081', 'shop.example'],
    [true, 80, 'shop.example:8081', 'shop.example:8081'],
  ])(
    'with %s for the Host header to be preserved on port %i make %s %s',
    async (preserves, port, host, expected) => {
      await withAttributes({ 'routing.http.preserve_host_header.enabled': preserves }, { port });
      expect(seen(await send({ headers: { host } })).host).toBe(expected);
    },
  );

  it('tell a target about TLS, under the names that the listener gives', async () => {
    await balance(
      exampleLoadBalancer({
        attributes: { 'routing.http.x_amzn_tls_version_and_cipher_suite.enabled': true },
        listeners: [
          exampleListener({
            protocol: 'HTTPS',
            sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
            attributes: {
              ...listenerAttributes,
              'routing.http.request.x_amzn_tls_version.header_name': 'X-Tls',
            },
          }),
        ],
      }),
    );
    expect(seen(await send({}, 'https')).tls).toMatch(/^TLSv1\.3 TLS_AES_/);
  });

  it('end a connection once it has been kept alive for its time', async () => {
    await withAttributes({ 'client_keep_alive.seconds': 0 });
    expect((await send({ headers: { connection: 'keep-alive' } })).headers.connection).toBe('close');
  });
});

describe('the attributes of a listener', () => {
  it('add headers to every response, in place of those of the target', async () => {
    const csp = "default-src 'self'; report-uri /a?b=100%";
    await withListener({
      'routing.http.response.content_security_policy.header_value': csp,
      'routing.http.response.strict_transport_security.header_value': 'max-age=60; includeSubDomains',
    });
    const { headers } = await send();
    expect([headers['content-security-policy'], headers['strict-transport-security']]).toEqual([
      csp,
      'max-age=60; includeSubDomains',
    ]);
  });

  it.each([
    [true, 'awselb/2.0'],
    [false, undefined],
  ])('with %s for the Server header show %s', async (isShown, server) => {
    await withListener(
      { 'routing.http.response.server.enabled': isShown },
      { defaultActions: [{ type: 'fixed-response', statusCode: '404' }] },
    );
    expect((await send()).headers.server).toBe(server);
  });
});

describe('two load balancers on one port', () => {
  it('are told apart by the name in the request; a request that names neither goes to the first', async () => {
    const answering = (logicalId: string, statusCode: string) =>
      exampleListener({ logicalId, defaultActions: [{ type: 'fixed-response', statusCode }] });
    await balance(
      exampleLoadBalancer({ dnsName: 'load-balancer', listeners: [answering('First', '461')] }),
      exampleLoadBalancer({
        logicalId: 'Other',
        dnsName: 'admin.load-balancer',
        listeners: [answering('Second', '462')],
      }),
    );
    const status = async (host: string) => (await send({ headers: { host } })).status;
    expect([await status('load-balancer'), await status('ADMIN.load-balancer:80')]).toEqual([461, 462]);
    expect(await status('shop.example')).toBe(461);
    expect(await loadBalancer.statistics()).toMatchObject([{ targetGroup: 'Web', taskId: 'task0' }]);
  });
});
