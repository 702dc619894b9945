import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { run } from '../../local/processes/run.ts';
import { startProcess } from '../../local/processes/start-process.ts';
import { dockerServer, type ServedContainer } from './testing/docker-server.ts';

const checkout = join(import.meta.dirname, '..', '..');
const command = [join(checkout, 'scripts', 'start.mjs'), 'local-logs'];

const at = (second: number) => `2026-11-27T08:00:${`${second}`.padStart(2, '0')}.000000001Z`;

function task(container: string, id: string, ...seconds: readonly number[]): ServedContainer {
  return {
    name: `shop-store-${container}-${id}-${container}`,
    labels: { 'dev.spree-parity.task': `${id}${'0'.repeat(24)}`, 'dev.spree-parity.container': container },
    lines: seconds.map((second) => ({ at: at(second), text: `${container} at ${second}` })),
  };
}

const containers = [
  task('web', '11111111', 1, 4),
  task('web', '22222222', 2, 5),
  task('worker', '33333333', 3, 6),
  {
    name: 'shop-postgres-1',
    labels: { 'com.docker.compose.service': 'postgres' },
    lines: [{ at: at(7), text: 'LOG: ready' }],
  },
];

let folder: string;
let engine: Awaited<ReturnType<typeof dockerServer>>;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-logs-'));
  engine = await dockerServer(folder, containers);
  env = {
    ...process.env,
    DOCKER_HOST: engine.address,
    PARITY_ENVIRONMENT: 'shop',
    XDG_STATE_HOME: folder,
    FORCE_COLOR: undefined,
  };
});
afterAll(async () => {
  engine.close();
  await rm(folder, { recursive: true });
});

/** What the command writes with these arguments, and its exit code. */
async function shown(...args: readonly string[]) {
  return await run(process.execPath, [...command, ...args], { cwd: checkout, env, allowFailure: true });
}

test('the last lines of all tasks are in the order of time', { timeout: 30_000 }, async () => {
  expect(await shown('-n', '4', '-t')).toEqual({
    exitCode: 0,
    stderr: '',
    stdout: [
      '2026-11-27T08:00:03.000Z worker/33333333 | worker at 3',
      '2026-11-27T08:00:04.000Z web/11111111    | web at 4',
      '2026-11-27T08:00:05.000Z web/22222222    | web at 5',
      '2026-11-27T08:00:06.000Z worker/33333333 | worker at 6',
      '',
    ].join('\n'),
  });
});

test('servers, expressions and tasks are found by the command', { timeout: 30_000 }, async () => {
  expect((await shown('postgres', 'worker', '--no-prefix')).stdout).toBe(
    'worker at 3\nworker at 6\nLOG: ready\n',
  );
  expect((await shown('web', '--task', '2', '--grep', 'at [5-9]')).stdout).toBe('web/22222222 | web at 5\n');
  expect(await shown('--grep', 'nowhere')).toEqual({ exitCode: 0, stdout: '', stderr: 'No lines match.\n' });
  const unknown = await shown('nonsense');
  expect([unknown.exitCode, unknown.stderr]).toEqual([2, expect.stringContaining('Tasks: web/11111111')]);
});

/** Elsewhere `tail` does not look whether its output is closed, and a silent `-f` learns of it at its next line. */
const waysToRead = process.platform === 'linux' ? ['', '-f'] : [''];

test.each(waysToRead)(
  'a pipe that is closed ends it with 0 and without a word: "%s"',
  { timeout: 30_000 },
  async (way) => {
    const line = `"$0" "$@" ${way} | head -2; echo "\${PIPESTATUS[0]}"`;
    const args = ['-c', line, process.execPath, ...command];
    expect(await run('bash', args, { cwd: checkout, env })).toEqual({
      exitCode: 0,
      stdout: 'web/11111111 | web at 1\nweb/22222222 | web at 2\n0\n',
      stderr: '',
    });
  },
);

test('Ctrl-C ends -f with 130 and without a word', { timeout: 30_000 }, async () => {
  const output: string[] = [];
  const errors: string[] = [];
  const following = startProcess(process.execPath, [...command, 'worker', '-f'], {
    env,
    onOutput: (text) => output.push(text),
    onErrorLine: (text) => errors.push(text),
  });
  await vi.waitFor(() => expect(output.join('')).toContain('worker at 6'), { timeout: 20_000 });
  following.kill('SIGINT');
  expect([await following.ended, errors]).toEqual([{ exitCode: 130 }, []]);
});
