import { expect, test } from 'vitest';
import { atConstantRate, dueAfterMs } from './constant-rate.ts';

const load = { requestsPerSecond: 1_000, durationMs: 10, signal: new AbortController().signal };

test('requests are due at a constant rate', () => {
  expect([0, 1, 50].map((index) => dueAfterMs(index, 50))).toEqual([0, 20, 1_000]);
});

test('every request is sent and timed', async () => {
  const sent: number[] = [];
  const times = await atConstantRate(load, async (index) => {
    sent.push(index);
  });
  expect(sent).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(times.every((time) => time >= 0)).toBe(true);
  expect(times).toHaveLength(10);
});

test('a request is sent although no answer has come yet', async () => {
  let open: () => void = () => {};
  const lastSent = new Promise<void>((resolve) => {
    open = resolve;
  });
  const times = await atConstantRate(load, async (index) => {
    if (index === 9) open();
    await lastSent;
  });
  expect(times).toHaveLength(10);
});

test('a failure is raised once all have ended', async () => {
  const sent: number[] = [];
  const failing = atConstantRate(load, async (index) => {
    sent.push(index);
    if (index === 3) throw new Error('refused');
  });
  await expect(failing).rejects.toThrow('refused');
  expect(sent).toHaveLength(10);
});
