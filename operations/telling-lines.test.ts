import { expect, test } from 'vitest';
import { tellingLines } from './telling-lines.ts';

const frames = (count: number) =>
  Array.from({ length: count }, (_, index) => `\tfrom /usr/share/gems/a.rb:${index + 1}:in 'Kernel#require'`);

test('the frames of a backtrace are folded, so that the exception before them is shown', () => {
  const cause =
    "/usr/lib/ruby/fileutils.rb:1:in 'mkdir': Permission denied @ dir_s_mkdir - /app/tmp (Errno::EACCES)";
  expect(tellingLines(['=> Booting Puma', cause, ...frames(80)])).toEqual([
    '=> Booting Puma',
    cause,
    '    (80 lines of a backtrace)',
  ]);
});

test.each([
  "config/boot.rb:3:in `<main>': GUESTBOOK_TOKEN is not set (KeyError)",
  'ActiveRecord::StatementInvalid: PG::DuplicateTable: ERROR:  relation "products" already exists',
  '[4f1c] ActionController::ParameterMissing (param is missing or the value is empty: address):',
  'TypeError: Cannot read properties of undefined',
  'TypeError [ERR_UNKNOWN_FILE_EXTENSION]: Unknown file extension',
  'psycopg.OperationalError: connection failed',
  'panic: runtime error: index out of range [3] with length 2',
])('an exception that was followed by much else comes first: %s', (cause) => {
  const noise = Array.from({ length: 50 }, (_, index) => `Started GET "/up" ${index}`);
  const shown = tellingLines([cause, ...noise]);
  expect(shown.slice(0, 2)).toEqual([cause, '...']);
  expect(shown.at(-1)).toBe(noise.at(-1));
  expect(shown).toHaveLength(20);
});

test('an exception that the program survived is not taken for the cause of its end', () => {
  const noise = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}`);
  const survived = 'W: Deprecated: the old way (Rails)';
  const cause = "/app/a.rb:1:in 'x': the new way failed (RuntimeError)";
  const consequence = 'Caused by: java.net.ConnectException: refused';
  const lines = [survived, ...noise(40), cause, ...frames(30), consequence, ...frames(30), ...noise(30)];
  expect(tellingLines(lines)[0]).toBe(cause);
});

test('output without an exception is shown by its last lines', () => {
  const lines = Array.from({ length: 50 }, (_, index) => `Completed 200 OK in ${index}ms (Views: 0.1ms)`);
  expect(tellingLines(lines)).toEqual(lines.slice(-20));
  expect(tellingLines(['    at run (file.js:1:2)'])).toEqual(['    (1 line of a backtrace)']);
});

test('a migration that was refused is told with its reason and with what to do', () => {
  const refusal =
    'Migration 20261127130758 (RemoveNote) removes table notes. The release that is serving now';
  const advice = [
    'Nothing of it has been changed.',
    '',
    'Make the change in steps, each of them a release: first the code, then the migration.',
    'If the serving release no longer needs what is changed, say so in the migration:',
    '',
    '  safety_assured { ... }',
    '',
    'No release can be rolled back beyond this migration then.',
  ];
  const backtrace = Array.from({ length: 10 }, (_, index) => `/app/lib/run.rb:${index + 1}:in \`refuse'`);
  const lines = [
    '== 20261127130758 RemoveNote: migrating ==',
    '{"parity.migrations":{"schema":"20261127090000"}}',
    'bin/rails aborted!',
    'StandardError: An error has occurred, this and all later migrations canceled: (StandardError)',
    '',
    ...[refusal, ...advice, ...backtrace, '', 'Caused by:'],
    ...[`MigrationGuard::Refused: ${refusal} (MigrationGuard::Refused)`, ...advice, ...backtrace],
    ...['Tasks: TOP => db:migrate', '(See full trace by running task with --trace)'],
  ];
  const shown = tellingLines(lines);
  expect(shown).toContain(`MigrationGuard::Refused: ${refusal} (MigrationGuard::Refused)`);
  expect(shown).toEqual(expect.arrayContaining(advice));
});
