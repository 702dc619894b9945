import { type RunOptions, run } from '../processes/run.ts';
import { isAptDistribution } from './check-machine.ts';

/** What apt would install of these packages, by version; empty on another distribution or before its first update. */
export async function readCandidates(
  distribution: string,
  packages: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  if (!isAptDistribution(distribution)) return {};
  const asked = await run('apt-cache', ['policy', ...packages], {
    env: { ...process.env, LC_ALL: 'C' },
    allowFailure: true,
  });
  return parsePolicy(asked.stdout);
}

/** Reads the output of `apt-cache policy` in its untranslated form. */
export function parsePolicy(text: string): Readonly<Record<string, string>> {
  const candidates: Record<string, string> = {};
  let name = '';
  for (const line of text.split('\n')) {
    name = /^(\S+):$/.exec(line)?.[1] ?? name;
    const version = /^ {2}Candidate: (\S+)$/.exec(line)?.[1];
    if (version !== undefined && version !== '(none)') candidates[name] = version;
  }
  return candidates;
}

/** Lets apt read its sources. */
export async function aptUpdate(options: RunOptions): Promise<void> {
  await run('apt-get', ['update'], options);
}

/** Installs packages without asking and without what they merely recommend. */
export async function aptInstall(packages: readonly string[], options: RunOptions): Promise<void> {
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], {
    ...options,
    env: { ...(options.env ?? process.env), DEBIAN_FRONTEND: 'noninteractive' },
  });
}
