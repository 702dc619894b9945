import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HeldEmulation } from '../../environment/emulation-record.ts';
import { isSettled, type Look, planRefill } from './plan-refill.ts';
import { exampleLast } from './testing/example-last.ts';

const last = exampleLast();
const empty: Look = { kind: 'answers', held: undefined };
const heldBy = (held: HeldEmulation): Look => ({ kind: 'answers', held });
const complete = heldBy({ digest: 'all', needed: 'part' });
const begun = heldBy({ digest: '', needed: '' });
const failed = heldBy({ digest: '', needed: '', failed: true });

const anyHeld = fc.record(
  { digest: fc.string(), needed: fc.string(), failed: fc.boolean() },
  { requiredKeys: ['digest', 'needed'] },
);
const anyLook: fc.Arbitrary<Look> = fc.oneof(
  fc.constantFrom<Look>({ kind: 'away' }, { kind: 'slow' }, empty),
  anyHeld.map(heldBy),
);
const anyLast = fc.option(fc.constant(last), { nil: undefined });

describe('LocalStack is filled again', () => {
  test('where its run was given nothing, and an earlier one had all', () => {
    expect(planRefill(empty, last)).toBe('refill');
  });

  test('only then', () => {
    fc.assert(
      fc.property(anyLook, anyLast, (look, before) => {
        const isEmpty = look.kind === 'answers' && look.held === undefined;
        expect(planRefill(look, before) === 'refill').toBe(isEmpty && before !== undefined);
      }),
    );
  });

  test('not while `local:up` deploys to it, nor after a deployment of its that failed', () => {
    expect([begun, failed, complete].map((look) => planRefill(look, last))).toEqual(Array(3).fill('nothing'));
  });
});

test('a LocalStack that does not listen is awaited; one that is only slow is left alone', () => {
  expect(planRefill({ kind: 'away' }, last)).toBe('await');
  expect(planRefill({ kind: 'slow' }, last)).toBe('nothing');
});

describe('what LocalStack does not have does not exist', () => {
  test('once it was given all of it, or its deployment failed', () => {
    expect([complete, failed].map((look) => isSettled(look, undefined))).toEqual([true, true]);
  });

  test('before the first deployment, where nothing is to come', () => {
    expect(isSettled(empty, undefined)).toBe(true);
  });

  test('never where it is about to be filled, or does not say', () => {
    fc.assert(
      fc.property(anyLook, anyLast, (look, before) => {
        if (planRefill(look, before) !== 'nothing' || look.kind === 'slow') {
          expect(isSettled(look, before)).toBe(false);
        }
      }),
    );
    expect(isSettled(begun, undefined)).toBe(false);
  });
});
