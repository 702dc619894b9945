import { mkdir, mkdtemp, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { waitingClock } from '../../time/testing/waiting-clock.ts';
import type { ExecResult } from '../docker/engine.ts';
import type { LiveRule } from './live-rule.ts';
import type { LiveTask } from './live-tasks.ts';
import type { FileChange } from './plan-changes.ts';
import { type LiveService, serveChanges } from './serve-changes.ts';

const rules: readonly LiveRule[] = [
  { path: 'app', action: 'sync', check: 'none' },
  { path: 'lib', action: 'sync+restart', services: ['worker'], check: 'none' },
  { path: 'styles', action: 'sync+exec', exec: ['bin/styles'], services: ['web'], check: ['bin/check'] },
  { path: 'db', action: 'sync+migrate', check: 'none' },
  { path: 'gems.lock', action: 'rebuild' },
];
const well: ExecResult = { exitCode: 0, stdout: '', stderr: '' };
const health = ['curl', '-f', '/up'];
const web = (id: string): LiveTask => ({
  ...{ containerId: id, name: `web/${id}`, service: 'spree-local-web', healthCommand: health },
});
const worker: LiveTask = {
  ...{ containerId: 'w', name: 'worker/w', service: 'spree-local-worker', healthCommand: undefined },
};

let base: string;
let did: string[];

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'serve-changes-'));
  did = [];
});

afterEach(async () => {
  await rm(base, { recursive: true, force: true });
});

const inTasks = (path: string) => readFile(join(base, 'tasks', path), 'utf8');

async function write(path: string, text = path): Promise<FileChange> {
  await mkdir(dirname(join(base, 'checkout', path)), { recursive: true });
  await writeFile(join(base, 'checkout', path), text);
  return { path, kind: 'written' };
}

/** Tasks whose commands end as `answer` says. */
async function service(
  answer: (command: readonly string[], task: string) => ExecResult = () => well,
  changes: Partial<LiveService> = {},
): Promise<LiveService> {
  const mounts = await Promise.all(
    rules.flatMap(async ({ path }) => {
      const hostPath = join(base, 'tasks', path);
      await mkdir(hostPath, { recursive: true });
      return { path, kind: 'folder' as const, target: `/app/${path}`, hostPath };
    }),
  );
  await mkdir(join(base, 'control'), { recursive: true });
  return {
    engine: {
      exec: async (task, command) => {
        const word = command === health ? 'health' : command.join(' ');
        did.push(`${task}: ${word}`);
        return answer(command, task);
      },
      containerLogs: async function* () {},
    },
    folder: { id: 'a', mounts, controlFolder: join(base, 'control') },
    context: join(base, 'checkout'),
    scope: { rules, isIgnored: () => false },
    tasks: async () => [web('a'), web('b'), worker],
    restart: async (services) => void did.push(`restart ${services}`),
    takeBack: async (services) => void did.push(`take back ${services}`),
    migrate: async () => void did.push('migrate'),
    clock: waitingClock(),
    ...changes,
  };
}

