import { expect, test } from 'vitest';
import { emulatedSchema, planEmulation } from './emulation-plan.ts';

const wanted = { run: 'localstack@1', digest: 'all', needed: 'part' };

test('nothing is done where this run of LocalStack has all of it', () => {
  expect(planEmulation(wanted, wanted)).toEqual({ kind: 'up-to-date' });
});

test.each([
  ['the first run', undefined],
  ['a run that has forgotten everything', { ...wanted, run: 'localstack@0' }],
])('in %s tasks start once what they need is seen', (_name, before) => {
  const begun = { run: 'localstack@1', digest: '', needed: '' };
  expect(planEmulation(before, wanted)).toEqual({ kind: 'deploy', needed: 'seen', begun });
});

test('tasks do not wait for a change of what they do not need', () => {
  const begun = { run: 'localstack@1', digest: '', needed: 'part' };
  const before = { ...wanted, digest: 'other' };
  expect(planEmulation(before, wanted)).toEqual({ kind: 'deploy', needed: 'there', begun });
  expect(planEmulation(begun, wanted)).toEqual({ kind: 'deploy', needed: 'there', begun });
});

test.each([
  ['a change of what they need', { ...wanted, digest: 'other', needed: 'other' }],
  ['a deployment that was interrupted', { ...wanted, digest: '', needed: '' }],
  ['one by an earlier version of the toolkit', emulatedSchema.parse({ run: wanted.run, digest: 'other' })],
])('tasks wait for the whole of a deployment after %s', (_name, before) => {
  expect(planEmulation(before, wanted)).toMatchObject({ kind: 'deploy', needed: 'at-the-end' });
});
