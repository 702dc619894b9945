import { describe, expect, it } from 'vitest';
import { parseValueFrom } from './value-from.ts';

const arn = 'arn:aws:secretsmanager:ap-southeast-1:000000000000:secret:spree-local/database-AbCdEf';

describe("ECS's valueFrom", () => {
  it.each([
    [arn, { kind: 'secret', query: { secretId: arn } }],
    [`${arn}:password::`, { kind: 'secret', query: { secretId: arn }, jsonKey: 'password' }],
    [`${arn}::AWSPREVIOUS:`, { kind: 'secret', query: { secretId: arn, versionStage: 'AWSPREVIOUS' } }],
    [
      `${arn}:password::v1`,
      { kind: 'secret', query: { secretId: arn, versionId: 'v1' }, jsonKey: 'password' },
    ],
    ['arn:aws:ssm:ap-southeast-1:000000000000:parameter/token', { kind: 'parameter', name: 'token' }],
    ['arn:aws:ssm:ap-southeast-1:000000000000:parameter/a/b', { kind: 'parameter', name: '/a/b' }],
    ['/a/b', { kind: 'parameter', name: '/a/b' }],
  ])('%s is read in its parts', (valueFrom, reference) => {
    expect(parseValueFrom(valueFrom)).toEqual(reference);
  });
});