describe('a changed file', () => {
  it('is in all tasks, which are asked once whether they serve with it', async () => {
    const outcome = await serveChanges(await service(), [await write('app/a.rb', 'new')]);
    expect(outcome).toEqual({
      ...{ kind: 'served', paths: ['app/a.rb'], unwatched: [], did: [] },
      tasks: ['web/a', 'web/b', 'worker/w'],
    });
    expect(await inTasks('app/a.rb')).toBe('new');
    expect(did).toEqual(['a: health', 'b: health']);
  });

  it('is not in the tasks when its check finds something, which is told by its path in the checkout', async () => {
    await serveChanges(await service(), [await write('styles/a.css', 'good')]);
    did = [];
    const refuse = await service((command) =>
      command[0] === 'bin/check' ? { ...well, exitCode: 1, stderr: `${command[1]}:3: no brace\n` } : well,
    );
    const outcome = await serveChanges(refuse, [await write('styles/a.css', 'bad'), await write('app/a.rb')]);
    expect(outcome).toMatchObject({ kind: 'refused', output: 'styles/a.css:3: no brace' });
    expect(await inTasks('styles/a.css')).toBe('good');
    await expect(inTasks('app/a.rb')).rejects.toMatchObject({ code: 'ENOENT' });
    expect(did).toEqual(['a: bin/check /parity/live/incoming/styles/a.css']);
  });

  it.each([126, 127])(
    'is served where the image lacks what would check it (exit code %i)',
    async (exitCode) => {
      const lacking = await service((command) => (command[0] === 'bin/check' ? { ...well, exitCode } : well));
      expect(await serveChanges(lacking, [await write('styles/a.css')])).toMatchObject({ kind: 'served' });
    },
  );

  it('is taken back from all tasks when one does not serve with it any more', async () => {
    await serveChanges(await service(), [await write('app/a.rb', 'good'), await write('app/old.rb', 'old')]);
    await unlink(join(base, 'checkout', 'app/old.rb'));
    const failing = await service((command, task) =>
      command === health && task === 'b' ? { ...well, exitCode: 22, stderr: 'error: 500' } : well,
    );
    const changes = [await write('app/a.rb', 'bad'), await write('app/new.rb')];
    const deleted: FileChange = { path: 'app/old.rb', kind: 'deleted' };
    expect(await serveChanges(failing, [...changes, deleted])).toMatchObject({
      kind: 'takenBack',
      output: 'web/b fails its health check with it: error: 500',
    });
    expect(await inTasks('app/a.rb')).toBe('good');
    expect(await inTasks('app/old.rb')).toBe('old');
    await expect(inTasks('app/new.rb')).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is taken back with what the task wrote since then, each line once', async () => {
    let asked: Date | undefined;
    const failing = await service((command) => (command === health ? { ...well, exitCode: 22 } : well));
    const engine: LiveService['engine'] = {
      ...failing.engine,
      containerLogs: async function* (_, { since }) {
        asked = since;
        for (const text of ['NameError (Nothing):', '', 'app/a.rb:3', 'NameError (Nothing):'])
          yield { at: new Date(), stream: 'stdout', text };
      },
    };
    const now = failing.clock?.now() ?? 0;
    const outcome = await serveChanges({ ...failing, engine }, [await write('app/a.rb')]);
    expect(outcome).toMatchObject({
      output: expect.stringMatching(/with it: .*\nNameError \(Nothing\):\napp\/a\.rb:3$/),
    });
    expect(asked?.getTime()).toBe(now);
  });

  it('is taken back at once where a task answers with an error, even if it would not the next time', async () => {
    let asked = 0;
    const failing = await service((command) => {
      if (command === health) asked += 1;
      return command === health && asked === 1 ? { ...well, exitCode: 22 } : well;
    });
    expect(await serveChanges(failing, [await write('app/a.rb')])).toMatchObject({ kind: 'takenBack' });
  });

  it('may take a task some time to load', async () => {
    let asked = 0;
    const slow = await service((command) => {
      if (command === health) asked += 1;
      return command === health && asked < 5 ? { ...well, exitCode: 7 } : well;
    });
    expect(await serveChanges(slow, [await write('app/a.rb')])).toMatchObject({ kind: 'served' });
  });

  it('runs the command of its rule in each task of the named services, before these are asked', async () => {
    const outcome = await serveChanges(await service(), [await write('styles/a.css')]);
    expect(outcome).toMatchObject({ kind: 'served', did: ['ran bin/styles'] });
    expect(did.slice(1)).toEqual(['a: bin/styles', 'b: bin/styles', 'a: health', 'b: health']);
  });

  it('has the tasks of the named services replaced, and is taken back if new ones do not start', async () => {
    expect(await serveChanges(await service(), [await write('lib/a.rb', 'good')])).toMatchObject({
      did: ['restarted'],
    });
    expect(did).toEqual(['restart worker']);
    const failing = await service(undefined, {
      restart: async () => {
        throw new Error('worker exits with code 1');
      },
    });
    expect(await serveChanges(failing, [await write('lib/a.rb', 'bad')])).toMatchObject({
      kind: 'takenBack',
      output: 'worker exits with code 1',
    });
    expect(await inTasks('lib/a.rb')).toBe('good');
    expect(did).toEqual(['restart worker', 'take back worker']);
  });

  it('whose tasks are waited for when everything ends is taken back', async () => {
    await serveChanges(await service(), [await write('lib/a.rb', 'good')]);
    const end = new AbortController();
    const waiting = await service(undefined, {
      signal: end.signal,
      restart: async () => {
        end.abort(new Error('the end'));
        end.signal.throwIfAborted();
      },
    });
    did = [];
    await expect(serveChanges(waiting, [await write('lib/a.rb', 'bad')])).rejects.toThrow('the end');
    expect(await inTasks('lib/a.rb')).toBe('good');
    expect(did).toEqual(['take back worker']);
  });

  it('that is overtaken by another one is taken back, and its tasks are replaced with that one, whatever it is', async () => {
    await serveChanges(await service(), [await write('lib/a.rb', 'good')]);
    const overtaken = new AbortController();
    const waiting = await service(undefined, {
      restart: async (_, signal) => {
        overtaken.abort();
        signal.throwIfAborted();
      },
    });
    const first = { overtaken: overtaken.signal, isAfterOvertaken: false };
    const bad = [await write('lib/a.rb', 'bad')];
    expect(await serveChanges(waiting, bad, first)).toMatchObject({ kind: 'overtaken', paths: ['lib/a.rb'] });
    expect(await inTasks('lib/a.rb')).toBe('good');
    did = [];
    const second = { overtaken: new AbortController().signal, isAfterOvertaken: true };
    const undone = [await write('lib/a.rb', 'good')];
    expect(await serveChanges(await service(), undone, second)).toMatchObject({
      kind: 'served',
      paths: ['lib/a.rb'],
    });
    expect(did).toEqual(['restart worker']);
  });

  it('has the migrations run before anything else', async () => {
    const changes = [await write('lib/a.rb'), await write('db/1_create.rb')];
    expect(await serveChanges(await service(), changes)).toMatchObject({ did: ['migrated', 'restarted'] });
    expect(did).toEqual(['migrate', 'restart worker']);
  });

  it('that only another image can bring is left to that, with all others', async () => {
    const changes = [await write('gems.lock'), await write('app/a.rb')];
    expect(await serveChanges(await service(), changes)).toMatchObject({
      kind: 'rebuild',
      paths: ['gems.lock'],
    });
    expect(did).toEqual([]);
  });

  it('of a folder that the image did not have needs another image, as running tasks do not mount it', async () => {
    const { folder, ...rest } = await service();
    const without = { ...folder, mounts: folder.mounts.filter(({ path }) => path !== 'app') };
    expect(await serveChanges({ ...rest, folder: without }, [await write('app/a.rb')])).toMatchObject({
      kind: 'rebuild',
      paths: ['app/a.rb'],
    });
  });

  it('that nothing watches is told, unless it is gone again', async () => {
    const changes = [await write('notes.md'), { path: 'sed3oPP5M', kind: 'deleted' } as const];
    expect(await serveChanges(await service(), changes)).toMatchObject({
      kind: 'unchanged',
      unwatched: ['notes.md'],
    });
  });

  it('that is as it was is no change', async () => {
    await serveChanges(await service(), [await write('app/a.rb')]);
    did = [];
    expect(await serveChanges(await service(), [await write('app/a.rb')])).toMatchObject({
      kind: 'unchanged',
      paths: ['app/a.rb'],
    });
    expect(did).toEqual([]);
  });
});
