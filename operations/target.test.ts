import { expect, test } from 'vitest';
import { Failure } from '../failure/failure.ts';
import { environmentOption, regionOption } from './target.ts';

test('--env is local when it is not given, and nothing but the known names', () => {
  expect(environmentOption(undefined)).toBe('local');
  expect(environmentOption('staging')).toBe('staging');
  expect(() => environmentOption('prod')).toThrow(
    new Failure('BAD_ENVIRONMENT', "Unknown environment 'prod' in --env", {
      hint: 'Use one of: local, small, staging, production.',
      exitCode: 2,
    }),
  );
});

test.each(['us-east-1', 'ap-southeast-1', 'us-gov-west-1', 'us-iso-east-1', 'eusc-de-east-1'])(
  '--region may be %s',
  (region) => {
    expect(regionOption(region)).toBe(region);
  },
);

test('--region is that of the store when it is not given', () => {
  expect(regionOption(undefined)).toBe('ap-southeast-1');
});

test.each(['', 'nonsense', 'us-east', 'us-east-1a', 'US-EAST-1'])('--region %j is refused', (region) => {
  expect(() => regionOption(region)).toThrow(
    new Failure('BAD_REGION', `'${region}' in --region is not the name of a region`, {
      hint: 'For example: --region ap-southeast-1',
      exitCode: 2,
    }),
  );
});
