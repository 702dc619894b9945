import { describe, expect, it } from 'vitest';
import type { Origin, ResponseHeadersPolicy } from '../../../../definition/model/cloudfront.ts';
import { exampleBucket } from '../../../../definition/testing/examples.ts';
import { exampleLoadBalancer } from '../../load-balancer/testing/example-workload.ts';
import {
  allViewer,
  cachingDisabled,
  exampleAssets,
  exampleBehavior,
  exampleDistribution,
  exampleOrigin,
  useOriginCacheControl,
} from '../testing/example-distribution.ts';
import { renderNginx } from './render-nginx.ts';

const options = {
  publishedHttpsPort: 8443,
  certificatePath: '/run/parity/edge/edge.crt',
  keyPath: '/run/parity/edge/edge.key',
  loadBalancerFolder: '/run/parity/load-balancer',
  s3Server: 'minio:9000',
  readerAgent: (logicalId: string) => `Amazon CloudFront as ${logicalId}`,
  cacheMiB: 512,
  requestLog: false,
};

const simple = {
  distributions: [exampleDistribution()],
  loadBalancers: [exampleLoadBalancer()],
  buckets: [],
};

const responseHeadersPolicy: ResponseHeadersPolicy = {
  headers: [
    { name: 'X-Frame-Options', value: 'DENY', override: true },
    { name: 'X-Price', value: '$1', override: false },
  ],
  removed: ['X-Powered-By'],
  cors: {
    allowOrigins: ['https://*.example.com', 'example.org'],
    allowMethods: ['GET', 'PUT'],
    allowHeaders: ['*'],
    exposeHeaders: ['X-Price'],
    allowCredentials: true,
    maxAgeSeconds: 600,
    override: false,
  },
  serverTimingPercent: 50,
};

const rich = {
  loadBalancers: [exampleLoadBalancer()],
  buckets: [exampleBucket({ logicalId: 'Pictures', name: 'store-pictures' })],
  distributions: [
    exampleDistribution({
      aliases: ['shop.localhost'],
      defaultRootObject: 'index.html',
      origins: [
        ...exampleDistribution().origins,
        {
          id: 'bucket',
          originPath: '/public',
          customHeaders: {},
          connectTimeoutSeconds: 10,
          readTimeoutSeconds: 10,
          target: { kind: 's3', bucket: 'Pictures', reader: 'Distribution' },
        },
        {
          id: 'remote',
          originPath: '',
          customHeaders: { 'X-Edge': 'a "quoted" $word' },
          connectTimeoutSeconds: 5,
          readTimeoutSeconds: 10,
          target: { kind: 'custom', domainName: 'cms.test', scheme: 'https', port: 443 },
        },
        {
          id: 'aws',
          originPath: '',
          customHeaders: {},
          connectTimeoutSeconds: 10,
          readTimeoutSeconds: 10,
          target: {
            kind: 'custom',
            domainName: 'x.execute-api.us-east-1.amazonaws.com',
            scheme: 'https',
            port: 443,
          },
        },
      ],
      behaviors: [
        { pathPattern: '/assets/*', ...exampleAssets({ responseHeadersPolicy }) },
        { pathPattern: '*.jpg', ...exampleAssets({ originId: 'bucket', viewerProtocolPolicy: 'allow-all' }) },
        {
          pathPattern: '/cms/*',
          ...exampleBehavior({
            originId: 'remote',
            viewerProtocolPolicy: 'https-only',
            cachePolicy: {
              ...cachingDisabled,
              minTtlSeconds: 1,
              defaultTtlSeconds: 60,
              maxTtlSeconds: 100,
              keyQueryStrings: ['page'],
              keyCookies: ['locale'],
              keyHeaders: ['cloudfront-forwarded-proto'],
            },
            originRequestPolicy: {
              headers: ['referer', 'cloudfront-viewer-country'],
              cloudFrontHeaders: [],
              cookies: ['currency'],
              queryStrings: 'none',
            },
          }),
        },
        { pathPattern: '/rails/*', ...exampleBehavior({ cachePolicy: useOriginCacheControl }) },
        { pathPattern: '/lambda', ...exampleBehavior({ originId: 'aws', originRequestPolicy: allViewer }) },
      ],
      customErrorResponses: [
        {
          errorCode: 404,
          responseCode: 200,
          responsePagePath: '/assets/404.html',
          errorCachingMinTtlSeconds: 60,
        },
      ],
    }),
  ],
};

describe('renderNginx', () => {
  it('renders a distribution with one behavior over a load balancer', async () => {
    await expect(renderNginx(simple, options)).toMatchFileSnapshot('../testing/examples/simple.conf');
  });

  it('renders behaviors, policies, all kinds of origin and error pages', async () => {
    await expect(renderNginx(rich, options)).toMatchFileSnapshot('../testing/examples/rich.conf');
  });

  it('logs the requests of viewers only, with the id that metrics use', () => {
    const distributions = [exampleDistribution({ id: 'E1ABCDEF' })];
    const rendered = renderNginx({ ...simple, distributions }, { ...options, requestLog: true });
    const servers = rendered.split('\n  server {\n').slice(1);
    const logging = servers.filter((server) => server.includes('access_log /dev/stdout edge_0_requests;'));
    expect(logging.map((server) => server.split('\n')[0]?.trim())).toEqual([
      'listen 8443 ssl default_server;',
      'listen 8080 default_server;',
    ]);
    expect(rendered).toContain('"distribution":"E1ABCDEF"');
    expect(renderNginx({ ...simple, distributions }, options)).not.toContain('log_format');
    expect(renderNginx(simple, { ...options, requestLog: true })).not.toContain('log_format');
  });

  it('sends a bucket the secret of the distribution, and treats a missing object as a forbidden one', () => {
    const read = (target: Origin['target']) =>
      renderNginx(
        {
          ...rich,
          distributions: [
            exampleDistribution({
              origins: [exampleOrigin({ id: 'bucket', target })],
              defaultBehavior: exampleAssets({ originId: 'bucket' }),
              customErrorResponses: [{ errorCode: 403, responseCode: 200, responsePagePath: '/index.html' }],
            }),
          ],
        },
        options,
      );
    const target = { kind: 's3', bucket: 'Pictures', reader: 'Distribution' } as const;
    expect(read(target)).toContain('proxy_set_header user-agent "Amazon CloudFront as Distribution";');
    expect(read(target)).toContain('error_page 404 =200 /.edge-error/403;');
    expect(read({ kind: 's3', bucket: 'Pictures' })).toContain(
      'proxy_set_header user-agent "Amazon CloudFront";',
    );
  });

  it('quotes the paths of the definition, whatever characters are in them', () => {
    const odd = `/a"b$c;'{}.html`;
    const text = renderNginx(
      {
        ...simple,
        distributions: [
          exampleDistribution({
            origins: [exampleOrigin({ originPath: odd })],
            defaultRootObject: odd.slice(1),
            customErrorResponses: [{ errorCode: 404, responseCode: 200, responsePagePath: odd }],
          }),
        ],
      },
      options,
    );
    const quoted = `/a\\"b\${edge_dollar}c;'{}.html`;
    expect(text).toContain(` "${quoted}";`);
    expect(text).toContain(`proxy_pass "http://edge_0_origin_0${quoted}$edge_0_path$is_args$args";`);
    expect(text).toContain(`proxy_pass "http://edge_0_origin_0${quoted}${quoted}";`);
  });
});
