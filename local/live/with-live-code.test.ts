import { expect, test } from 'vitest';
import { corpusWorkload } from '../../definition/testing/corpus-workload.ts';
import { withLiveCode } from './with-live-code.ts';

const [first] = corpusWorkload.taskDefinitions;
const image = first?.containerDefinitions[0]?.image ?? '';
const live = {
  id: 'ab12',
  images: [image],
  controlFolder: '/state/live/ab12/control',
  mounts: [{ hostPath: '/state/live/ab12/mount-0', target: '/app/app' }],
};

test('containers of the store mount its code read-only, are told of it and are marked', () => {
  const [definition] = withLiveCode(corpusWorkload, live).taskDefinitions;
  expect(definition?.volumes).toEqual([
    ...(first?.volumes ?? []),
    { name: 'live-code-0', hostPath: '/state/live/ab12/control' },
    { name: 'live-code-1', hostPath: '/state/live/ab12/mount-0' },
  ]);
  const [container] = definition?.containerDefinitions ?? [];
  expect(container?.mountPoints).toEqual(
    expect.arrayContaining([
      { sourceVolume: 'live-code-0', containerPath: '/parity/live', readOnly: true },
      { sourceVolume: 'live-code-1', containerPath: '/app/app', readOnly: true },
    ]),
  );
  expect(container?.environment).toContainEqual({ name: 'PARITY_LIVE_CODE', value: '/parity/live/version' });
  expect(container?.dockerLabels).toMatchObject({ 'dev.spree-parity.live-code': 'ab12' });
});

test('all else of the definition stays as it is: user, limits, command, secrets, health check, services', () => {
  const changed = withLiveCode(corpusWorkload, live);
  const { taskDefinitions: _, ...rest } = changed;
  const { taskDefinitions: __, ...before } = corpusWorkload;
  expect(rest).toEqual(before);
  const [now, then] = [changed, corpusWorkload].map(({ taskDefinitions }) => {
    const {
      mountPoints: _1,
      environment: _2,
      dockerLabels: _3,
      ...same
    } = taskDefinitions[0]?.containerDefinitions[0] ?? {};
    return same;
  });
  expect(now).toEqual(then);
});

test('a container of another image stays as it is', () => {
  expect(withLiveCode(corpusWorkload, { ...live, images: ['other'] })).toEqual(corpusWorkload);
});
