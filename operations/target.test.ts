import { expect, test } from 'vitest';
import { Failure } from '../failure/failure.ts';
import { environmentOption } from './target.ts';

test('--env is local when it is not given, and nothing but the known names', () => {
  expect(environmentOption(undefined)).toBe('local');
  expect(environmentOption('staging')).toBe('staging');
  expect(() => environmentOption('prod')).toThrow(
    new Failure('BAD_ENVIRONMENT', "Unknown environment 'prod' in --env", {
      hint: 'Use one of: local, staging, production.',
      exitCode: 2,
    }),
  );
});
