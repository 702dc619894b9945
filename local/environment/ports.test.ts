import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { identifyEnvironment } from './identify.ts';
import { preferredPorts } from './local-environment.ts';
import { assignPorts, choosePorts, readPorts } from './ports.ts';

const firstFreeOutside = (busy: readonly number[]) => async (from: number, except: ReadonlySet<number>) => {
  let port = from;
  while (busy.includes(port) || except.has(port)) port += 1;
  return port;
};

test('a busy port is replaced by the next free one, and the move is reported', async () => {
  const { ports, moved } = await choosePorts(preferredPorts, new Set(), firstFreeOutside([4566, 8443]));
  expect(ports).toEqual({ ...preferredPorts, aws: 4567, https: 8444 });
  expect(moved).toEqual([
    { endpoint: 'https', wanted: 8443, taken: 8444 },
    { endpoint: 'aws', wanted: 4566, taken: 4567 },
  ]);
});

test('a port that must move takes none from another endpoint', async () => {
  const { ports } = await choosePorts(preferredPorts, new Set(), firstFreeOutside([8080]));
  expect(ports.loadBalancer).toBe(8081);
  expect(ports.http).toBe(8082);
});

test('a port that our own container holds stays', async () => {
  const { ports, moved } = await choosePorts(preferredPorts, new Set([4566]), firstFreeOutside([4566]));
  expect(ports.aws).toBe(4566);
  expect(moved).toEqual([]);
});

test('the assignment is kept, and a port that is in use is not taken', async () => {
  const state = await mkdtemp(join(tmpdir(), 'ports-'));
  const environment = identifyEnvironment('/x/shop', { XDG_STATE_HOME: state }, '/h');
  const { ports } = await assignPorts(environment, new Set());
  expect(await readPorts(environment)).toEqual(ports);
  const server = createServer().listen(ports.redis, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  try {
    const again = await assignPorts(environment, new Set());
    expect(again.ports.redis).not.toBe(ports.redis);
    expect(again.moved).toContainEqual({ endpoint: 'redis', wanted: ports.redis, taken: again.ports.redis });
  } finally {
    server.close();
  }
});
