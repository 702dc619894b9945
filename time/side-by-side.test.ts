import { expect, test } from 'vitest';
import { sideBySide } from './side-by-side.ts';

const never = new AbortController().signal;

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
}

test('all results come in order', async () => {
  expect(await sideBySide(never, [async () => 1, async () => 'two'])).toEqual([1, 'two']);
});

test('the first failure stops the others, and is the one that is raised', async () => {
  const order: string[] = [];
  const failing = async () => Promise.reject(new Error('first'));
  const waiting = async (signal: AbortSignal) => {
    try {
      await untilAborted(signal);
    } finally {
      order.push('stopped');
    }
  };
  await expect(sideBySide(never, [waiting, failing])).rejects.toThrow('first');
  expect(order).toEqual(['stopped']);
});

test('an abort from outside reaches all of them', async () => {
  const outside = new AbortController();
  const both = sideBySide(outside.signal, [untilAborted, untilAborted]);
  outside.abort(new Error('interrupted'));
  await expect(both).rejects.toThrow('interrupted');
});
