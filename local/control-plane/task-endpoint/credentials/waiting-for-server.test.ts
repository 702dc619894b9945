import { expect, test } from 'vitest';
import { Secret } from '../../../../failure/secret.ts';
import { waitingClock } from '../../../../time/testing/waiting-clock.ts';
import { waitingForServer } from './waiting-for-server.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const web = { roleArn: 'arn:aws:iam::000000000000:role/web', sessionName: 'task' };
const keys = {
  accessKeyId: 'key',
  secretAccessKey: new Secret('hush'),
  sessionToken: new Secret(''),
  expiration: 0,
};

function credentials(refusals: number) {
  const clock = waitingClock();
  const { signal } = new AbortController();
  let asked = 0;
  const issue = async () => {
    asked += 1;
    if (asked <= refusals) throw new Error(`refused ${asked} times`);
    return keys;
  };
  const { issue: wait } = waitingForServer({ issue, confirm: async () => undefined }, { clock, log, signal });
  return { wait, clock };
}

test('whoever asks for keys while the S3 server restarts gets them when it is back', async () => {
  expect(await credentials(4).wait(web)).toBe(keys);
});

test('a server that stays away is given up after 20 s, with what it said last', async () => {
  const { wait, clock } = credentials(Number.POSITIVE_INFINITY);
  await expect(wait(web)).rejects.toThrow(/^refused \d times$/);
  expect(clock.now()).toBeGreaterThanOrEqual(20_000);
  expect(clock.now()).toBeLessThan(30_000);
});
