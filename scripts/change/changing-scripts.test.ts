import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { ownScripts } from '../own-scripts.ts';

/** Change what a release changes, or what it goes by: one at a time, by the lock of the environment. */
const locked: Readonly<Record<string, string>> = {
  'deploy:prod': 'the stack, the database and the services',
  'deploy:small': 'the stack, the database and the services',
  'deploy:staging': 'the stack, the database and the services',
  'stack:destroy': 'everything',
  'store:release': 'the database and the services',
  'store:rollback': 'the services',
  'store:restart': 'the deployments of services, by which a release knows its own',
  'store:migrate': 'the database, as the migrations of a release do',
  'store:seed': 'the database, which migrations may be changing',
  'store:setup': 'the users of the database, with which its tasks sign in',
  'store:publish': 'the assets, of which it deletes those of the oldest releases',
  'db:restore': 'with --swap or --use: the database that migrations run in and services use',
};

/** Ask, and are held to account and region, but take no lock. */
const unlocked: Readonly<Record<string, string>> = {
  'db:restore': 'without --swap and --use: the new instance is beside the primary, and nothing uses it',
  'db:snapshot': 'only reads the database; one before a release may be wanted while another is under way',
  'store:scale': 'sets counts of tasks, which a release leaves as they are; more may be needed at any time',
  'assets:restore': 'writes uploads, which no release touches',
};

/** Run what somebody has typed; they are told where, and what it changes is theirs to know. */
const told: Readonly<Record<string, string>> = {
  'store:exec': 'any command of the store; it may be needed to mend what a release waits for',
  'store:console': 'the same, in a terminal, which may be open for hours',
};

/** Look, calculate, or send requests as visitors do. */
const changingNothing = [
  'completion',
  'cost',
  'docs:differences',
  'help',
  'loadtest',
  'loadtest:nightly',
  'scaling:check',
  'scaling:explain',
  'scaling:simulate',
  'store:alarms',
  'store:config',
  'store:context',
  'store:doctor',
  'store:logs',
  'store:status',
];

const ofStores = ownScripts().filter((name) => !name.startsWith('local:'));

test('every script says whether it takes the lock of the environment, or why it does not', () => {
  const listed = [...Object.keys({ ...locked, ...unlocked, ...told }), ...changingNothing];
  expect(listed.toSorted()).toEqual(ofStores.toSorted());
});

test.each(ofStores)('%s takes the lock, asks, or says where it runs, as it is listed', (name) => {
  const calls = callsOf(`scripts/${name.replace(':', '-')}.ts`);
  expect({
    changeEnvironment: calls.has('changeEnvironment'),
    confirmOperation: calls.has('confirmOperation'),
    // What takes the lock has asked before.
    sayPlace: calls.has('sayPlace') && !calls.has('changeEnvironment'),
  }).toEqual({
    changeEnvironment: name in locked,
    confirmOperation: name in unlocked,
    sayPlace: name in told,
  });
});

const guards = /(?<!function )\b(changeEnvironment|confirmOperation|sayPlace)\(/g;
/** What does the whole work of a script, or is one. */
const whole = /\brun\w+Command\b|\b(?!runScript\b)\w+Script\b/;

/** Which guards a script calls, itself or in what does its work. */
function callsOf(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file) || !existsSync(file)) return new Set();
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  const own = [...text.matchAll(guards)].map(([, call = '']) => call);
  const imported = [...text.matchAll(/^import \{([^}]*)\} from '(\.[^']+)'/gm)].flatMap(
    ([, names = '', target = '']) =>
      whole.test(names) ? [...callsOf(join(dirname(file), target), seen)] : [],
  );
  return new Set([...own, ...imported]);
}
