import { createClient } from 'redis';
import { Wait } from 'testcontainers';
import { beforeAll, describe, expect, test } from 'vitest';
import { imageOf } from './testing/image-of.ts';
import { LoopbackContainer, LoopbackRedis } from './testing/loopback-containers.ts';

let image: string;

beforeAll(async () => {
  image = await imageOf('redis');
});

/** What Redis answers to a client on this machine. */
async function ask(url: string, ...command: readonly string[]): Promise<unknown> {
  const client = createClient({ url, socket: { reconnectStrategy: false } });
  client.on('error', () => {});
  await client.connect();
  try {
    return await client.sendCommand([...command]);
  } finally {
    client.destroy();
  }
}

describe('the module of Testcontainers for Redis', () => {
  test('starts the image unchanged, open to clients of other hosts while it has no password', async () => {
    await using redis = await new LoopbackRedis(image).start();
    expect(await ask(redis.getConnectionUrl(), 'PING')).toBe('PONG');
    expect(await redis.executeCliCmd('ping')).toContain('PONG');
  });

  test('gives it a password', async () => {
    await using redis = await new LoopbackRedis(image).withPassword('secret').start();
    expect(await ask(redis.getConnectionUrl(), 'PING')).toBe('PONG');
    await expect(ask(redis.getConnectionUrl().replace(':secret@', ''), 'PING')).rejects.toThrow('NOAUTH');
  });
});

describe('the image of Redis, as the official one', () => {
  const isReady = Wait.forLogMessage('Ready to accept connections');

  async function started(command: readonly string[], content = '') {
    const container = await new LoopbackContainer(image)
      .withCommand([...command])
      .withCopyContentToContainer([{ target: '/etc/redis.conf', content }])
      .withExposedPorts(6379)
      .withWaitStrategy(isReady)
      .start();
    return { container, url: `redis://${container.getHost()}:${container.getMappedPort(6379)}` };
  }

  test('has the server run by its own user, which owns the data', async () => {
    const { container, url } = await started(['redis-server', '--appendonly', 'yes']);
    await using redis = container;
    await ask(url, 'SET', 'kept', 'value');
    expect((await redis.exec(['stat', '-c', '%U', '/proc/1', '/data/appendonlydir'])).stdout).toBe(
      'redis\nredis\n',
    );
    await redis.restart();
    const again = `redis://${redis.getHost()}:${redis.getMappedPort(6379)}`;
    expect(await ask(again, 'GET', 'kept')).toBe('value');
  });

  test('takes options alone', async () => {
    const { container, url } = await started(['--maxmemory', '64mb']);
    await using _ = container;
    expect(await ask(url, 'CONFIG', 'GET', 'maxmemory')).toEqual({ maxmemory: '67108864' });
  });

  test('takes a configuration file, and options after it', async () => {
    const { container, url } = await started(['/etc/redis.conf', '--databases', '4'], 'maxmemory 64mb\n');
    await using _ = container;
    expect(await ask(url, 'CONFIG', 'GET', 'maxmemory')).toEqual({ maxmemory: '67108864' });
    expect(await ask(url, 'CONFIG', 'GET', 'databases')).toEqual({ databases: '4' });
  });

  test.each([
    ['a file', ['redis-server', '/etc/redis.conf']],
    ['an option', ['redis-server', '--protected-mode', 'yes']],
  ])('is as protected as %s asks for', async (_, command) => {
    const { container, url } = await started(command, 'protected-mode yes\n');
    await using redis = container;
    await expect(ask(url, 'PING')).rejects.toThrow();
    expect((await redis.exec(['redis-cli', 'ping'])).stdout).toContain('PONG');
  });

  test('runs any other command', async () => {
    await using other = await new LoopbackContainer(image)
      .withCommand(['redis-server', '--version'])
      .withWaitStrategy(Wait.forLogMessage(/^Redis server v=7\./))
      .start();
    expect(other.getId()).not.toBe('');
  });
});
