import { expect, test } from 'vitest';
import { targetOnAws } from '../../../operations/target.ts';
import { hintsFor } from './hints-for.ts';

test('where to look is said with the environment and its region', async () => {
  const { slow, failed } = await hintsFor(targetOnAws('staging', 'eu-west-1'));
  expect(slow).toContain('store:status --env staging --region eu-west-1, ');
  expect(failed('web')).toMatch(/store:logs web --env staging --region eu-west-1$/);
});
