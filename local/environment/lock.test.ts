import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { identifyEnvironment } from './identify.ts';
import { withLock } from './lock.ts';

async function newEnvironment() {
  const state = await mkdtemp(join(tmpdir(), 'lock-'));
  return identifyEnvironment('/x/shop', { XDG_STATE_HOME: state }, '/h');
}

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

test('a second command waits for the first and is told who holds the lock', async () => {
  const environment = await newEnvironment();
  const order: string[] = [];
  const inFirst = gate();
  const toldWho = gate();
  const first = withLock(
    environment,
    'local:up',
    () => {},
    async () => {
      inFirst.open();
      await toldWho.opened;
      order.push('first');
    },
  );
  await inFirst.opened;
  await withLock(
    environment,
    'local:down',
    (holder) => {
      expect(holder).toMatchObject({ command: 'local:up', pid: process.pid });
      toldWho.open();
    },
    async () => {
      order.push('second');
    },
  );
  await first;
  expect(order).toEqual(['first', 'second']);
});

test('a command that has waited long enough names the holder and gives up', async () => {
  const environment = await newEnvironment();
  await withLock(
    environment,
    'local:up',
    () => {},
    async () => {
      const second = withLock(
        environment,
        'local:down',
        () => {},
        async () => 'never',
        { patienceMs: 0 },
      );
      await expect(second).rejects.toMatchObject({
        code: 'ENVIRONMENT_LOCKED',
        message: `${environment.name} is locked by \`local:up\` (process ${process.pid})`,
      });
    },
  );
});

test('the lock is released when the work fails', async () => {
  const environment = await newEnvironment();
  const failing = withLock(
    environment,
    'local:up',
    () => {},
    async () => Promise.reject(new Error('no')),
  );
  await expect(failing).rejects.toThrow('no');
  expect(
    await withLock(
      environment,
      'local:up',
      () => {},
      async () => 'free',
    ),
  ).toBe('free');
});
