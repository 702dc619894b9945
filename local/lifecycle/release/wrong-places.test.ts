import { expect, test } from 'vitest';
import { waitingClock } from '../../../time/testing/waiting-clock.ts';
import type { ParityStatus } from '../../control-plane/api/parity/status.ts';
import type { Listener } from './listeners.ts';
import { eitherHopeless, wrongPlaces } from './wrong-places.ts';

type Task = ParityStatus['tasks'][number];

function task(state: string, reason: string | null = null, changes: Partial<Task> = {}): Task {
  return {
    ...{
      id: 'a1',
      group: 'service:web',
      taskDefinition: 'web:2',
      deploymentId: null,
      lastStatus: 'RUNNING',
      desiredStatus: 'RUNNING',
    },
    ...{ stoppedReason: null, createdAt: 0, privateIp: null, containers: [] },
    targets: [{ targetGroup: 'web', port: 3000, state, reason }],
    ...changes,
  };
}

/** Looks every five seconds at a task, for a minute and a quarter; gives when it was given up, in seconds, and why. */
async function look(
  seen: Task | ((seconds: number) => Task),
  listeners: (seconds: number) => readonly Listener[],
  pace: { readonly longestGraceSeconds?: number } = {},
) {
  const clock = waitingClock();
  const begun = clock.now();
  const seconds = () => (clock.now() - begun) / 1000;
  let looks = 0;
  const watch = wrongPlaces({
    status: async () => ({
      ...{ cluster: 'shop', workloadDigest: null, timeScale: 1, longestGraceSeconds: null, services: [] },
      tasks: [typeof seen === 'function' ? seen(seconds()) : seen],
    }),
    revisions: { web: 'web:2' },
    listenersOf: async () => {
      looks += 1;
      return listeners(seconds());
    },
    forwarded: new Set([4566]),
    ...{ clock, ...pace },
  });
  while (seconds() < 75) {
    const found = await watch.find();
    if (found !== undefined) return { after: seconds(), reason: found.reason, looks };
    await clock.sleep(1000);
  }
  return { after: undefined, looks, givenUpAt: watch.givenUpAt('a1') };
}

const loopback = { address: '127.0.0.1', port: 3000 };
const elsewhere = { address: '0.0.0.0', port: 4000 };
const right = { address: '0.0.0.0', port: 3000 };

test('a service that listens for itself alone is given up soon, with where it should', async () => {
  expect(await look(task('unhealthy', 'Health checks failed'), () => [loopback])).toMatchObject({
    after: 10,
    reason: 'its application listens on 127.0.0.1:3000, expected 0.0.0.0:3000',
  });
});

test('one that listens on other ports alone has a minute to open the right one', async () => {
  expect(await look(task('initial'), () => [elsewhere])).toMatchObject({
    after: 60,
    reason: 'its application listens on 0.0.0.0:4000, expected 0.0.0.0:3000',
  });
  const late = (seconds: number) => (seconds < 50 ? [elsewhere] : [elsewhere, right]);
  expect((await look(task('initial'), late)).after).toBeUndefined();
});

test('it is given up with the grace period where that is shorter, also when its tasks are replaced by then', async () => {
  const replaced = (seconds: number) => task('initial', null, { id: `a${Math.floor(seconds / 12)}` });
  expect(await look(replaced, () => [elsewhere], { longestGraceSeconds: 20 })).toMatchObject({ after: 20 });
});

test.each([
  ['listens nowhere yet', task('initial'), []],
  ['listens as it should', task('unhealthy', 'Request timed out'), [right]],
  ['is healthy', task('healthy'), [elsewhere]],
  [
    'answers with a wrong code',
    task('unhealthy', 'Health checks failed with these codes: [500]'),
    [elsewhere],
  ],
  ['is of an earlier revision', task('initial', null, { taskDefinition: 'web:1' }), [elsewhere]],
  ['is being stopped', task('initial', null, { desiredStatus: 'STOPPED' }), [elsewhere]],
  ['is not balanced', task('initial', null, { targets: [] }), [elsewhere]],
])('one that %s is left to ECS', async (_, seen, listeners) => {
  expect((await look(seen, () => listeners)).after).toBeUndefined();
});

test('a task is looked into every five seconds, whatever the pace of the wait', async () => {
  expect((await look(task('initial'), () => [])).looks).toBe(15);
});

test('of two watches, the first that finds something counts', async () => {
  const found = { service: 'web', reason: 'why', tasks: [] };
  const nothing = { find: async () => undefined, givenUpAt: () => undefined };
  const one = { find: async () => found, givenUpAt: () => 5 };
  expect(await eitherHopeless(nothing, one).find()).toBe(found);
  expect(eitherHopeless(nothing, one).givenUpAt('a1')).toBe(5);
});
