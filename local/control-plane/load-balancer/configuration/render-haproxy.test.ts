import { describe, expect, it } from 'vitest';
import type { ListenerRule } from '../../../../definition/model/load-balancing.ts';
import { exampleTargetGroup, listenerAttributes } from '../../../../definition/testing/examples.ts';
import type { Server } from '../runtime/server.ts';
import { exampleListener, exampleLoadBalancer, exampleRule } from '../testing/example-workload.ts';
import { renderHaproxy, structureDigest } from './render-haproxy.ts';

const options = {
  folder: '/run/parity/load-balancer',
  certificatePath: '/run/parity/edge/edge.crt',
  requestLog: false,
};
const servers: readonly Server[] = [
  { backend: 'Web', name: 't1', ip: '10.0.0.1', port: 3000 },
  { backend: 'Web', name: 't2', ip: '10.0.0.2', port: 3000 },
];
const simple = { loadBalancers: [exampleLoadBalancer()], targetGroups: [exampleTargetGroup()] };

const rules: readonly ListenerRule[] = [
  exampleRule({
    logicalId: 'Api',
    priority: 10,
    conditions: [
      { field: 'path-pattern', values: ['/api/*', '/v?/x'] },
      { field: 'host-header', values: ['*.example.com'] },
    ],
    actions: [
      {
        type: 'forward',
        targetGroups: [
          { targetGroup: 'Web', weight: 90 },
          { targetGroup: 'Next', weight: 10 },
        ],
        stickinessSeconds: 60,
      },
    ],
  }),
  exampleRule({
    logicalId: 'Teapot',
    priority: 20,
    conditions: [
      { field: 'query-string', values: [{ key: 'pot', value: 't*' }, { value: 'tea' }] },
      { field: 'http-request-method', values: ['GET', 'HEAD'] },
      { field: 'source-ip', values: ['10.0.0.0/8'] },
      { field: 'http-header', httpHeaderName: 'X-Kettle', values: ['*on*'] },
    ],
    actions: [
      {
        type: 'fixed-response',
        statusCode: '418',
        contentType: 'text/plain',
        messageBody: 'I\'m a "teapot"\n',
      },
    ],
  }),
  exampleRule({
    logicalId: 'Old',
    priority: 30,
    conditions: [{ field: 'path-pattern', values: ['/old/*'] }],
    actions: [
      {
        type: 'redirect',
        statusCode: 'HTTP_301',
        protocol: 'HTTPS',
        host: 'www.#{host}',
        port: '443',
        path: '/new/#{path}',
        query: '#{query}',
      },
    ],
  }),
];
const rich = {
  loadBalancers: [
    exampleLoadBalancer({
      attributes: {
        'idle_timeout.timeout_seconds': 120,
        'routing.http.xff_header_processing.mode': 'preserve',
      },
      listeners: [
        exampleListener({ rules }),
        exampleListener({ logicalId: 'Https', port: 443, protocol: 'HTTPS' }),
      ],
    }),
  ],
  targetGroups: [
    exampleTargetGroup({
      slowStartSeconds: 30,
      stickiness: { enabled: true, type: 'lb_cookie', cookieDurationSeconds: 3600 },
    }),
    exampleTargetGroup({
      logicalId: 'Next',
      algorithm: 'least_outstanding_requests',
      stickiness: { enabled: true, type: 'app_cookie', cookieDurationSeconds: 3600, cookieName: '_session' },
    }),
  ],
};

const full = {
  loadBalancers: [
    exampleLoadBalancer({
      attributes: {
        'client_keep_alive.seconds': 120,
        'routing.http.drop_invalid_header_fields.enabled': true,
        'routing.http.x_amzn_tls_version_and_cipher_suite.enabled': true,
        'routing.http2.enabled': false,
      },
      listeners: [
        exampleListener({
          logicalId: 'Https',
          port: 8443,
          protocol: 'HTTPS',
          sslPolicy: 'ELBSecurityPolicy-TLS13-1-3-2021-06',
          attributes: {
            ...listenerAttributes,
            'routing.http.response.server.enabled': false,
            'routing.http.response.content_security_policy.header_value': 'default-src \'self\' "100%"',
          },
          rules: [
            exampleRule({
              conditions: [
                { field: 'path-pattern', values: [], regexValues: ['^/v[0-9]+/"$', '-i'] },
                { field: 'host-header', values: [], regexValues: ['^shop\\.'] },
                { field: 'query-string', values: [{ value: 'a\\*b*' }] },
              ],
              transforms: [
                { type: 'host-header-rewrite', regex: '^shop-(.+)\\.com$', replace: 'internal.$1' },
                { type: 'url-rewrite', regex: '^/v([0-9]+)/(.*)$', replace: '/100%/$2?v=$1' },
              ],
            }),
          ],
        }),
        exampleListener(),
      ],
    }),
    exampleLoadBalancer({
      logicalId: 'Admin',
      dnsName: 'admin.load-balancer',
      attributes: { 'routing.http.preserve_host_header.enabled': true },
      listeners: [exampleListener({ logicalId: 'AdminHttp' })],
    }),
  ],
  targetGroups: [exampleTargetGroup()],
};

describe('renderHaproxy', () => {
  it('renders one listener over one target group with its targets', async () => {
    await expect(renderHaproxy(simple, servers, options)).toMatchFileSnapshot(
      '../testing/examples/simple.cfg',
    );
  });

  it('renders rules, weights, redirects, fixed answers, stickiness and TLS', async () => {
    await expect(renderHaproxy(rich, servers, { ...options, requestLog: true })).toMatchFileSnapshot(
      '../testing/examples/rich.cfg',
    );
  });

  it('renders regular expressions, rewrites, attributes and two load balancers on one port', async () => {
    await expect(renderHaproxy(full, [], options)).toMatchFileSnapshot('../testing/examples/full.cfg');
  });

  it('logs requests to listeners only, with the names that metrics use', () => {
    const rendered = renderHaproxy(full, [], { ...options, requestLog: true });
    const sections = rendered.split('\n\n').filter((section) => section.includes('log global'));
    expect(sections.map((section) => section.split('\n')[0])).toEqual([
      'frontend Https',
      'frontend Http',
      'frontend AdminHttp',
    ]);
    expect(rendered).toContain('"balancer":"app/store/0123456789abcdef"');
    expect(rendered).toContain('set-var(txn.target_group) str(targetgroup/web/0123456789abcdef)');
  });

  it('has a digest that only the structure changes, not the targets', () => {
    expect(renderHaproxy(simple, servers, options)).toContain(
      `description ${structureDigest(simple, options)}`,
    );
    expect(renderHaproxy(simple, [], options)).toContain(`description ${structureDigest(simple, options)}`);
    expect(structureDigest(rich, options)).not.toBe(structureDigest(simple, options));
  });
});
