import { describe, expect, test } from 'vitest';
import { Secret } from '../../../failure/secret.ts';
import { waitingClock } from '../../../time/testing/waiting-clock.ts';
import { type SecretSource, SecretUnavailable } from '../../aws/secret-source.ts';
import { awaitLocalStack, type LocalStackAwaiting } from './await-localstack.ts';
import { keptValues } from './kept-values.ts';

/** Nothing can be read at the first looks. */
function laterSource(kind: SecretUnavailable['kind'], looksWithout: number): SecretSource {
  let looks = 0;
  const read = async () => {
    looks += 1;
    if (looks > looksWithout) return new Secret('value');
    throw new SecretUnavailable('not there', kind, 'ssm');
  };
  return { secretValue: read, parameter: read };
}

const patient = (kind: SecretUnavailable['kind'], changes: Partial<LocalStackAwaiting> = {}) =>
  awaitLocalStack(laterSource(kind, 3), {
    isOpen: () => true,
    isSettled: async () => true,
    kept: keptValues(async () => none),
    clock: waitingClock(),
    signal: new AbortController().signal,
    patienceMs: 60_000,
    everyMs: 500,
    ...changes,
  });

const none = { secrets: [], parameters: [] };
const isSettled = async () => false;

describe('a secret or a parameter', () => {
  test('is awaited if LocalStack does not have it and is not complete yet', async () => {
    expect((await patient('missing', { isSettled }).secretValue({ secretId: 'a' })).reveal()).toBe('value');
    expect((await patient('missing', { isSettled }).parameter('/a')).reveal()).toBe('value');
  });

  test('is reported as missing immediately if LocalStack is complete', async () => {
    await expect(patient('missing').parameter('/a')).rejects.toMatchObject({ kind: 'missing' });
    await expect(patient('missing').secretValue({ secretId: 'a' })).rejects.toMatchObject({
      kind: 'missing',
    });
  });

  test('is missing once the patience is over', async () => {
    const source = patient('missing', { isSettled, patienceMs: 1_000 });
    await expect(source.parameter('/a')).rejects.toMatchObject({ code: 'SECRET_UNAVAILABLE' });
  });

  test('is not read while LocalStack is being filled again', async () => {
    const clock = waitingClock();
    const source = patient('refused', { clock, isOpen: () => clock.now() >= 2_000 });
    await expect(source.parameter('/a')).rejects.toMatchObject({ kind: 'refused' });
    expect(clock.now()).toBe(2_000);
  });

  test('is awaited while LocalStack does not answer', async () => {
    expect((await patient('unreachable').parameter('/a')).reveal()).toBe('value');
  });

  test('is what it was before while LocalStack cannot say it', async () => {
    const clock = waitingClock();
    const before = { name: 'a', value: 'before' };
    const kept = keptValues(async () => ({ secrets: [before], parameters: [before] }));
    const closed = patient('refused', { clock, kept, isOpen: () => false });
    expect((await closed.parameter('a')).reveal()).toBe('before');
    for (const source of [
      patient('unreachable', { clock, kept }),
      patient('missing', { clock, kept, isSettled }),
    ]) {
      expect((await source.secretValue({ secretId: 'a' })).reveal()).toBe('before');
    }
    expect(clock.pauses).toEqual([]);
    await expect(patient('missing', { kept }).parameter('a')).rejects.toMatchObject({ kind: 'missing' });
  });

  test('is not awaited where it is refused', async () => {
    await expect(patient('refused', { isSettled }).parameter('/a')).rejects.toMatchObject({
      kind: 'refused',
    });
  });
});

test('a wait is no failure when the control plane ends', async () => {
  const signal = AbortSignal.abort(new Error('ends'));
  const waiting = patient('missing', { isSettled, signal }).parameter('/a');
  const soon = new Promise((resolve) => setImmediate(resolve, 'waits'));
  expect(await Promise.race([waiting, soon])).toBe('waits');
});
