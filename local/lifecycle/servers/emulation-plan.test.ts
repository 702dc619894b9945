import { expect, test } from 'vitest';
import { planEmulation } from './emulation-plan.ts';

const wanted = { digest: 'all', needed: 'part' };

test('nothing is done where this run of LocalStack has all of it', () => {
  expect(planEmulation(wanted, wanted, true)).toEqual({ kind: 'up-to-date' });
});

test('a run that was given nothing is left to the control plane where it is to have what the last one had', () => {
  expect(planEmulation(undefined, wanted, true)).toEqual({ kind: 'restore' });
});

test('in a run that was given nothing tasks start once what they need is seen', () => {
  const begun = { digest: '', needed: '' };
  expect(planEmulation(undefined, wanted, false)).toEqual({ kind: 'deploy', needed: 'seen', begun });
});

test('tasks do not wait for a change of what they do not need', () => {
  const begun = { digest: '', needed: 'part' };
  const before = { ...wanted, digest: 'other' };
  expect(planEmulation(before, wanted, true)).toEqual({ kind: 'deploy', needed: 'there', begun });
  expect(planEmulation(begun, wanted, true)).toEqual({ kind: 'deploy', needed: 'there', begun });
});

test.each([
  ['a change of what they need', { ...wanted, digest: 'other', needed: 'other' }],
  ['a deployment that was interrupted', { ...wanted, digest: '', needed: '' }],
])('tasks wait for the whole of a deployment after %s', (_name, before) => {
  expect(planEmulation(before, wanted, true)).toMatchObject({ kind: 'deploy', needed: 'at-the-end' });
});
