import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ExecResult } from '../docker/engine.ts';
import { imageFiles } from './image-files.ts';
import type { LiveRule } from './live-rule.ts';
import { runLiveSession } from './live-session.ts';
import type { LiveOutcome } from './serve-changes.ts';

const well: ExecResult = { exitCode: 0, stdout: '', stderr: '' };
const rules: readonly LiveRule[] = [
  { path: 'app', action: 'sync', check: ['check'] },
  { path: 'lib', action: 'sync+restart', check: 'none' },
  { path: 'gems.lock', action: 'rebuild' },
];

let base: string;
let context: string;
let end: AbortController;
let outcomes: LiveOutcome[];
let told: () => void;
/** Replaces tasks; done at once unless a test says otherwise. */
let restart: (services: unknown, signal: AbortSignal) => Promise<void>;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'live-session-'));
  context = join(base, 'checkout');
  end = new AbortController();
  outcomes = [];
  told = () => {};
  restart = async () => {};
  await mkdir(join(context, 'lib'), { recursive: true });
  await mkdir(join(context, 'app'), { recursive: true });
  await mkdir(join(base, 'tasks'));
  await mkdir(join(base, 'lib'));
  await mkdir(join(base, 'control'));
});

afterEach(async () => {
  end.abort();
  await rm(base, { recursive: true, force: true });
});

const inTasks = (name: string) => readFile(join(base, 'tasks', name), 'utf8');
const save = (path: string, text: string) => writeFile(join(context, path), text);

/** Begins a session, and gives what it ends with once it sees changes. */
async function begin(changedSince: number): Promise<Promise<readonly string[] | undefined>[]> {
  const mounts = [
    { path: 'app', kind: 'folder' as const, target: '/app/app', hostPath: join(base, 'tasks') },
    { path: 'lib', kind: 'folder' as const, target: '/app/lib', hostPath: join(base, 'lib') },
  ];
  const check = async (_: string, [, ...files]: readonly string[]) => {
    const texts = await Promise.all(
      files.map((file) => readFile(file.replace('/parity/live', join(base, 'control')), 'utf8')),
    );
    return texts.includes('wrong') ? { ...well, exitCode: 1, stderr: 'wrong' } : well;
  };
  const ready = Promise.withResolvers<void>();
  const session = runLiveSession({
    service: {
      ...{ context, folder: { id: 'a', mounts, controlFolder: join(base, 'control') } },
      engine: { exec: check, containerLogs: async function* () {} },
      scope: { rules, isIgnored: () => false },
      tasks: async () => [{ containerId: 'a', name: 'web/a', service: 'web', healthCommand: undefined }],
      restart: (services, signal) => restart(services, signal),
      takeBack: async () => {},
      migrate: async () => {},
    },
    ...{ changedSince, signal: end.signal },
    files: imageFiles({ dockerignore: '', isLeftOut: () => false, rules }),
    onReady: ready.resolve,
    onOutcome: (outcome) => {
      outcomes.push(outcome);
      told();
    },
    onError: ready.reject,
  });
  await Promise.race([ready.promise, session]);
  return [session];
}

async function toldOf(kind: LiveOutcome['kind']): Promise<LiveOutcome> {
  for (;;) {
    const found = outcomes.find((each) => each.kind === kind);
    if (found !== undefined) return found;
    await new Promise<void>((resolve) => {
      told = resolve;
    });
  }
}

test('a saved file is in the tasks, a broken one is not, and both are once it is mended', async () => {
  await begin(Number.POSITIVE_INFINITY);
  await save('app/a.rb', 'right');
  await toldOf('served');
  outcomes = [];
  await save('app/b.rb', 'wrong');
  expect(await toldOf('refused')).toMatchObject({ paths: ['app/b.rb'], output: 'wrong' });
  await save('app/c.rb', 'right');
  await expect(inTasks('c.rb')).rejects.toMatchObject({ code: 'ENOENT' });
  await save('app/b.rb', 'right');
  expect((await toldOf('served')).paths.toSorted()).toEqual(['app/b.rb', 'app/c.rb']);
  expect(await inTasks('b.rb')).toBe('right');
});

test('a broken file that is put back is told, so that nobody waits for it', async () => {
  await begin(Number.POSITIVE_INFINITY);
  await save('app/a.rb', 'right');
  await toldOf('served');
  await save('app/a.rb', 'wrong');
  await toldOf('refused');
  await save('app/a.rb', 'right');
  expect(await toldOf('restored')).toMatchObject({ paths: ['app/a.rb'] });
});

test('a file that is mended while its new tasks are waited for is served without waiting for those', async () => {
  await begin(Number.POSITIVE_INFINITY);
  restart = async (_, signal) => {
    restart = async () => {};
    const aborted = new Promise((resolve) => signal.addEventListener('abort', resolve));
    await save('lib/a.rb', 'mended');
    await aborted;
    signal.throwIfAborted();
  };
  await save('lib/a.rb', 'wrong');
  expect(await toldOf('overtaken')).toMatchObject({ paths: ['lib/a.rb'] });
  expect(await toldOf('served')).toMatchObject({ paths: ['lib/a.rb'], did: ['restarted'] });
  expect(await readFile(join(base, 'lib', 'a.rb'), 'utf8')).toBe('mended');
});

test('what was changed while the image was built is served first; what is older is the image’s', async () => {
  await save('app/old.rb', 'checkout');
  const changedSince = (await stat(join(context, 'app/old.rb'))).ctimeMs + 0.01;
  do await save('app/new.rb', 'checkout');
  while ((await stat(join(context, 'app/new.rb'))).ctimeMs < changedSince);
  await begin(changedSince);
  expect(await toldOf('served')).toMatchObject({ paths: ['app/new.rb'] });
  await expect(inTasks('old.rb')).rejects.toMatchObject({ code: 'ENOENT' });
});

test('it ends with the files that ask for another image, and with an abort', async () => {
  const [ended] = await begin(Number.POSITIVE_INFINITY);
  await save('gems.lock', 'other');
  expect(await ended).toEqual(['gems.lock']);
  const [aborted] = await begin(Number.POSITIVE_INFINITY);
  end.abort();
  expect(await aborted).toBeUndefined();
});
