import { expect, test } from 'vitest';
import { composeBaseline } from './compose-baseline.ts';
import type { InspectedContainer } from './inspected-container.ts';

const web: InspectedContainer = {
  Name: '/bench-web-1-web',
  Config: {
    Image: 'store:1',
    User: '1000:1000',
    Env: ['PORT=3000', 'PASSWORD=a$b'],
    Entrypoint: ['/bin/sh', '-c', 'exec "$@"', 'sh'],
    Cmd: ['bin/rails', 'server'],
    WorkingDir: '/app',
    Labels: { 'dev.spree-parity.container': 'web' },
    Healthcheck: {
      Test: ['CMD-SHELL', 'curl -fsS http://localhost:3000/up || exit 1'],
      Interval: 10_000_000_000,
      Timeout: 5_000_000_000,
      StartPeriod: 180_000_000_000,
      Retries: 3,
    },
  },
  HostConfig: {
    Binds: ['/state/ca.pem:/etc/ssl/certs/ece579f0.0:ro'],
    NanoCpus: 500_000_000,
    CpuShares: 512,
    Memory: 1_073_741_824,
    MemorySwap: 1_073_741_824,
    Ulimits: [{ Name: 'nofile', Soft: 20_000, Hard: 20_000 }],
    CapDrop: ['NET_RAW'],
    SecurityOpt: ['no-new-privileges'],
    ReadonlyRootfs: false,
  },
};

const needs = { postgres: { condition: 'service_healthy' }, redis: { condition: 'service_healthy' } };

test('a container becomes a service of the same image, command, limits and health check', () => {
  expect(composeBaseline([web])).toEqual({
    services: {
      'bench-web-1-web': {
        image: 'store:1',
        entrypoint: ['/bin/sh', '-c', 'exec "$$@"', 'sh'],
        command: ['bin/rails', 'server'],
        environment: ['PORT=3000', 'PASSWORD=a$$b'],
        user: '1000:1000',
        working_dir: '/app',
        healthcheck: {
          test: ['CMD-SHELL', 'curl -fsS http://localhost:3000/up || exit 1'],
          interval: '10000ms',
          timeout: '5000ms',
          start_period: '180000ms',
          retries: 3,
        },
        cpus: 0.5,
        cpu_shares: 512,
        mem_limit: 1_073_741_824,
        memswap_limit: 1_073_741_824,
        ulimits: { nofile: { soft: 20_000, hard: 20_000 } },
        volumes: ['/state/ca.pem:/etc/ssl/certs/ece579f0.0:ro'],
        cap_drop: ['NET_RAW'],
        security_opt: ['no-new-privileges'],
        read_only: false,
        init: false,
        depends_on: needs,
      },
    },
  });
});

test('a container without a health check gets none', () => {
  const worker = { ...web, Name: '/worker', Config: { ...web.Config, Healthcheck: { ...noCheck } } };
  expect(composeBaseline([worker]).services.worker).not.toHaveProperty('healthcheck');
});

const noCheck = { Test: ['NONE'], Interval: 0, Timeout: 0, StartPeriod: 0, Retries: 0 };
