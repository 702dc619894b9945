import { AuthenticationError, BootstrapError, ToolkitError } from '@aws-cdk/toolkit-lib';
import { expect, test } from 'vitest';
import { Failure } from '../../failure/failure.ts';
import { toolkitFailure } from './toolkit-failure.ts';

const named = (name: string, message = 'no') => Object.assign(new Error(message), { name });

test.each([
  [new AuthenticationError('NoCredentials', 'Need to perform AWS calls'), 'NO_CREDENTIALS'],
  [new AuthenticationError('IncorrectDefaultCredentials', 'Need to'), 'WRONG_ACCOUNT'],
  [new AuthenticationError('AssumeRoleFailed', 'Could not assume role'), 'ROLE_NOT_ASSUMED'],
  [named('CredentialsProviderError'), 'NO_CREDENTIALS'],
  [named('ExpiredTokenException'), 'CREDENTIALS_EXPIRED'],
  [named('AccessDenied'), 'NOT_ALLOWED'],
  [
    new BootstrapError('NotThere', 'no', { account: '111122223333', region: 'us-east-1' }),
    'NOT_BOOTSTRAPPED',
  ],
  [new ToolkitError('Anything', 'no'), 'INFRASTRUCTURE_FAILED'],
  [named('hasOwnProperty'), 'INFRASTRUCTURE_FAILED'],
  ['a text', 'INFRASTRUCTURE_FAILED'],
])('%s is %s', (error, code) => {
  const failure = toolkitFailure(error, ToolkitError);
  expect(failure).toMatchObject({ code, hint: expect.any(String) });
});

test('what lies below decides, however the library wraps it', () => {
  const wrapped = ToolkitError.withCause(
    'X',
    'failed',
    ToolkitError.withCause('Y', 'no', named('ExpiredToken')),
  );
  expect(toolkitFailure(wrapped, ToolkitError).code).toBe('CREDENTIALS_EXPIRED');
  const own = new Failure('ENVIRONMENT_LOCKED', 'taken');
  expect(toolkitFailure(ToolkitError.withCause('X', 'failed', own), ToolkitError)).toBe(own);
});

test('a reason that only lies below is said, once', () => {
  const below = named('ValidationError', 'Template format error');
  const wrapped = ToolkitError.withCause(
    'X',
    'Could not create a change set',
    ToolkitError.withCause('Y', 'no: Template format error', below),
  );
  expect(toolkitFailure(wrapped, ToolkitError).message).toBe(
    'Could not create a change set: no: Template format error',
  );
});

test('causes that go round in a circle end', () => {
  const error = named('Some');
  error.cause = error;
  expect(toolkitFailure(error, ToolkitError).code).toBe('INFRASTRUCTURE_FAILED');
});

test('no secret, colour or picture is left in the message', () => {
  const error = new ToolkitError(
    'X',
    '❌  \u001b[1mspree-staging\u001b[22m failed: {"SecretString":"hunter22"} X-Amz-Security-Token=FQoGZXIvYXdzE',
  );
  expect(toolkitFailure(error, ToolkitError).message).toBe(
    'spree-staging failed: {"SecretString":"[secret]"} X-Amz-Security-Token=[secret]',
  );
});
