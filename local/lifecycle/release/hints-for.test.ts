import { expect, test } from 'vitest';
import { targetOnAws } from '../../../operations/target.ts';
import { hintsFor } from './hints-for.ts';

test('where to look is said with the environment and its region', async () => {
  const { slow, failed } = await hintsFor(targetOnAws('staging', 'eu-west-1'));
  expect(slow).toContain('store:status --env staging --region eu-west-1, ');
  expect(failed('web')).toMatch(/store:logs web --env staging --region eu-west-1$/);
});

test('the log is that of the task that tells why, where there is one', async () => {
  const { failed } = await hintsFor(targetOnAws('staging', 'eu-west-1'));
  expect(failed('web', 'ab12cd34ef56')).toContain('store:logs ab12cd34 --env staging');
});
