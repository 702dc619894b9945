import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from '../../local/processes/run.ts';

/** A checkout of git that defines the store with what an owner has to set. */
export interface OwnedCheckout extends AsyncDisposable {
  readonly folder: string;
  /** Commits something new; gives the id of the commit. */
  commit(): Promise<string>;
}

/** Makes one, with a first commit, that no remote has. */
export async function ownedCheckout(): Promise<OwnedCheckout> {
  const folder = await mkdtemp(join(tmpdir(), 'owned-checkout-'));
  const git = async (...args: readonly string[]) => {
    const own = [
      '-c',
      'user.name=test',
      '-c',
      'user.email=test@example.com',
      '-c',
      'init.defaultBranch=main',
    ];
    return (await run('git', [...own, ...args], { cwd: folder })).stdout.trim();
  };
  const app = `"${process.execPath}" "${resolve('testing/moto/owned-app.ts')}"`;
  await writeFile(join(folder, 'cdk.json'), JSON.stringify({ app }));
  let commits = 0;
  const commit = async () => {
    commits += 1;
    await writeFile(join(folder, 'change'), String(commits));
    await git('add', '.');
    await git('commit', '--quiet', '-m', `Change ${commits}`);
    return await git('rev-parse', 'HEAD');
  };
  await git('init', '--quiet');
  await commit();
  return { folder, commit, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
