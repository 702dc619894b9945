import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LiveRule } from './live-rule.ts';
import { type FileChange, planChanges } from './plan-changes.ts';

const rules: readonly LiveRule[] = [
  { path: 'app', action: 'sync' },
  { path: 'app/styles', action: 'sync+exec', exec: ['bin/styles'], services: ['web'] },
  { path: 'config', action: 'sync+restart' },
  { path: 'jobs', action: 'sync+restart', services: ['worker'] },
  { path: 'config/routes.rb', action: 'sync' },
  { path: 'db/migrate', action: 'sync+migrate' },
  { path: 'Gemfile.lock', action: 'rebuild' },
];
const nothing = {
  ...{ rebuild: [], sync: [], commands: [], restart: 'none', migrates: false, unwatched: [] },
};
const written = (path: string): FileChange => ({ path, kind: 'written' });
const plan = (...paths: string[]) =>
  planChanges(paths.map(written), { rules, isIgnored: (path) => path.startsWith('log/') });

describe('what changed files ask for', () => {
  it('is to be there, for a file of a folder that is synced', () => {
    const sync = [written('app/models/product.rb')];
    expect(plan('app/models/product.rb')).toEqual({ ...nothing, sync });
  });

  it('is what the nearest path says', () => {
    expect(plan('config/routes.rb').restart).toBe('none');
    expect(plan('config/routes.rb.bak').restart).toBe('all');
    expect(plan('application.rb').unwatched).toEqual(['application.rb']);
  });

  it('is a command, once for all files, in the services of its rule', () => {
    expect(plan('app/styles/a.css', 'app/styles/b.css').commands).toEqual([
      { command: ['bin/styles'], services: ['web'] },
    ]);
  });

  it('is a restart of the named services, or of all if a rule names none', () => {
    expect(plan('jobs/mail.rb').restart).toEqual(['worker']);
    expect(plan('jobs/mail.rb', 'config/puma.rb').restart).toBe('all');
  });

  it('is to migrate', () => {
    expect(plan('db/migrate/1_create.rb')).toMatchObject({ migrates: true, restart: 'none' });
  });

  it.each(['Gemfile.lock', 'Dockerfile', 'parity.yml', '.dockerignore'])(
    'is another image for %s, which has all other changes as well',
    (path) => {
      expect(plan('app/a.rb', path, 'config/b.rb')).toEqual({ ...nothing, rebuild: [path] });
    },
  );

  it('is nothing for a file that no image has, and said of one that nobody watches', () => {
    expect(plan('log/development.log')).toEqual(nothing);
    expect(plan('README.md')).toEqual({ ...nothing, unwatched: ['README.md'] });
  });

  it('goes by the last change of a file', () => {
    const changes: FileChange[] = [{ path: 'app/a.rb', kind: 'deleted' }, written('app/a.rb')];
    expect(planChanges(changes, { rules, isIgnored: () => false }).sync).toEqual([written('app/a.rb')]);
  });
});

describe('for any rules and changes', () => {
  const part = fc.constantFrom('app', 'lib', 'a.rb', 'b.css');
  const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
  const rule = fc.record({
    path,
    action: fc.constantFrom(...(['sync', 'sync+exec', 'sync+restart', 'sync+migrate', 'rebuild'] as const)),
    exec: fc.constant(undefined).map(() => ['run']),
  });
  const inputs = fc.record({
    rules: fc.uniqueArray(rule, { selector: (each) => each.path, maxLength: 5 }),
    changes: fc.array(fc.record({ path, kind: fc.constantFrom('written' as const, 'deleted' as const) })),
    ignored: fc.uniqueArray(path, { maxLength: 3 }),
  });

  it('no changed file of an image is lost: it is synced, built in, or said not to be watched', () => {
    fc.assert(
      fc.property(inputs, ({ rules: some, changes, ignored }) => {
        const isIgnored = (each: string) => ignored.includes(each);
        const result = planChanges(changes, { rules: some, isIgnored });
        const named = [...result.sync.map((each) => each.path), ...result.unwatched, ...result.rebuild];
        const wanted = new Set(changes.map((each) => each.path).filter((each) => !isIgnored(each)));
        if (result.rebuild.length === 0) expect(new Set(named)).toEqual(wanted);
        else expect(named.every((each) => wanted.has(each))).toBe(true);
        expect(new Set(named).size).toBe(named.length);
      }),
    );
  });

  it('a split of the changes asks for no more and no less than all of them together', () => {
    fc.assert(
      fc.property(inputs, fc.nat(10), ({ rules: some, changes }, at) => {
        const scope = { rules: some, isIgnored: () => false };
        const [one, other] = [changes.slice(0, at), changes.slice(at)].map((each) =>
          planChanges(each, scope),
        );
        const whole = planChanges(changes, scope);
        const isBuilt = (one?.rebuild.length ?? 0) + (other?.rebuild.length ?? 0) > 0;
        expect(whole.rebuild.length > 0).toBe(isBuilt);
        if (isBuilt) return;
        expect(whole.migrates).toBe(one?.migrates === true || other?.migrates === true);
        expect(whole.restart !== 'none').toBe(one?.restart !== 'none' || other?.restart !== 'none');
      }),
    );
  });
});
