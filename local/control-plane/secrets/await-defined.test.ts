import { describe, expect, it } from 'vitest';
import { exampleContainer, exampleTaskDefinition } from '../../../definition/testing/examples.ts';
import { Secret } from '../../../failure/secret.ts';
import type { Clock } from '../../../time/clock.ts';
import { type SecretSource, SecretUnavailable } from '../../aws/secret-source.ts';
import { type AwaitDefinedOptions, awaitDefined } from './await-defined.ts';

const removal = { whenDeleted: 'delete', whenReplaced: 'delete' } as const;
const container = exampleContainer({ secrets: [{ name: 'KEY', valueFrom: '/shop/key' }] });
const workload = {
  taskDefinitions: [exampleTaskDefinition({ containerDefinitions: [container] })],
  secrets: [{ logicalId: 'Secret', name: 'shop/database', removal }],
  parameters: [{ logicalId: 'Greeting', name: '/shop/greeting' }],
};
const arn = 'arn:aws:secretsmanager:ap-southeast-1:000000000000:secret:shop/database';

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

/** Time passes only where somebody waits. */
function waitingClock(): Clock {
  let nowMs = 0;
  return {
    now: () => nowMs,
    sleep: async (milliseconds) => {
      nowMs += milliseconds;
    },
  };
}

const patient = (kind: SecretUnavailable['kind'], changes: Partial<AwaitDefinedOptions> = {}) =>
  awaitDefined(laterSource(kind, 3), {
    workload: () => workload,
    clock: waitingClock(),
    signal: new AbortController().signal,
    patienceMs: 60_000,
    everyMs: 500,
    ...changes,
  });

describe('the secrets and parameters of the definition', () => {
  it.each([arn, `${arn}-AbCdEf`, 'shop/database'])(
    'are awaited while LocalStack lacks them: %s',
    async (id) => {
      expect((await patient('missing').secretValue({ secretId: id })).reveal()).toBe('value');
    },
  );

  it('are awaited in Parameter Store too', async () => {
    expect((await patient('missing').parameter('/shop/greeting')).reveal()).toBe('value');
    expect((await patient('missing').parameter('/shop/key')).reveal()).toBe('value');
  });

  it('are missing once the patience is over', async () => {
    const source = patient('missing', { patienceMs: 1_000 });
    await expect(source.parameter('/shop/greeting')).rejects.toMatchObject({ code: 'SECRET_UNAVAILABLE' });
  });
});

describe('what the definition does not have', () => {
  it('is missing at once', async () => {
    await expect(patient('missing').parameter('/shop/other')).rejects.toMatchObject({ kind: 'missing' });
    await expect(patient('missing').secretValue({ secretId: 'shop/other' })).rejects.toMatchObject({
      kind: 'missing',
    });
  });

  it('is awaited while LocalStack does not answer', async () => {
    expect((await patient('unreachable').parameter('/shop/other')).reveal()).toBe('value');
  });

  it('is not awaited where it is refused', async () => {
    await expect(patient('refused').parameter('/shop/greeting')).rejects.toMatchObject({ kind: 'refused' });
  });
});

it('a wait is no failure when the control plane ends', async () => {
  const signal = AbortSignal.abort(new Error('ends'));
  const waiting = patient('missing', { signal }).parameter('/shop/greeting');
  const soon = new Promise((resolve) => setImmediate(resolve, 'waits'));
  expect(await Promise.race([waiting, soon])).toBe('waits');
});
