import { expect, test } from 'vitest';
import { SecretUnavailable } from '../../aws/secret-source.ts';
import { startFailureReason } from './start-failure.ts';

test.each([
  ['asm', 'unable to retrieve secret from asm: service call has been retried 1 time(s): not there'],
  ['ssm', 'unable to retrieve secrets from ssm: service call has been retried 1 time(s): not there'],
] as const)('a value that %s does not give is said in the words of ECS', (store, words) => {
  const reason = startFailureReason(new SecretUnavailable('not there', 'missing', store), 'create');
  expect(reason).toContain('ResourceInitializationError: unable to pull secrets or registry auth');
  expect(reason).toContain(words);
});
