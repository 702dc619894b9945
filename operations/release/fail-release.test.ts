import { expect, test } from 'vitest';
import { Failure } from '../../failure/failure.ts';
import { waitingClock } from '../../time/testing/waiting-clock.ts';
import { failRelease } from './fail-release.ts';
import { revisionArn, servicesAsSeen, serviceThatRuns } from './testing/released-services.ts';

const running = [
  serviceThatRuns('web', 'web:4', { rolloutState: 'IN_PROGRESS' }),
  serviceThatRuns('worker', 'worker:4'),
];

const whatRunsNow = [
  'The deployment of web:4 to the service web is in progress; 1/1 tasks are running.',
  'The service worker runs worker:4; 1/1 tasks are running.',
];

/** What a failure of a release ends as, and how often it was rolled back. */
async function ended(error: unknown, rollBack = async () => {}, signal = new AbortController().signal) {
  let rollbacks = 0;
  const failure: unknown = await failRelease(error, servicesAsSeen(running), {
    rollBack: async () => {
      rollbacks += 1;
      await rollBack();
      const restored = [{ service: 'worker', taskDefinition: revisionArn('worker:4') }];
      return { hasRolledBack: true, restored, deleted: [] };
    },
    onProgress: () => {},
    clock: waitingClock(),
    signal,
  }).catch((raised: unknown) => raised);
  return { failure, rollbacks };
}

test.each(['STORE_DOES_NOT_START', 'TIMED_OUT', 'SMOKE_CHECK_FAILED'])(
  'a release that ends with %s is rolled back, and its failure says so',
  async (code) => {
    const { failure, rollbacks } = await ended(new Failure(code, 'It failed', { hint: 'look', exitCode: 3 }));
    expect(rollbacks).toBe(1);
    expect(failure).toMatchObject({
      code,
      message: 'It failed\nThe service worker was rolled back to worker:4.',
      hint: 'look',
      exitCode: 3,
    });
  },
);

test('a release that cannot be rolled back says why, and what the services run', async () => {
  const { failure } = await ended(new Failure('TIMED_OUT', 'It failed'), async () => {
    throw new Error('no answer');
  });
  expect(failure).toMatchObject({
    code: 'TIMED_OUT',
    message: ['It failed', 'The release could not be rolled back: no answer', ...whatRunsNow].join('\n'),
  });
});

test('what has to be mended for a rollback is said after what has to be mended for the release', async () => {
  const release = new Failure('STORE_DOES_NOT_START', 'It failed', { hint: 'Look.', exitCode: 3 });
  const { failure } = await ended(release, async () => {
    throw new Failure('ROLLBACK_FAILED', 'It stays', { hint: 'Mend it.' });
  });
  expect(failure).toMatchObject({ code: 'STORE_DOES_NOT_START', exitCode: 3, hint: 'Look. Mend it.' });
});

test('a release that is interrupted continues in ECS, and what the services run is said', async () => {
  const stop = new AbortController();
  const interrupt = new Failure('INTERRUPTED', 'Interrupted', { exitCode: 130 });
  stop.abort(interrupt);
  const { failure, rollbacks } = await ended(interrupt, undefined, stop.signal);
  expect(rollbacks).toBe(0);
  expect(failure).toMatchObject({
    code: 'INTERRUPTED',
    exitCode: 130,
    message: ['Interrupted', 'ECS continues the deployments of this release.', ...whatRunsNow].join('\n'),
  });
});

test('a rollback that is interrupted continues in ECS', async () => {
  const stop = new AbortController();
  const { failure } = await ended(
    new Failure('TIMED_OUT', 'It failed'),
    async () => stop.abort(new Failure('INTERRUPTED', 'Interrupted')),
    stop.signal,
  );
  expect(failure).toMatchObject({
    code: 'TIMED_OUT',
    message: [
      'It failed',
      'The rollback of the release was interrupted; ECS continues it.',
      ...whatRunsNow,
    ].join('\n'),
  });
});

test('another failure takes nothing back', async () => {
  const down = new Failure('CONTROL_PLANE_DOWN', 'It does not respond');
  expect(await ended(down)).toEqual({ failure: down, rollbacks: 0 });
});
