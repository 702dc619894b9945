import { expect, test } from 'vitest';
import { Failure } from '../../failure/failure.ts';
import { deploymentOrder, firstDeploymentOrder, releaseOrder, runStages, type StageName } from './stages.ts';

test('the order of a release', () => {
  expect(releaseOrder).toEqual(['build', 'push', 'scan', 'assets', 'migrate', 'services', 'edge', 'record']);
});

test('the order of a first deployment', () => {
  expect(firstDeploymentOrder).toEqual([
    ...['bootstrap', 'infrastructure', 'build', 'push', 'scan', 'assets'],
    ...['set-up', 'migrate', 'seed', 'services', 'edge', 'record'],
  ]);
});

test('the order of a later deployment', () => {
  expect(deploymentOrder).toEqual([
    ...['bootstrap', 'build', 'push', 'scan', 'assets'],
    ...['infrastructure', 'set-up', 'migrate', 'services', 'edge', 'record'],
  ]);
});

test.each([
  ['release', releaseOrder],
  ['first deployment', firstDeploymentOrder],
  ['later deployment', deploymentOrder],
])('in a %s, an image is scanned and the database migrated before its tasks start', (_, stages) => {
  const order: readonly StageName[] = stages;
  const ofImage: readonly StageName[] = releaseOrder;
  expect(order.filter((stage) => ofImage.includes(stage))).toEqual(ofImage);
  expect(new Set(order).size).toBe(order.length);
});

const report = { environment: 'staging', command: 'deploy it' };

function recorded(
  failing?: StageName,
  error: unknown = new Failure('BROKEN', 'It broke', { hint: 'Mend it.' }),
) {
  const done: StageName[] = [];
  const work = (stage: StageName) => async () => {
    if (stage === failing) throw error;
    done.push(stage);
  };
  const all = {
    bootstrap: work('bootstrap'),
    infrastructure: work('infrastructure'),
    build: work('build'),
    push: work('push'),
    scan: work('scan'),
    assets: work('assets'),
    'set-up': work('set-up'),
    migrate: work('migrate'),
    seed: work('seed'),
    services: work('services'),
    edge: work('edge'),
    record: work('record'),
  };
  return { done, ended: runStages(firstDeploymentOrder, all, report) };
}

test('stages run one after another', async () => {
  const { done, ended } = recorded();
  await ended;
  expect(done).toEqual(firstDeploymentOrder);
});

test.each(firstDeploymentOrder.map((stage) => [stage] as const))(
  'a failure in %s stops there, says what state the environment is in, and what to run',
  async (stage) => {
    const { done, ended } = recorded(stage);
    const failure: unknown = await ended.catch((error: unknown) => error);
    expect(done).toEqual(firstDeploymentOrder.slice(0, firstDeploymentOrder.indexOf(stage)));
    expect(failure).toMatchObject({
      code: 'BROKEN',
      message: expect.stringMatching(/^It broke\n.*\bstaging\b.*\.$/),
      hint: 'Mend it. Then run deploy it again: it goes on from there.',
    });
  },
);

test('a failure without a hint of its own is told what to run', async () => {
  const { ended } = recorded('services', new Failure('BROKEN', 'It broke'));
  await expect(ended).rejects.toMatchObject({ hint: 'Run deploy it again: it goes on from there.' });
});

test('a failure that names the command already is not told it twice', async () => {
  const { ended } = recorded('build', new Failure('BROKEN', 'It broke', { hint: 'Run deploy it.' }));
  await expect(ended).rejects.toMatchObject({ hint: 'Run deploy it.' });
});

test('a call that AWS refuses is a failure of its stage, and says the same', async () => {
  const refused = Object.assign(new Error('Access Denied'), { name: 'AccessDenied', $metadata: {} });
  await expect(recorded('assets', refused).ended).rejects.toMatchObject({
    code: 'AWS_CALL_FAILED',
    message:
      'A call of AWS failed: Access Denied (AccessDenied)\n' +
      'Nothing runs differently in staging: the services run what they ran, with their assets.',
    hint: 'Check the connection, and what the role or user may do. Then run deploy it again: it goes on from there.',
  });
});

test('an error of the program itself is passed on as it is', async () => {
  const error = new TypeError('a bug');
  await expect(recorded('push', error).ended).rejects.toBe(error);
});
