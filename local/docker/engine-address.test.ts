import { describe, expect, it } from 'vitest';
import { findEngine } from './engine-address.ts';

const nothing = () => undefined;

describe('findEngine', () => {
  it('uses the usual socket by default', () => {
    expect(findEngine({}, nothing)).toEqual({ kind: 'socket', path: '/var/run/docker.sock' });
  });

  it('takes a socket or a loopback port from DOCKER_HOST', () => {
    expect([
      findEngine({ DOCKER_HOST: 'unix:///run/user/1000/docker.sock' }, nothing),
      findEngine({ DOCKER_HOST: 'tcp://127.0.0.1:2375' }, nothing),
      findEngine({ DOCKER_HOST: 'tcp://[::1]:2376' }, nothing),
    ]).toEqual([
      { kind: 'socket', path: '/run/user/1000/docker.sock' },
      { kind: 'tcp', host: '127.0.0.1', port: 2375 },
      { kind: 'tcp', host: '::1', port: 2376 },
    ]);
  });

  it('follows the current context', () => {
    const files = (path: string) => {
      if (path === '/home/user/.docker/config.json') return '{"currentContext": "desktop"}';
      return path.endsWith('/meta.json')
        ? '{"Endpoints": {"docker": {"Host": "unix:///home/user/engine.sock"}}}'
        : undefined;
    };
    expect(findEngine({ HOME: '/home/user' }, files)).toEqual({
      kind: 'socket',
      path: '/home/user/engine.sock',
    });
  });

  it.each(['tcp://10.0.0.5:2375', 'ssh://build@example.com', 'tcp://127.evil.example:2375', 'nonsense'])(
    'refuses the engine of another machine at %s',
    (host) => {
      expect(() => findEngine({ DOCKER_HOST: host }, nothing)).toThrow(
        expect.objectContaining({
          code: 'ENGINE_NOT_LOCAL',
          message: `The container engine at "${host}" is not on this machine.`,
        }),
      );
    },
  );
});
