import { expect, test } from 'vitest';
import type { LiveOutcome } from '../../local/live/serve-changes.ts';
import { liveLines } from './live-lines.ts';

const paths = ['app/a.rb'];
const told = (outcome: LiveOutcome) => liveLines(outcome, 640);

test('a served file is told with the tasks that serve it, and after how long', () => {
  const tasks = ['worker/3', 'web/1', 'web/2'];
  expect(told({ kind: 'served', paths, unwatched: [], tasks, did: [] })).toEqual([
    '✔ app/a.rb: 2 web, 1 worker in 0.6 s',
  ]);
  const did = ['migrated', 'restarted'];
  expect(told({ kind: 'served', paths: ['a', 'b', 'c'], unwatched: [], tasks, did })).toEqual([
    '✔ a and 2 more: 2 web, 1 worker in 0.6 s (migrated, restarted)',
  ]);
  expect(told({ kind: 'served', paths, unwatched: [], tasks: [], did: [] })).toEqual([
    '✔ app/a.rb: no task runs',
  ]);
});

test('a refused file is told with what is wrong, and that the last good version serves', () => {
  const output = 'app/a.rb:3: unexpected end\n  foo(';
  expect(told({ kind: 'refused', paths, unwatched: [], output })).toEqual([
    '✖ app/a.rb: not served',
    '  app/a.rb:3: unexpected end',
    '    foo(',
    '  All tasks go on with what they had. The next change is tried together with this one.',
  ]);
  expect(told({ kind: 'takenBack', paths, unwatched: [], output })[0]).toBe('✖ app/a.rb: taken back');
});

test('a refused file that is as it was again is told', () => {
  expect(told({ kind: 'restored', paths, unwatched: [] })).toEqual([
    '✔ app/a.rb: as tasks have it, so nothing is left to serve',
  ]);
});

test('files that changed again while their tasks were waited for are told', () => {
  expect(told({ kind: 'overtaken', paths, unwatched: [] })).toEqual([
    '… app/a.rb: files have changed again, and are served together',
  ]);
});

test('a file that nothing watches is told, and one that is as it was is not', () => {
  expect(told({ kind: 'unchanged', paths: [], unwatched: ['README.md'] })).toEqual([
    expect.stringContaining('– README.md: not watched. To bring it: npx -y pnpm@12 local:up'),
  ]);
  expect(told({ kind: 'unchanged', paths: [], unwatched: [] })).toEqual([]);
});
