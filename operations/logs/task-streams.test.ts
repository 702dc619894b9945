import { expect, test } from 'vitest';
import { taskStreams } from './task-streams.ts';

const web = '0123456789abcdef0123456789abcdef';
const other = '1123456789abcdef0123456789abcdef';
const arn = `arn:aws:ecs:ap-southeast-1:000000000000:task/spree-staging/${web}`;

/** A group with pages of streams, the newest first, and how many pages were asked for. */
function groupOf(...pages: readonly (readonly string[])[]) {
  let asked = 0;
  const describeLogStreams = async (input?: { readonly nextToken?: string | undefined }) => {
    const index = Number(input?.nextToken ?? '0');
    asked += 1;
    const logStreams = (pages[index] ?? []).map((logStreamName) => ({ logStreamName }));
    return {
      $metadata: {},
      logStreams,
      ...(index + 1 < pages.length ? { nextToken: `${index + 1}` } : {}),
    };
  };
  return { logs: { describeLogStreams }, asked: () => asked };
}

const pages = [
  [`web/web/${other}`, `web/nginx/${web}`],
  [`web/web/${web}`],
  [`web/web/${'2'.repeat(32)}`],
  ['odd'],
];

test.each([web.slice(0, 4), web, arn])(
  'the streams of all containers of the task %s are found',
  async (task) => {
    const { logs, asked } = groupOf(...pages);
    expect(await taskStreams(logs, '/ecs/g', task)).toEqual([
      { group: '/ecs/g', streamPrefix: `web/nginx/${web}` },
      { group: '/ecs/g', streamPrefix: `web/web/${web}` },
    ]);
    expect(asked()).toBe(3);
  },
);

test('a container of the task may be named', async () => {
  expect(await taskStreams(groupOf(...pages).logs, '/ecs/g', 'nginx/01')).toEqual([
    { group: '/ecs/g', streamPrefix: `web/nginx/${web}` },
  ]);
});

test('a task that has written nothing has no streams, whatever there are', async () => {
  const { logs, asked } = groupOf(...Array.from({ length: 200 }, () => [`web/web/${other}`]));
  expect(await taskStreams(logs, '/ecs/g', 'ffff')).toEqual([]);
  expect(asked()).toBe(100);
});
