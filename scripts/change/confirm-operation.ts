import { cwd } from 'node:process';
import { readCaller } from '../../operations/guards/caller.ts';
import type { Target } from '../../operations/target.ts';
import type { ScriptContext } from '../script.ts';
import { askFirst } from './ask-first.ts';
import { assertOwnPlace, type ReadStacks, stacksOf } from './assert-own-place.ts';
import type { AskedTerminal } from './confirm.ts';
import { refuseOtherEndpoints } from './refuse-other-endpoints.ts';

/** Something that changes how a store runs, and which a release does not have to wait for. */
export interface Operation {
  readonly target: Target;
  readonly region: string;
  /** What changes, a line each. */
  readonly lines: readonly string[];
  readonly otherwise: string;
}

/** How a person is asked, and what the account and region are held against: the checkout's settings when absent. */
export interface Asking {
  readonly terminal?: AskedTerminal;
  readonly readStacks?: ReadStacks;
}

/**
 * Says what is about to change on AWS, in which account and region, and asks, unless `--yes` was given. The local
 * environment is changed without a question. Raises `NOT_CONFIRMED`, and what is wrong with credentials, endpoints, account
 * or region.
 */
export async function confirmOperation(
  { target, region, lines, otherwise }: Operation,
  context: Pick<ScriptContext, 'options' | 'say'>,
  { terminal, readStacks = stacksOf(cwd()) }: Asking = {},
): Promise<void> {
  const { environment } = target;
  if (environment === 'local') return;
  const account = await ownAccount({ target, region }, readStacks);
  const ask = askFirst({ environment, region, lines, otherwise }, context, terminal);
  await ask({ account, commit: undefined });
}

/**
 * For a command that somebody has typed to run it there, which is question enough: refuses another account, region or
 * endpoint than those of the environment, and says where it runs. Raises what `confirmOperation` raises but
 * `NOT_CONFIRMED`.
 */
export async function sayPlace(
  { target, region }: Pick<Operation, 'target' | 'region'>,
  { say }: Pick<ScriptContext, 'say'>,
  readStacks: ReadStacks = stacksOf(cwd()),
): Promise<void> {
  const { environment } = target;
  if (environment === 'local') return;
  say(`${environment}: account ${await ownAccount({ target, region }, readStacks)}, ${region}`);
}

async function ownAccount(
  { target, region }: Pick<Operation, 'target' | 'region'>,
  readStacks: ReadStacks,
): Promise<string> {
  const { environment, clients } = target;
  await refuseOtherEndpoints();
  const { account } = await readCaller(clients);
  await assertOwnPlace({ environment, account, region }, readStacks);
  return account;
}
