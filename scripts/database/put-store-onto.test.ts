import { expect, test } from 'vitest';
import { Failure } from '../../failure/failure.ts';
import { targetOnAws } from '../../operations/target.ts';
import { tasksNotRenewed } from './put-store-onto.ts';

test('where tasks are not replaced, it is said which database has the name by then, and what replaces them', async () => {
  const error = new Failure('STORE_DOES_NOT_START', 'The service web failed to start', {
    hint: 'See the log.',
  });
  const staging = targetOnAws('staging', 'eu-west-1');
  const { code, message, hint } = await tasksNotRenewed(error, staging, 'spree-staging-postgres');
  expect(code).toBe('STORE_DOES_NOT_START');
  expect(message).toContain('spree-staging-postgres is the restored database');
  expect(hint?.split('\n  ')).toEqual([
    'See the log.',
    expect.stringContaining('store:setup --env staging --region eu-west-1'),
    // Of whichever services there are.
    expect.stringMatching(/store:restart --env staging --region eu-west-1$/),
  ]);
});
