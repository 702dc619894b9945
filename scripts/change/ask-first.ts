import type { EnvironmentName } from '../../operations/target.ts';
import type { ScriptContext } from '../script.ts';
import type { Confirm } from './change-environment.ts';
import { type AskedTerminal, confirm } from './confirm.ts';

/** What is about to happen on AWS. */
export interface AskedChange {
  readonly environment: EnvironmentName;
  readonly region: string;
  /** What changes, a line each. */
  readonly lines: readonly string[];
  /** What did not happen without a yes, such as `Nothing was restored`. */
  readonly otherwise: string;
}

/** Says account, region and what changes before an environment is locked, and asks unless `--yes` was given. */
export function askFirst(
  { environment, region, lines, otherwise }: AskedChange,
  { options, say }: Pick<ScriptContext, 'options' | 'say'>,
  terminal?: AskedTerminal,
): Confirm {
  return async ({ account }) => {
    say(`${environment}: account ${account}, ${region}`);
    for (const line of lines) say(`  ${line}`);
    if (options.yes === true) return;
    await confirm({ question: 'Go on?', otherwise }, terminal);
  };
}
