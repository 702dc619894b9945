import { expect, it } from 'vitest';
import { toContainerDetails, toContainerSummary } from './container-answers.ts';
import { toContainerStats } from './container-stats.ts';
import { toEngineEvent } from './engine-events.ts';

it('reads a listed container', () => {
  expect(
    toContainerSummary({ Id: 'abc', Names: ['/web'], Image: 'store:1', State: 'running', Labels: null }),
  ).toEqual({ id: 'abc', name: 'web', image: 'store:1', state: 'running', labels: {}, hostPorts: [] });
});

it('reads the ports of the host that a listed container holds', () => {
  const listed = { Id: 'abc', Names: ['/web'], Image: 'store:1', State: 'running', Labels: null };
  const ports = [
    { PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
    { PrivatePort: 81, Type: 'tcp' },
  ];
  expect(toContainerSummary({ ...listed, Ports: ports }).hostPorts).toEqual([8080]);
});

it('reads an inspected container, where the year 1 means never', () => {
  expect(
    toContainerDetails({
      Id: 'abc',
      Name: '/web',
      Image: 'sha256:1',
      Config: { Image: 'store:1', Labels: { a: 'b' } },
      State: {
        Status: 'running',
        ExitCode: 0,
        OOMKilled: false,
        StartedAt: '2026-01-02T03:04:05.678901234Z',
        FinishedAt: '0001-01-01T00:00:00Z',
        Error: '',
        Health: { Status: 'starting' },
      },
      NetworkSettings: {
        Networks: { n: { IPAddress: '172.18.0.2' }, other: { IPAddress: '' } },
        Ports: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8080' }], '81/tcp': null },
      },
    }),
  ).toEqual({
    id: 'abc',
    name: 'web',
    image: 'store:1',
    state: 'running',
    labels: { a: 'b' },
    exitCode: 0,
    outOfMemory: false,
    startedAt: new Date('2026-01-02T03:04:05.678Z'),
    finishedAt: undefined,
    health: 'starting',
    imageId: 'sha256:1',
    addresses: { n: '172.18.0.2' },
    hostPorts: [8080],
    ports: [{ containerPort: 80, hostPort: 8080 }],
    error: '',
  });
});

it('subtracts the page cache from the memory, under its name in either version of cgroups', () => {
  const raw = (stats: Record<string, number>) => ({
    read: '2026-01-02T03:04:05Z',
    cpu_stats: { cpu_usage: { total_usage: 5 } },
    memory_stats: { usage: 100, limit: 1000, stats },
  });
  const bytes = (stats: Record<string, number>) => toContainerStats(raw(stats))?.memoryBytes;
  expect([
    bytes({ total_inactive_file: 30, inactive_file: 1 }),
    bytes({ inactive_file: 20 }),
    bytes({}),
  ]).toEqual([70, 80, 100]);
});

it('has no figures of a container that does not run', () => {
  const stopped = {
    read: '0001-01-01T00:00:00Z',
    cpu_stats: { cpu_usage: { total_usage: 0 } },
    memory_stats: {},
  };
  expect(toContainerStats(stopped)).toBeUndefined();
});

it('has no figures of a container that ends while it is measured, of which an engine may answer without any', () => {
  expect(toContainerStats({})).toBeUndefined();
});

it('separates the labels of an event from what the engine adds to them', () => {
  expect(
    toEngineEvent({
      Action: 'die',
      Actor: { ID: 'abc', Attributes: { exitCode: '137', image: 'store:1', name: 'web', role: 'container' } },
      timeNano: 1_700_000_000_123_000_000,
    }),
  ).toEqual({
    at: new Date(1_700_000_000_123),
    containerId: 'abc',
    action: 'die',
    exitCode: 137,
    labels: { role: 'container' },
  });
});
