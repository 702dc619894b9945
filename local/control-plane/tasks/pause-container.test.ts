import { expect, test } from 'vitest';
import { addressInTask } from './loopback-forwards.ts';
import { pauseContainerSpec } from './pause-container.ts';
import { container, definition, settings, task } from './testing/task-fixtures.ts';

test("a task's pause container holds its network and 169.254.170.2, without any capability", () => {
  const systemControls = [
    { namespace: 'net.core.somaxconn', value: '1024' },
    { namespace: 'kernel.msgmax', value: '65536' },
  ];
  const spec = pauseContainerSpec(task(), definition([container({ systemControls })]), settings);
  expect({ ...spec, command: [] }).toEqual({
    name: 'shop-web-01234567-pause',
    image: 'haproxy:3.0',
    labels: {
      'dev.spree-parity.environment': 'shop',
      'dev.spree-parity.task': '0123456789abcdef0123456789abcdef',
      'dev.spree-parity.role': 'pause',
    },
    entrypoint: ['/bin/sh', '-c', expect.stringMatching(/exec haproxy -f \S+$/), 'sh'],
    command: [],
    memoryMiB: 64,
    healthCheck: 'NONE',
    dropCapabilities: ['ALL'],
    network: { kind: 'network', name: 'shop_default', linkLocalAddresses: ['169.254.170.2'] },
    extraHosts: ['assets.localhost:127.0.0.1'],
    restart: 'no',
    kernelParameters: { 'net.core.somaxconn': '1024' },
  });
  expect(spec.command?.[0]).toContain('bind 169.254.170.2:80\n');
  expect(spec.command?.[0]).toContain('server control-plane control-plane:8079 resolvers docker');
});

test('a task finds the AWS endpoint and the S3 server at the ports that they have on the machine', () => {
  const [configuration] = pauseContainerSpec(task(), definition([container()]), settings).command ?? [];
  expect(configuration).toContain('bind 127.0.0.1:4566\n');
  expect(configuration).toContain('server control-plane control-plane:4566 resolvers docker');
  expect(configuration).toContain('bind 127.0.0.1:4572\n');
  expect(configuration).toContain('server minio minio:9000 resolvers docker');
});

test('a port that a container of the task uses itself is left to it, and the server then has another address', () => {
  const own = container({ portMappings: [{ containerPort: 4572, protocol: 'tcp' }] });
  const [configuration] = pauseContainerSpec(task(), definition([own]), settings).command ?? [];
  expect(configuration).not.toContain('127.0.0.1:4572');
  expect(addressInTask(settings.s3, definition([own]))).toBe('http://minio:9000');
});

test('the first keys of a task are answered by its pause container until they have to be renewed', () => {
  const path = '/v2/credentials/0123';
  const firstKeys = {
    path,
    freshUntilMs: 1_800_000_000_500,
    answer: '{"any":1}',
    answerForRuby: '{"ruby":1}',
  };
  const [configuration, ...answers] =
    pauseContainerSpec(task(), definition([container()]), settings, firstKeys).command ?? [];
  expect(configuration).toContain(
    'file /tmp/keys.json if { method GET } { path /v2/credentials/0123 } { date lt 1800000000 }\n',
  );
  expect(answers).toEqual(['{"any":1}', '{"ruby":1}']);
});
