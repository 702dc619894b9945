import type { Target } from '../../operations/target.ts';
import { confirmTyped, type Terminal } from '../confirm-typed.ts';

/** What is about to be changed, and how to say yes without a terminal. */
export interface Change {
  /** As in `Do this: ...`, for example `take a snapshot of spree-production-postgres`. */
  readonly what: string;
  readonly isConfirmed: boolean;
}

/**
 * Says which account and region are to be changed, and asks for the name of the environment. The local environment is not
 * asked about. Raises `NOT_CONFIRMED`.
 */
export async function confirmChange(
  { environment, clients }: Target,
  { what, isConfirmed }: Change,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  if (environment === 'local') return;
  const [sts, rds] = await Promise.all([clients.sts(), clients.rds()]);
  const { Account = 'unknown' } = await sts.getCallerIdentity({});
  const place = `account ${Account}, region ${await rds.config.region()}`;
  terminal.stderr.write(`${environment} (${place}): ${what}\n`);
  if (isConfirmed) return;
  await confirmTyped(
    {
      question: `Type ${environment} to do this: `,
      answer: environment,
      otherwise: 'Nothing was changed',
      withoutTerminal: 'Add --yes.',
    },
    terminal,
    signal,
  );
}
