import { expect, test } from 'vitest';
import { Failure } from '../../failure/failure.ts';
import { type ReleaseKind, runStages, type StageName, stagesOf } from './stages.ts';

const kinds: readonly ReleaseKind[] = ['release', 'first-deployment', 'deployment'];

test('the order of a release', () => {
  expect(stagesOf('release')).toEqual(['build', 'push', 'scan', 'assets', 'migrate', 'services', 'record']);
});

test('the order of a first deployment', () => {
  expect(stagesOf('first-deployment')).toEqual([
    'bootstrap',
    'infrastructure',
    'build',
    'push',
    'scan',
    'assets',
    'set-up',
    'migrate',
    'seed',
    'services',
    'record',
  ]);
});

test('the order of a later deployment', () => {
  expect(stagesOf('deployment')).toEqual([
    'bootstrap',
    'build',
    'push',
    'scan',
    'assets',
    'infrastructure',
    'set-up',
    'migrate',
    'services',
    'record',
  ]);
});

test.each(kinds)('in a %s, an image is scanned and the database migrated before its tasks start', (kind) => {
  const order = stagesOf(kind);
  const inOrder: readonly StageName[] = ['build', 'push', 'scan', 'assets', 'migrate', 'services', 'record'];
  expect(order.filter((stage) => inOrder.includes(stage))).toEqual(inOrder);
  expect(new Set(order).size).toBe(order.length);
});

const report = { environment: 'staging', command: 'deploy it' };

function recorded(
  failing?: StageName,
  error: unknown = new Failure('BROKEN', 'It broke', { hint: 'Mend it.' }),
) {
  const done: StageName[] = [];
  const stages = stagesOf('first-deployment');
  const work = Object.fromEntries(
    stages.map((stage) => [
      stage,
      async () => {
        if (stage === failing) throw error;
        done.push(stage);
      },
    ]),
  ) as Record<StageName, () => Promise<void>>;
  return { done, ended: runStages(stages, work, report) };
}

test('stages run one after another', async () => {
  const { done, ended } = recorded();
  await ended;
  expect(done).toEqual(stagesOf('first-deployment'));
});

test.each(stagesOf('first-deployment').map((stage) => [stage] as const))(
  'a failure in %s stops there, says what state the environment is in, and what to run',
  async (stage) => {
    const { done, ended } = recorded(stage);
    const failure: unknown = await ended.catch((error: unknown) => error);
    expect(done).toEqual(stagesOf('first-deployment').slice(0, stagesOf('first-deployment').indexOf(stage)));
    expect(failure).toMatchObject({
      code: 'BROKEN',
      message: expect.stringMatching(/^It broke\n.*\bstaging\b.*\.$/),
      hint: 'Mend it. Then run deploy it again: it goes on from there.',
    });
  },
);

test('a failure that names the command already is not told it twice', async () => {
  const { ended } = recorded('build', new Failure('BROKEN', 'It broke', { hint: 'Run deploy it.' }));
  await expect(ended).rejects.toMatchObject({ hint: 'Run deploy it.' });
});

test('an error of the program itself is passed on as it is', async () => {
  const error = new TypeError('a bug');
  await expect(recorded('push', error).ended).rejects.toBe(error);
});
