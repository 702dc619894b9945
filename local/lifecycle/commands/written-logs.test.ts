import { expect, test } from 'vitest';
import { exampleContainer, exampleTaskDefinition } from '../../../definition/testing/examples.ts';
import { writtenLogs } from './written-logs.ts';

const options = { 'awslogs-group': '/ecs/shop', 'awslogs-stream-prefix': 'shop' };
const web = exampleContainer({ name: 'web', logConfiguration: { logDriver: 'awslogs', options } });
const workload = {
  services: [],
  taskDefinitions: [
    exampleTaskDefinition({
      family: 'shop-web',
      containerDefinitions: [web, exampleContainer({ name: 'mute' })],
    }),
  ],
};

const event = (number: number) => ({
  stream: `shop/web/0123456789abcdef${number}`,
  message: `line ${number}`,
});

const events = [1, 2, 3].map((number) => event(number));

const lines = (source: string, tail = 2) =>
  writtenLogs(workload, source, tail, async (group, prefix, last) =>
    group === '/ecs/shop' ? events.filter(({ stream }) => stream.startsWith(prefix)).slice(-last) : [],
  );

test.each(['shop-web', 'web'])('the last lines of %s are read from its streams', async (source) => {
  expect(await lines(source)).toEqual([
    { source: 'web/01234567', line: 'line 2' },
    { source: 'web/01234567', line: 'line 3' },
  ]);
});

test('the last lines of one task are read from its stream', async () => {
  expect(await lines('web/0123456789abcdef1')).toEqual([{ source: 'web/01234567', line: 'line 1' }]);
  expect(await lines('web/ffffffff')).toEqual([]);
});

test('a container that ships no logs has no lines, and of no lines none are read', async () => {
  expect(await lines('mute')).toEqual([]);
  expect(await lines('web', 0)).toEqual([]);
});

test('a name that the definition does not have is not known', async () => {
  expect(await lines('nothing')).toBeUndefined();
});
