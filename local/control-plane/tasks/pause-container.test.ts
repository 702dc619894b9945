import { expect, it } from 'vitest';
import { pauseContainerSpec } from './pause-container.ts';
import { container, definition, settings, task } from './testing/task-fixtures.ts';

it("a task's pause container holds its network and 169.254.170.2, without any capability", () => {
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
    entrypoint: ['/bin/sh', '-c', 'printf %s "$1" >/tmp/pause.cfg && exec haproxy -f /tmp/pause.cfg', 'sh'],
    command: [],
    memoryMiB: 64,
    healthCheck: 'NONE',
    dropCapabilities: ['ALL'],
    network: { kind: 'network', name: 'shop_default', linkLocalAddresses: ['169.254.170.2'] },
    restart: 'no',
    kernelParameters: { 'net.core.somaxconn': '1024' },
  });
  expect(spec.command?.[0]).toContain('bind 169.254.170.2:80\n');
  expect(spec.command?.[0]).toContain('server control-plane control-plane:8079 resolvers docker');
});
