import { Failure } from '../../failure/failure.ts';
import type { RollbackChoice } from '../../operations/release/roll-back.ts';
import { releaseRows } from './release-rows.ts';

/** Has a person choose among the releases that the services can go back to. Raises `NOT_CONFIRMED` when they leave. */
export async function pickRelease(choice: RollbackChoice): Promise<string> {
  const prompts = await import('@clack/prompts');
  const options = releaseRows(choice, new Date()).map(
    ({ release, age, by, state, health, remark, isAllowed }) => ({
      value: release,
      label: [release, age, by === '' ? '' : `by ${by}`, state, health]
        .filter((part) => part !== '')
        .join(', '),
      hint: remark,
      disabled: !isAllowed,
    }),
  );
  const picked = await prompts.select({
    message: 'Take the services back to',
    options,
    output: process.stderr,
  });
  if (!prompts.isCancel(picked)) return picked;
  throw new Failure('NOT_CONFIRMED', 'No service was changed: interrupted', { exitCode: 130 });
}
