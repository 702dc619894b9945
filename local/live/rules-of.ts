import { join } from 'node:path';
import type { WatchSettings } from '../../application/watch-settings.ts';
import { wrongUsage } from '../../failure/wrong-usage.ts';
import { isThere } from '../processes/is-there.ts';
import type { LiveRule } from './live-rule.ts';

/** For a Rails application whose file says nothing: its tasks are replaced, as it need not be set up to load code anew. */
const railsRules: readonly LiveRule[] = [
  ...['app', 'config', 'lib'].map((path): LiveRule => ({ path, action: 'sync+restart' })),
  { path: 'db/migrate', action: 'sync+migrate' },
  { path: 'Gemfile', action: 'rebuild' },
  { path: 'Gemfile.lock', action: 'rebuild' },
];

/** What is done about changes in an application's folder. Raises `NOTHING_TO_WATCH`. */
export async function rulesOf(
  folder: string,
  settings: WatchSettings | undefined,
): Promise<readonly LiveRule[]> {
  if (settings !== undefined && settings.length > 0) return settings;
  const isRails = await isThere(join(folder, 'config', 'application.rb'));
  if (isRails && settings === undefined) return railsRules;
  throw wrongUsage(
    'NOTHING_TO_WATCH',
    `${join(folder, 'parity.yml')} does not say which files of the application are to be watched`,
    'Add, for example: watch: [{ path: src, action: sync+restart }]. store/README.md has all actions.',
  );
}
