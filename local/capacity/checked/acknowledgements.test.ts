import { expect, test } from 'vitest';
import { parseTemplate } from '../../../definition/template/template.ts';
import { acknowledgementsIn } from './acknowledgements.ts';

const template = (Metadata: object) =>
  parseTemplate(
    { Resources: { Topic: { Type: 'AWS::SNS::Topic', Metadata }, Other: { Type: 'AWS::SNS::Topic' } } },
    'test',
  );

test('reasons are read by resource and rule, and other metadata is ignored', () => {
  const reasons = { 'fargate-quota': 'It is requested.' };
  expect(
    acknowledgementsIn(template({ 'aws:cdk:path': 'a/b', 'spree-parity:acknowledge': reasons })),
  ).toEqual({
    Topic: { 'fargate-quota': { reason: 'It is requested.' } },
  });
  expect(acknowledgementsIn(template({ 'aws:cdk:path': 'a/b' }))).toEqual({});
});

test('a reason may say which figures it is for', () => {
  const reasons = { 'grace-period': { reason: 'It is fine.', figures: { bootSeconds: 90 } } };
  expect(acknowledgementsIn(template({ 'spree-parity:acknowledge': reasons }))).toEqual({ Topic: reasons });
});

test.each([
  [{ nonsense: 'why' }],
  [{ 'fargate-quota': { figures: { vcpuQuota: 6 } } }],
  [{ 'fargate-quota': '' }],
  [{ 'fargate-quota': true }],
  ['all'],
])('%j is not a list of reasons', (reasons) => {
  expect(() => acknowledgementsIn(template({ 'spree-parity:acknowledge': reasons }))).toThrow(
    expect.objectContaining({
      code: 'BAD_ACKNOWLEDGEMENT',
      message: expect.stringContaining('Topic'),
      hint: expect.stringContaining('fargate-quota'),
    }),
  );
});
