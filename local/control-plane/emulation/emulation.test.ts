import { describe, expect, test } from 'vitest';
import { waitingClock } from '../../../time/testing/waiting-clock.ts';
import type { HeldEmulation } from '../../environment/emulation-record.ts';
import { createEmulation } from './emulation.ts';
import type { Look } from './plan-refill.ts';
import { exampleLast } from './testing/example-last.ts';

const away: Look = { kind: 'away' };
const slow: Look = { kind: 'slow' };
const empty: Look = { kind: 'answers', held: undefined };
const complete: HeldEmulation = { digest: 'all', needed: 'part' };
const begun: HeldEmulation = { digest: '', needed: '' };

/** A LocalStack that is as the test says, and the care for it. */
function staged(refill: () => Promise<number> = async () => 12, last = exampleLast()) {
  const logged: string[] = [];
  let run: Look = { kind: 'answers', held: complete };
  let refills = 0;
  const clock = waitingClock();
  const values: string[] = [];
  const noting = (what: string) => async () => void values.push(what);
  const say = (message: string) => void logged.push(message);
  const emulation = createEmulation({
    record: {
      look: async () => run,
      write: async (held) => {
        if (run.kind !== 'answers') throw new Error('connect ECONNREFUSED');
        run = { kind: 'answers', held };
      },
    },
    last: async () => last,
    refill: async () => {
      refills += 1;
      return await refill();
    },
    values: {
      read: async () => ({ secrets: [{ name: 'shop/key', value: 'changed by hand' }], parameters: [] }),
      keep: noting('kept'),
      putBack: noting('put back'),
      forget: noting('forgotten'),
    },
    log: { info: say, warn: say, error: say },
    clock,
    signal: new AbortController().signal,
  });
  return {
    emulation,
    logged,
    refills: () => refills,
    run: () => run,
    clock,
    values,
    becomes: (seen: Look) => {
      run = seen;
    },
    tendWhile: async (seen: Look) => {
      run = seen;
      await emulation.tend();
    },
  };
}

test('what somebody put into LocalStack is known before what was deployed', async () => {
  const last = exampleLast({ secrets: [{ name: 'shop/key', value: 'deployed' }] });
  const { emulation } = staged(undefined, last);
  expect(await emulation.before()).toEqual({
    secrets: [
      { name: 'shop/key', value: 'changed by hand' },
      { name: 'shop/key', value: 'deployed' },
    ],
    parameters: last.parameters,
  });
});

describe('a LocalStack that was restarted', () => {
  test('is given again what it had, once', async () => {
    const stage = staged();
    await stage.tendWhile(away);
    await stage.tendWhile(empty);
    await stage.emulation.tend();
    expect(stage.run()).toEqual({ kind: 'answers', held: complete });
    expect(stage.refills()).toBe(1);
    expect(stage.logged.at(-1)).toBe('LocalStack was restored after a restart');
  });

  test('is closed until it has all of it', async () => {
    const filling = Promise.withResolvers<number>();
    const stage = staged(() => filling.promise);
    await stage.tendWhile(away);
    expect(stage.emulation.isOpen()).toBe(false);
    const tended = stage.tendWhile(empty);
    await expect.poll(() => stage.refills()).toBe(1);
    expect(stage.emulation.isOpen()).toBe(false);
    expect(await stage.emulation.isSettled()).toBe(false);
    filling.resolve(12);
    await tended;
    expect(stage.emulation.isOpen()).toBe(true);
    expect(await stage.emulation.isSettled()).toBe(true);
  });

  test('is left to the next run where it ends while it is being filled', async () => {
    const stage = staged(async () => {
      throw new Error('connect ECONNREFUSED');
    });
    await stage.tendWhile(empty);
    for (let restart = 0; restart < 5; restart += 1) {
      await stage.tendWhile(away);
      await stage.tendWhile(empty);
    }
    expect(stage.refills()).toBe(6);
    expect(stage.run()).toEqual(empty);
  });

  test('that cannot be restored is left to `local:up` after three attempts', async () => {
    const stage = staged(async () => {
      throw new Error('no such type');
    });
    await stage.tendWhile(empty);
    for (let look = 0; look < 5; look += 1) await stage.emulation.tend();
    expect(stage.refills()).toBe(3);
    expect(stage.run()).toEqual({ kind: 'answers', held: { ...begun, failed: true } });
    expect(stage.emulation.isOpen()).toBe(true);
  });
});

describe('a call', () => {
  test('waits while LocalStack is closed, and no longer than twenty seconds from then on', async () => {
    const stage = staged();
    await stage.tendWhile(away);
    const waiting = stage.emulation.whenOpen();
    await stage.emulation.record(begun);
    expect(await waiting).toBe(false);
    expect(stage.clock.now()).toBe(20_000);
    expect(await stage.emulation.whenOpen()).toBe(false);
    expect(stage.clock.now()).toBe(20_000);
    stage.becomes(empty);
    await stage.emulation.tend();
    expect(await stage.emulation.whenOpen()).toBe(true);
  });
});

describe('a deployment of `local:up`', () => {
  test('has to wait while LocalStack is being restored', async () => {
    const filling = Promise.withResolvers<number>();
    const stage = staged(() => filling.promise);
    const tended = stage.tendWhile(empty);
    await expect.poll(() => stage.refills()).toBe(1);
    expect(await stage.emulation.status()).toEqual({ refilling: true });
    expect(await stage.emulation.record(begun)).toBe(false);
    filling.resolve(12);
    await tended;
    expect(await stage.emulation.status()).toEqual({ refilling: false, held: complete });
    expect(await stage.emulation.record(begun)).toBe(true);
  });

  test('is not disturbed once it has begun', async () => {
    const stage = staged();
    await stage.tendWhile(away);
    await stage.tendWhile({ kind: 'answers', held: begun });
    expect(stage.refills()).toBe(0);
    expect(stage.emulation.isOpen()).toBe(true);
    expect(await stage.emulation.isSettled()).toBe(false);
  });

  test('has to wait while LocalStack is away, and opens it where it comes first then', async () => {
    const stage = staged();
    await stage.tendWhile(away);
    expect(await stage.emulation.record(begun)).toBe(false);
    expect(stage.emulation.isOpen()).toBe(false);
    stage.becomes(empty);
    expect(await stage.emulation.record(begun)).toBe(true);
    expect(stage.emulation.isOpen()).toBe(true);
    await stage.emulation.tend();
    expect(stage.refills()).toBe(0);
  });
});

describe('values that somebody put into LocalStack', () => {
  test('are kept when they are changed, and put back by a refill', async () => {
    const stage = staged();
    stage.emulation.valuesChanged();
    stage.emulation.valuesChanged();
    await stage.emulation.tend();
    await stage.tendWhile(away);
    stage.emulation.valuesChanged();
    await stage.tendWhile(empty);
    expect(stage.values).toEqual(['kept', 'put back']);
  });

  test('are forgotten where `local:up` begins with an empty LocalStack, and kept anew after its deployment', async () => {
    const stage = staged();
    stage.becomes(empty);
    await stage.emulation.record(begun);
    await stage.emulation.record(complete);
    await stage.emulation.tend();
    expect(stage.values).toEqual(['forgotten', 'kept']);
  });
});

test('a LocalStack that is only slow stays as it was', async () => {
  const stage = staged();
  await stage.tendWhile(slow);
  expect(stage.emulation.isOpen()).toBe(true);
  await stage.tendWhile(away);
  await stage.tendWhile(slow);
  expect(stage.emulation.isOpen()).toBe(false);
});
