import { compressionSettings } from './compression.ts';
import { type EdgeOptions, type EdgeWorkload, edgePorts } from './edge-options.ts';
import { block, dollarSign, map } from './nginx-syntax.ts';
import { renderDistribution } from './render-distribution.ts';
import { viewerMaps } from './viewer-headers.ts';

/** The whole configuration of nginx as the edge: the definition's distributions. */
export function renderNginx(workload: EdgeWorkload, options: EdgeOptions): string {
  const http = [
    settings(options),
    dollarSign,
    ...sharedMaps(),
    ...viewerMaps,
    renderHealth(),
    ...workload.distributions.flatMap((distribution, index) =>
      renderDistribution(distribution, index, workload, options),
    ),
  ];
  const lines = [
    'include /var/cache/parity/modules[.]conf;',
    // Connections to the load balancer that are kept alive are a worker's own: one has them all.
    'worker_processes 1;',
    'error_log /dev/stderr error;',
    'pid /var/cache/parity/nginx.pid;',
    ...block('events', ['worker_connections 4096;']),
    ...block(
      'http',
      http.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines])),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** The embedded DNS server of the engine's networks knows the services of the compose project. */
function settings(options: EdgeOptions): readonly string[] {
  return [
    'server_tokens off;',
    // Inner servers have none; those of a distribution have their own.
    'access_log off;',
    'tcp_nodelay on;',
    'keepalive_requests 10000;',
    'resolver 127.0.0.11 valid=5s ipv6=off;',
    'client_max_body_size 20g;',
    'client_body_buffer_size 128k;',
    'large_client_header_buffers 8 32k;',
    'variables_hash_max_size 4096;',
    'map_hash_bucket_size 256;',
    'client_body_temp_path /var/cache/parity/body;',
    'proxy_temp_path /var/cache/parity/proxy;',
    `proxy_cache_path /var/cache/parity/objects levels=1:2 keys_zone=edge:10m max_size=${options.cacheMiB}m inactive=7d use_temp_path=off;`,
    'proxy_http_version 1.1;',
    'proxy_connect_timeout 10s;',
    'proxy_buffer_size 32k;',
    'proxy_buffers 8 32k;',
    'proxy_busy_buffers_size 64k;',
    'proxy_ssl_server_name on;',
    'proxy_pass_header Server;',
    'ssl_protocols TLSv1.2 TLSv1.3;',
    'ssl_session_cache shared:edge_tls:2m;',
    ...compressionSettings,
  ];
}

/** Bytes of a URL that CloudFront takes. */
const longestUrl = 8192;

function sharedMaps(): readonly (readonly string[])[] {
  return [
    map('"$status:$upstream_cache_status"', 'edge_x_cache', [
      ['"~^[45]"', '"Error from cloudfront"'],
      ['"~:(?:HIT|STALE|UPDATING)$"', '"Hit from cloudfront"'],
      ['"~:REVALIDATED$"', '"RefreshHit from cloudfront"'],
      ['default', '"Miss from cloudfront"'],
    ]),
    map('$request_uri', 'edge_long_url', [
      [`"~^.{${longestUrl + 1}}"`, '1'],
      ['default', '0'],
    ]),
    map('"$request_method:$http_content_length:$http_transfer_encoding"', 'edge_get_with_body', [
      ['"~^GET:0*[1-9]"', '1'],
      ['"~^GET:[^:]*:."', '1'],
      ['default', '0'],
    ]),
    map('$http_upgrade', 'edge_connection', [
      ['""', '""'],
      ['default', 'upgrade'],
    ]),
    map('$server_protocol', 'edge_http_version', [
      ['"~^HTTP/(?<edge_http_version_value>.*)$"', '$edge_http_version_value'],
      ['default', '1.1'],
    ]),
    encodings('edge_encoding_gzip', [['gzip', 'gzip']]),
    encodings('edge_encoding_brotli', [['br', 'br']]),
    encodings('edge_encoding', [
      ['br.*gzip|gzip.*br', 'br,gzip'],
      ['br', 'br'],
      ['gzip', 'gzip'],
    ]),
  ];
}

/** What the viewer accepts, in one spelling, so that it makes few variants of an object. */
function encodings(name: string, entries: readonly (readonly [string, string])[]): readonly string[] {
  return map('$http_accept_encoding', name, [
    ...entries.map(([expression, value]) => [`"~*\\b(?:${expression})\\b"`, `"${value}"`] as const),
    ['default', '""'],
  ]);
}

/** Inside the container only. */
function renderHealth(): readonly string[] {
  return block('server', [`listen 127.0.0.1:${edgePorts.health};`, 'return 200 "ok\\n";']);
}
