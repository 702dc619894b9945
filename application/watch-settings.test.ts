import { expect, test } from 'vitest';
import { readApplication } from './read-application.ts';

const read = (...lines: string[]) => readApplication(['watch:', ...lines].join('\n'), 'shop/parity.yml');

test('an application says what is done when a file of a path changes', () => {
  const { application } = read(
    '  - { path: src/, action: sync, target: /srv/src, ignore: ["**/*.test.js"], check: [bin/check] }',
    '  - { path: styles, action: sync+exec, exec: [bin/styles, 1], services: [web] }',
    '  - { path: jobs, action: sync+restart, services: [worker], check: none }',
    '  - { path: migrations, action: sync+migrate }',
    '  - { path: package-lock.json, action: rebuild }',
  );
  expect(application?.watch).toEqual([
    { path: 'src', action: 'sync', target: '/srv/src', ignore: ['**/*.test.js'], check: ['bin/check'] },
    { path: 'styles', action: 'sync+exec', exec: ['bin/styles', '1'], services: ['web'] },
    { path: 'jobs', action: 'sync+restart', services: ['worker'], check: 'none' },
    { path: 'migrations', action: 'sync+migrate' },
    { path: 'package-lock.json', action: 'rebuild' },
  ]);
});

test.each([
  ['{ path: ., action: sync }', 'watch.0.path is "."'],
  ['{ path: ../other, action: sync }', 'watch.0.path is "../other"'],
  ['{ path: /srv, action: sync }', 'watch.0.path is "/srv"'],
  ['{ path: a/./b, action: sync }', 'watch.0.path is "a/./b"'],
  ['{ action: sync }', 'watch.0.path'],
  ['{ path: src, action: copy }', 'watch.0.action is "copy": give one of sync, sync+exec'],
  ['{ path: src, action: sync+exec }', 'watch.0.exec'],
  ['{ path: src, action: sync, exec: [a] }', 'watch.0.action is "sync": give sync+exec'],
  [
    '{ path: src, action: sync, services: [web] }',
    'watch.0.action is "sync": give sync+exec or sync+restart',
  ],
  ['{ path: src, action: sync, target: src }', 'watch.0.target is "src": give an absolute path'],
  ['{ path: src, action: sync, to: /src }', 'watch.0.to is not known; known here: path, action'],
  ['{ path: src, action: sync, check: always }', 'watch.0.check is "always"'],
])('%s is refused', (line, fault) => {
  expect(read(`  - ${line}`).faults).toEqual([expect.stringContaining(`shop/parity.yml:2: ${fault}`)]);
});

test('a path is given once, and what is below another one goes with it', () => {
  expect(read('  - { path: src, action: sync }', '  - { path: src/, action: rebuild }').faults).toEqual([
    expect.stringContaining('shop/parity.yml:3: watch.1.path'),
  ]);
  expect(
    read('  - { path: src, action: sync }', '  - { path: src/a, action: sync, target: /a }').faults,
  ).toEqual([expect.stringContaining('shop/parity.yml:3: watch.1.target')]);
});

test('it is a list', () => {
  expect(read('  path: src').faults).toEqual([expect.stringContaining('give a list, such as [{ path: app')]);
});
