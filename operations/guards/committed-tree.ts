import { Failure } from '../../failure/failure.ts';
import { type EnvironmentName, hasCustomers } from '../target.ts';

/** Runs git in the checkout and gives what it wrote; undefined where it ended with an error. */
export type Git = (args: readonly string[]) => Promise<string | undefined>;

/** The commit that is deployed. */
export interface Commit {
  readonly id: string;
  /** Paths that differ from it, at most the first few. */
  readonly changed: readonly string[];
  /** Remote branches and tags that have it. */
  readonly remotes: readonly string[];
}

/** What an image has in it beside the commit. */
export interface ImageContent {
  /** Differs where the content does. */
  readonly tag: string;
  /** Whether the commit says all of it, if nothing is changed: a store from elsewhere has versions of its own. */
  readonly isOfCheckout: boolean;
}

/** The tag of the image that a checkout makes: the commit, and what tells apart the images that it can be of. */
export function commitTag({ id, changed }: Commit, { tag, isOfCheckout }: ImageContent): string {
  const short = id.slice(0, 12);
  if (changed.length > 0) return `${short}-changed-${tag}`;
  return isOfCheckout ? short : `${short}-${tag}`;
}

/** The most paths that a message lists. */
const mostListed = 5;

/**
 * What git says of the checkout. Raises `NO_COMMIT` where it is no checkout, or has no commit, and `TREE_UNKNOWN` where git
 * does not tell what has changed.
 */
export async function readCommit(git: Git): Promise<Commit> {
  const id = (await git(['rev-parse', '--verify', 'HEAD']))?.trim();
  if (id === undefined || id === '') {
    throw new Failure(
      'NO_COMMIT',
      'There is no commit to deploy: this is not a git checkout, or it is empty',
      {
        hint: 'Deploy from a clone of the repository.',
      },
    );
  }
  const status = await git(['status', '--porcelain=v1', '--untracked-files=all', '-z']);
  if (status === undefined) {
    throw new Failure(
      'TREE_UNKNOWN',
      `git does not tell whether the checkout differs from ${id.slice(0, 12)}`,
      {
        hint: 'See what it says: git status.',
      },
    );
  }
  return { id, changed: pathsOf(status), remotes: await remotesWith(git, id) };
}

/** A pipeline may have fetched a tag alone, so that only the remote itself knows. */
async function remotesWith(git: Git, id: string): Promise<readonly string[]> {
  const fetched = lines(await git(['branch', '--remotes', '--contains', id, '--format=%(refname:short)']));
  if (fetched.length > 0) return fetched;
  const listed = lines(await git(['ls-remote', '--heads', '--tags']));
  return listed.filter((line) => line.startsWith(id)).map((line) => line.split('\t')[1] ?? line);
}

/** A rename is followed by the old path, which has no status before it. */
function pathsOf(status: string): readonly string[] {
  const entries = status.split('\0').filter((entry) => entry !== '');
  const isOldPath = (index: number) => /^[RC]|^.[RC]/.test(entries[index - 1] ?? '');
  return entries.filter((_, index) => !isOldPath(index)).map((entry) => entry.slice(3));
}

function lines(text = ''): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

/**
 * Refuses to deploy to customers what nobody else has: a tree with changes, or a commit that no remote has. Raises
 * `TREE_NOT_COMMITTED` and `COMMIT_NOT_PUSHED`.
 */
export function assertCommitted(environment: EnvironmentName, { id, changed, remotes }: Commit): void {
  if (!hasCustomers(environment)) return;
  if (changed.length > 0) {
    const listed = changed.slice(0, mostListed).join(', ');
    const more = changed.length > mostListed ? ` and ${changed.length - mostListed} more` : '';
    throw new Failure(
      'TREE_NOT_COMMITTED',
      `${environment} is deployed from a commit, but there are changes: ${listed}${more}`,
      {
        hint: 'Commit or stash them (git status), and run it again.',
      },
    );
  }
  if (remotes.length === 0) {
    throw new Failure(
      'COMMIT_NOT_PUSHED',
      `${environment} is deployed from a pushed commit, and no remote has ${id.slice(0, 12)}`,
      {
        hint: 'Push it (git push), or fetch if it was pushed from elsewhere (git fetch), and run it again.',
      },
    );
  }
}
