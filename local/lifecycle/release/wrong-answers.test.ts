import { expect, test } from 'vitest';
import { waitingClock } from '../../../time/testing/waiting-clock.ts';
import type { ParityStatus } from '../../control-plane/api/parity/status.ts';
import { wrongAnswers } from './wrong-answers.ts';

type Task = ParityStatus['tasks'][number];

function task(id: string, state: string, reason: string | null, changes: Partial<Task> = {}): Task {
  return {
    id,
    group: 'service:web',
    taskDefinition: 'web:2',
    deploymentId: null,
    lastStatus: 'RUNNING',
    desiredStatus: 'RUNNING',
    stoppedReason: null,
    createdAt: 0,
    privateIp: null,
    containers: [],
    targets: [{ targetGroup: 'web', port: 3000, state, reason }],
    ...changes,
  };
}

const failed = (code: number) => `Health checks failed with these codes: [${code}]`;

/** Looks every ten seconds, and gives what was found at each look. */
async function look(...looks: readonly (readonly Task[])[]) {
  return await lookWith({}, ...looks);
}

async function lookWith(
  pace: { readonly longestGraceSeconds?: number },
  ...looks: readonly (readonly Task[])[]
) {
  const clock = waitingClock();
  let count = 0;
  const { find } = wrongAnswers({
    status: async () => ({
      cluster: 'shop',
      ...{ workloadDigest: null, timeScale: 1, longestGraceSeconds: null },
      services: [],
      tasks: [...(looks[count++] ?? [])],
    }),
    revisions: { web: 'web:2' },
    clock,
    ...pace,
  });
  const found = [];
  for (const _ of looks) {
    found.push(await find());
    await clock.sleep(10_000);
  }
  return found;
}

const four = <T>(each: T): readonly T[] => [each, each, each, each];

test.each([500, 404, 301])(
  'a service whose tasks answer health checks with %i for half a minute is given up on',
  async (code) => {
    const wrong = task('a', 'unhealthy', failed(code));
    expect(await look(...four([wrong]))).toEqual([
      undefined,
      undefined,
      undefined,
      {
        service: 'web',
        reason: `its tasks run, but ELB health checks failed with these codes: [${code}] for 30 s`,
        tasks: [wrong],
      },
    ]);
  },
);

test.each([
  ['does not answer yet', task('a', 'unhealthy', 'Health checks failed')],
  ['has a proxy that answers before it does', task('a', 'unhealthy', failed(502))],
  ['is not checked often enough yet', task('a', 'initial', 'Initial health checks in progress')],
  ['is one of the release before', task('a', 'unhealthy', failed(500), { taskDefinition: 'web:1' })],
  ['is being stopped', task('a', 'unhealthy', failed(500), { desiredStatus: 'STOPPED' })],
])('ECS alone decides on a task that %s', async (_title, waiting) => {
  expect(await look(...four([waiting]))).toEqual(four(undefined));
});

test('a service of which another new task is healthy is not given up', async () => {
  const tasks = [task('a', 'unhealthy', failed(500)), task('b', 'healthy', null)];
  expect(await look(...four(tasks))).toEqual(four(undefined));
});

test('a task that answered correctly in between is waited for again', async () => {
  const wrong = [task('a', 'unhealthy', failed(500))];
  expect(await look(wrong, wrong, [], wrong, wrong)).toEqual([...four(undefined), undefined]);
});

test('a shorter grace shortens the patience with wrong answers, and what is told of it', async () => {
  const wrong = [task('a', 'unhealthy', failed(500))];
  expect(await lookWith({ longestGraceSeconds: 10 }, wrong, wrong)).toMatchObject([
    undefined,
    { reason: 'its tasks run, but ELB health checks failed with these codes: [500] for 10 s' },
  ]);
});
