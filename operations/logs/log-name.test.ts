import { expect, test } from 'vitest';
import { isMeant, isTask, isTaskName } from './log-name.ts';

const task = '0123456789abcdef0123456789abcdef';
const web = {
  source: 'web/01234567',
  names: ['web', 'spree-local-web', 'shop-spree-local-web-01234567-web'],
  task,
};
const arn = `arn:aws:ecs:ap-southeast-1:000000000000:task/spree-local/${task}`;

test.each([
  'web',
  'spree-local-web',
  'shop-spree-local-web-01234567-web',
  'web/0',
  'web/01234567',
  'spree-local-web/0123456789',
  '012345',
  task,
  arn,
])('a task of web is meant by %s', (given) => {
  expect(isMeant(web, given)).toBe(true);
});

test.each([
  'we',
  'worker',
  'web/1',
  'worker/01234567',
  '01234',
  '123456',
  `${arn}0`,
  arn.replace('0123', '1123'),
  '',
])('it is not meant by "%s"', (given) => {
  expect(isMeant(web, given)).toBe(false);
});

test('a server is meant by its name alone', () => {
  const server = { source: 'postgres', names: ['postgres', 'shop-postgres-1'], task: undefined };
  expect(
    ['postgres', 'postgres/1', 'shop-postgres-1', 'abcdef'].map((each) => isMeant(server, each)),
  ).toEqual([...[true, false, true, false]]);
});

test('--task takes a beginning of an id of any length, with its container or not, or an ARN', () => {
  expect(['0', 'web/0', arn, task].map((given) => [isTaskName(given), isTask(web, given)])).toEqual([
    ...[true, true, true, true].map((each) => [each, each]),
  ]);
  expect(['', 'web', 'web/', '/0', 'web/xyz', 'a/b/0'].map(isTaskName)).toEqual([
    ...[false, false, false, false, false, false],
  ]);
  expect(['1', 'worker/0'].map((given) => isTask(web, given))).toEqual([false, false]);
});
