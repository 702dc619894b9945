import { readCaller } from '../../operations/guards/caller.ts';
import type { Target } from '../../operations/target.ts';
import type { ScriptContext } from '../script.ts';
import { type AskedTerminal, confirm } from './confirm.ts';
import { refuseOtherEndpoints } from './refuse-other-endpoints.ts';

/** Something that changes how a store runs, and which a release does not have to wait for. */
export interface Operation {
  readonly target: Target;
  readonly region: string;
  /** What changes, a line each. */
  readonly lines: readonly string[];
  readonly otherwise: string;
}

/**
 * Says what is about to change on AWS, in which account and region, and asks, unless `--yes` was given. The local
 * environment is changed without a question. Raises `NOT_CONFIRMED`, and what is wrong with credentials or endpoints.
 */
export async function confirmOperation(
  { target, region, lines, otherwise }: Operation,
  { options, say }: Pick<ScriptContext, 'options' | 'say'>,
  terminal?: AskedTerminal,
): Promise<void> {
  const { environment, clients } = target;
  if (environment === 'local') return;
  await refuseOtherEndpoints();
  const { account } = await readCaller(clients);
  say(`${environment}: account ${account}, ${region}`);
  for (const line of lines) say(`  ${line}`);
  if (options.yes === true) return;
  await confirm({ question: 'Go on?', otherwise, unasked: 'the same command with --yes' }, terminal);
}
