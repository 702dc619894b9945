import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { run } from '../../local/processes/run.ts';
import { assertCommitted, type Git, readCommit } from './committed-tree.ts';

// Each test starts git a dozen times.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let folder: string;
let clone: string;
let git: Git;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'committed-'));
  clone = join(folder, 'clone');
  await run('git', ['init', '--quiet', '--bare', join(folder, 'remote')]);
  await run('git', ['clone', '--quiet', join(folder, 'remote'), clone]);
  git = gitIn(clone);
  await writeFile(join(clone, 'a file'), 'first\n');
  await commit();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function gitIn(cwd: string): Git {
  return async (args) => {
    const { exitCode, stdout } = await run('git', args, { cwd, allowFailure: true });
    return exitCode === 0 ? stdout : undefined;
  };
}

async function commit(): Promise<void> {
  const as = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  await run('git', ['add', '--all'], { cwd: clone });
  await run('git', [...as, 'commit', '--quiet', '--message', 'A change'], { cwd: clone });
}

async function push(...refs: readonly string[]): Promise<void> {
  await run('git', ['push', '--quiet', 'origin', ...refs], { cwd: clone });
}

const refusal = async (environment: 'production' | 'small' | 'staging' | 'local') => {
  const read = await readCommit(git);
  try {
    assertCommitted(environment, read);
    return undefined;
  } catch (error) {
    return error;
  }
};

test('a pushed commit is deployed to production', async () => {
  await push('HEAD:main');
  expect(await refusal('production')).toBeUndefined();
});

test('a commit that is not pushed is refused', async () => {
  expect(await refusal('production')).toMatchObject({ code: 'COMMIT_NOT_PUSHED' });
});

test('a commit of which the remote has a tag alone is pushed, as a pipeline fetches it', async () => {
  await run('git', ['tag', 'v1'], { cwd: clone });
  await push('v1');
  const checkout = join(folder, 'pipeline');
  await run('git', ['clone', '--quiet', '--depth=1', '--branch=v1', `file://${folder}/remote`, checkout]);
  await run('git', ['update-ref', '-d', 'refs/remotes/origin/main'], { cwd: checkout });
  git = gitIn(checkout);
  expect(await refusal('production')).toBeUndefined();
});

test.each(['production', 'small'] as const)(
  'a file that git does not know is refused in %s',
  async (environment) => {
    await push('HEAD:main');
    await writeFile(join(clone, 'new'), '');
    expect(await refusal(environment)).toMatchObject({
      code: 'TREE_NOT_COMMITTED',
      message: expect.stringContaining('there are changes: new'),
    });
  },
);

test('changed, staged and renamed files are named, and of many only the first', async () => {
  await push('HEAD:main');
  await rename(join(clone, 'a file'), join(clone, 'b file'));
  await run('git', ['add', '--all'], { cwd: clone });
  expect((await readCommit(git)).changed).toEqual(['b file']);
  for (const name of ['c', 'd', 'e', 'f', 'g']) await writeFile(join(clone, name), '');
  expect(await refusal('production')).toMatchObject({
    message: expect.stringContaining('b file, c, d, e, f and 1 more'),
  });
});

test.each(['staging', 'local'] as const)('%s takes what is being worked on', async (environment) => {
  await writeFile(join(clone, 'new'), '');
  expect(await refusal(environment)).toBeUndefined();
});

test('a folder without a commit is refused', async () => {
  await expect(readCommit(gitIn(folder))).rejects.toMatchObject({ code: 'NO_COMMIT' });
});

test('a checkout of which git does not tell what has changed counts as neither changed nor unchanged', async () => {
  await push('HEAD:main');
  await writeFile(join(clone, '.git', 'index'), 'no index');
  await expect(readCommit(git)).rejects.toMatchObject({ code: 'TREE_UNKNOWN' });
});
