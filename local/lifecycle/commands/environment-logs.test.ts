import { describe, expect, it } from 'vitest';
import { Failure } from '../../../failure/failure.ts';
import type { ContainerSummary } from '../../docker/engine.ts';
import { identifyEnvironment } from '../../environment/identify.ts';
import { environmentLogs, type LogsEngine } from './environment-logs.ts';

const environment = identifyEnvironment('/somewhere', { PARITY_ENVIRONMENT: 'shop', HOME: '/nowhere' });
const task = '0123456789abcdef';

function container(name: string, labels: Readonly<Record<string, string>>): ContainerSummary {
  return { id: name, name, image: 'image', state: 'running', hostPorts: [], labels };
}

function ofTask(family: string, name: string, role = 'container'): ContainerSummary {
  return container(`shop-${family}-${task.slice(0, 8)}-${name}`, {
    'dev.spree-parity.task': task,
    'dev.spree-parity.role': role,
    ...(role === 'pause' ? {} : { 'dev.spree-parity.container': name }),
  });
}

const containers = [
  container('shop-postgres-1', { 'com.docker.compose.service': 'postgres' }),
  ofTask('store-web', 'web'),
  ofTask('store-web', 'pause', 'pause'),
  ofTask('report-task', 'main'),
];

const engine: LogsEngine = {
  listContainers: async () => containers,
  async *containerLogs(id) {
    yield { at: new Date(0), stream: 'stdout', text: id };
  },
};

async function sourcesOf(...sources: readonly string[]): Promise<readonly string[]> {
  const seen: string[] = [];
  await environmentLogs(engine, environment, {
    sources,
    families: { reports: 'report-task' },
    follow: false,
    tail: 1,
    signal: new AbortController().signal,
    say: () => undefined,
    written: async (name) =>
      ({
        failed: [{ source: 'gone', line: 'boom' }],
        silent: [],
        'store-web': [
          { source: 'web/76543210', line: 'rolled back' },
          { source: 'web/01234567', line: 'what its container has too' },
        ],
      })[name],
    onLine: (name) => seen.push(name),
  });
  return seen;
}

/** What is said, and the sources of what is shown, where CloudWatch Logs does not respond. */
async function withUnreadable(source: string): Promise<readonly string[]> {
  const seen: string[] = [];
  await environmentLogs(engine, environment, {
    sources: [source],
    families: {},
    follow: false,
    tail: 1,
    signal: new AbortController().signal,
    say: (text) => seen.push(text),
    written: () => Promise.reject(new Error('connect ECONNREFUSED')),
    onLine: (name) => seen.push(name),
  });
  return seen;
}

describe('environmentLogs', () => {
  it('gives the output of all containers but pause containers', async () => {
    expect(await sourcesOf()).toEqual(['postgres', 'web/01234567', 'main/01234567']);
  });

  it.each([
    ['a server', 'postgres', ['postgres']],
    ['a container of a task', 'web', ['web/01234567']],
    ['one task', 'web/01234567', ['web/01234567']],
    ['a family, what its stopped tasks have written first', 'store-web', ['web/76543210', 'web/01234567']],
    ['a service whose family has another name', 'reports', ['main/01234567']],
  ])('finds %s', async (_, source, expected) => {
    expect(await sourcesOf(source)).toEqual(expected);
  });

  it('includes tasks that start while it follows', async () => {
    const abort = new AbortController();
    const replacement = ofTask('store-web', 'replacement');
    let looks = 0;
    const seen: string[] = [];
    const growing: LogsEngine = {
      ...engine,
      listContainers: async () => {
        looks += 1;
        return looks === 1 ? containers : [...containers, replacement];
      },
    };
    await environmentLogs(growing, environment, {
      sources: ['store-web'],
      families: {},
      follow: true,
      tail: 1,
      written: async () => undefined,
      say: () => undefined,
      signal: abort.signal,
      onLine: (name) => {
        seen.push(name);
        if (name.startsWith('replacement')) abort.abort();
      },
    });
    expect(seen).toEqual(['web/01234567', 'replacement/01234567']);
  });

  it('lists what is available where nothing has the name', async () => {
    await expect(sourcesOf('nonsense')).rejects.toEqual(
      new Failure('NO_SUCH_LOG', "There is no service, task or server 'nonsense'", {
        hint: 'Available: main/01234567, postgres, reports, web/01234567.',
      }),
    );
  });

  it('gives the output of tasks whose containers are gone', async () => {
    expect(await sourcesOf('failed')).toEqual(['gone']);
  });

  it('gives the output of several names, and refuses all of them where one is unknown', async () => {
    expect(await sourcesOf('failed', 'postgres', 'reports')).toEqual(['gone', 'postgres', 'main/01234567']);
    await expect(sourcesOf('postgres', 'nonsense')).rejects.toThrow(
      "There is no service, task or server 'nonsense'",
    );
  });

  it('says where to look when tasks never wrote anything', async () => {
    await expect(sourcesOf('silent')).rejects.toEqual(
      new Failure('NO_SUCH_LOG', "CloudWatch Logs has no lines of 'silent'", {
        hint: 'Log lines do not survive a restart of LocalStack. To see why tasks do not start: npx -y pnpm@12 local:status',
      }),
    );
  });

  it('fails where CloudWatch Logs does not respond and has the only lines', async () => {
    await expect(withUnreadable('failed')).rejects.toMatchObject({
      code: 'LOGS_UNREADABLE',
      message: expect.stringMatching(/'failed' cannot be read from CloudWatch Logs: connect ECONNREFUSED$/),
    });
  });

  it('shows the output of containers, with a remark, where CloudWatch Logs does not respond', async () => {
    expect(await withUnreadable('store-web')).toEqual([
      expect.stringMatching(/'store-web' cannot be read from CloudWatch Logs: connect ECONNREFUSED$/),
      'web/01234567',
    ]);
  });
});
