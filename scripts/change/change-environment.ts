import { hostname, userInfo } from 'node:os';
import { cwd } from 'node:process';
import { connectEngine } from '../../local/docker/dockerode-engine.ts';
import type { Engine } from '../../local/docker/engine.ts';
import type { LocalEnvironment } from '../../local/environment/local-environment.ts';
import { openLocalTarget } from '../../local/lifecycle/servers/local-target.ts';
import { readCaller } from '../../operations/guards/caller.ts';
import { assertCommitted, type Commit, readCommit } from '../../operations/guards/committed-tree.ts';
import { forceUnlock } from '../../operations/lock/environment-lock.ts';
import { thisHolder } from '../../operations/lock/lock-holder.ts';
import { parameterLockStore } from '../../operations/lock/parameter-lock-store.ts';
import { withEnvironmentLock } from '../../operations/lock/with-environment-lock.ts';
import { nameInArn } from '../../operations/name-in-arn.ts';
import { type EnvironmentName, type Target, targetOnAws } from '../../operations/target.ts';
import { gitIn } from '../deploy/git-in.ts';
import { exclusively, localEnvironment } from '../local-context.ts';
import type { ScriptContext } from '../script.ts';
import { assertOwnPlace, type ReadStacks, stacksOf } from './assert-own-place.ts';
import { refuseOtherEndpoints } from './refuse-other-endpoints.ts';

/** What changes an environment, as a script was asked. */
export interface ChangeRequest {
  /** As in package.json, such as `store:release`. */
  readonly script: string;
  readonly environment: EnvironmentName;
  readonly region: string;
  /** Whether it brings the checkout there, which has to be committed and pushed for customers. */
  readonly bringsCheckout: boolean;
  /** Whether a lock that somebody holds is taken away first. */
  readonly forceUnlock: boolean;
  /** The stacks of the checkout, where the script has synthesized them already. */
  readonly readStacks?: ReadStacks;
}

/** An environment that is changed by nobody else meanwhile. */
export interface ChangedEnvironment {
  readonly target: Target;
  readonly engine: Engine;
  readonly checkout: string;
  /** Who changes it: the user of the machine, or of AWS. */
  readonly who: string;
  /** Undefined for the local environment, which takes the checkout as it is. */
  readonly commit: Commit | undefined;
  /** Undefined for the local environment. */
  readonly account: string | undefined;
  readonly local: LocalEnvironment | undefined;
  /** Aborted by an interrupt, and when the lock is lost. */
  readonly signal: AbortSignal;
}

/** What is asked of an environment before it is locked. */
export type Confirm = (opened: Pick<ChangedEnvironment, 'account' | 'commit'>) => Promise<void>;

/**
 * Opens an environment to change it, and keeps others from doing so meanwhile. What goes to AWS is guarded: by whose
 * credentials, from which commit, and to AWS itself. `confirm` asks before anything is locked or changed.
 */
export async function changeEnvironment<T>(
  request: ChangeRequest,
  context: ScriptContext,
  confirm: Confirm,
  work: (changed: ChangedEnvironment) => Promise<T>,
): Promise<T> {
  return request.environment === 'local'
    ? await changeLocally(request, context, work)
    : await changeOnAws({ ...request, environment: request.environment }, context, confirm, work);
}

async function changeLocally<T>(
  { script, region }: ChangeRequest,
  context: ScriptContext,
  work: (changed: ChangedEnvironment) => Promise<T>,
): Promise<T> {
  const local = localEnvironment();
  const { signal } = context;
  const target = await openLocalTarget(local, region);
  return await exclusively(local, script, context, async () =>
    work({
      ...{ target, engine: connectEngine(), checkout: local.checkout },
      ...{ who: userInfo().username, commit: undefined, account: undefined, local, signal },
    }),
  );
}

async function changeOnAws<T>(
  request: ChangeRequest & { readonly environment: Exclude<EnvironmentName, 'local'> },
  { signal, say }: ScriptContext,
  confirm: Confirm,
  work: (changed: ChangedEnvironment) => Promise<T>,
): Promise<T> {
  const { environment, region, script, bringsCheckout } = request;
  await refuseOtherEndpoints();
  const checkout = cwd();
  const commit = bringsCheckout ? await readCommit(gitIn(checkout)) : undefined;
  if (commit !== undefined) assertCommitted(environment, commit);
  const target = targetOnAws(environment, region);
  const { account, arn } = await readCaller(target.clients);
  await assertOwnPlace({ environment, account, region }, request.readStacks ?? stacksOf(checkout));
  await confirm({ account, commit });
  const store = parameterLockStore(environment, target.clients);
  if (request.forceUnlock) {
    const held = await forceUnlock(store);
    if (held !== undefined)
      say(`Took the lock of ${environment} from ${held.who} (${held.what}, since ${held.since})`);
  }
  const who = nameInArn(arn);
  const holder = { ...thisHolder(script), who: `${who}@${hostname()}` };
  const engine = connectEngine();
  const opened = { target, engine, checkout, who, commit, account, local: undefined };
  return await withEnvironmentLock(store, { environment, holder, signal }, (either) =>
    work({ ...opened, signal: either }),
  );
}
