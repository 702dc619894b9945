import { afterEach, beforeEach, expect, test } from 'vitest';
import { answering } from '../../aws/testing/answering.ts';
import { answeringStack } from '../../aws/testing/answering-stack.ts';
import {
  type EcsEndpoint,
  ecsEndpoint,
  sampleCluster,
} from '../../local/control-plane/api/testing/ecs-endpoint.ts';
import type { Target } from '../target.ts';
import { logSources } from './log-sources.ts';

const oneOff = '1a2b3c4d'.repeat(4);

let endpoint: EcsEndpoint;
let target: Target;

beforeEach(async () => {
  endpoint = await ecsEndpoint();
  target = endpoint.target;
  await answeringStack(target.clients, () => ({
    ClusterName: sampleCluster,
    LogGroupName: '/ecs/spree-local',
  }));
  answering(await target.clients.cloudWatchLogs(), {
    DescribeLogStreams: (input) => {
      const isOfAll = !('logStreamNamePrefix' in input);
      const isOneOff = isOfAll || input.logStreamNamePrefix === 'oneoff/';
      return { $metadata: {}, logStreams: isOneOff ? [{ logStreamName: `oneoff/oneoff/${oneOff}` }] : [] };
    },
  });
});
afterEach(() => endpoint.close());

test('without a name all that the tasks of the environment write is shown', async () => {
  expect(await logSources(target, { names: [], tasks: [] })).toEqual([
    { group: '/ecs/spree-local', streamPrefix: undefined },
  ]);
});

test('a service is where its containers write, one task of it a part of that', async () => {
  const { taskDefinition } = await endpoint.ecs.describeTaskDefinition({ taskDefinition: 'spree-local-web' });
  const written = (taskDefinition?.containerDefinitions ?? []).flatMap(({ name, logConfiguration }) => {
    const options = logConfiguration?.options;
    return options === undefined
      ? []
      : [{ group: options['awslogs-group'], streamPrefix: `${options['awslogs-stream-prefix']}/${name}/` }];
  });
  expect(written).not.toEqual([]);
  expect(await logSources(target, { names: ['web'], tasks: [] })).toEqual(written);
  expect(await logSources(target, { names: ['web/0123abcd'], tasks: [] })).toEqual(
    written.map((each) => ({ ...each, streamPrefix: `${each.streamPrefix}0123abcd` })),
  );
});

test('what is no service is found by what it has written', async () => {
  const group = '/ecs/spree-local';
  expect(await logSources(target, { names: ['oneoff'], tasks: [] })).toEqual([
    { group, streamPrefix: 'oneoff/' },
  ]);
  expect(await logSources(target, { names: ['oneoff/1a', 'oneoff/2b'], tasks: [] })).toEqual([
    { group, streamPrefix: 'oneoff/oneoff/1a' },
    { group, streamPrefix: 'oneoff/oneoff/2b' },
  ]);
});

test('a task is found by its id, alone and among names', async () => {
  const written = { group: '/ecs/spree-local', streamPrefix: `oneoff/oneoff/${oneOff}` };
  const arn = `arn:aws:ecs:ap-southeast-1:000000000000:task/${sampleCluster}/${oneOff}`;
  for (const given of [oneOff.slice(0, 6), oneOff, arn])
    expect(await logSources(target, { names: [given], tasks: [] })).toEqual([written]);
  expect(await logSources(target, { names: ['oneoff'], tasks: [arn] })).toEqual([written]);
  await expect(logSources(target, { names: [], tasks: ['9'] })).rejects.toMatchObject({
    code: 'NO_SUCH_LOG',
    message: "Nothing has written as '9' to /ecs/spree-local",
  });
});

test('sources that overlap are read once', async () => {
  const whole = { group: '/ecs/spree-local', streamPrefix: 'oneoff/' };
  const names = ['oneoff/1a', 'oneoff', 'oneoff', oneOff];
  expect(await logSources(target, { names, tasks: [] })).toEqual([whole]);
});

test('a name that nothing has written as is refused, with the services that there are', async () => {
  await expect(logSources(target, { names: ['shop'], tasks: [] })).rejects.toMatchObject({
    code: 'NO_SUCH_LOG',
    message: "Nothing has written as 'shop' to /ecs/spree-local",
    hint: expect.stringContaining('Services: web.'),
  });
});
