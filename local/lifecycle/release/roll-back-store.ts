import type { EarlierRelease } from '../../../operations/release/read-releases.ts';
import type { Storefront } from '../../../operations/release/release-context.ts';
import { type RollbackChoice, rollBack } from '../../../operations/release/roll-back.ts';
import type { Target } from '../../../operations/target.ts';
import type { Progress, Step } from '../../../progress/progress.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { refuseLiveCode } from '../live/refuse-live-code.ts';
import { hintsFor } from './hints-for.ts';
import { localPlace, noteRelease } from './release-store-image.ts';
import { checkStorefront } from './release-ways.ts';
import { serveStoreAssets } from './serve-store-assets.ts';

/** A rollback of an environment's services. */
export interface StoreRollback {
  readonly target: Target;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly local: LocalEnvironment | undefined;
  readonly choice: RollbackChoice;
  /** The release before that which runs, when absent. */
  readonly wanted: string | undefined;
}

/** Takes the services back to an earlier release. Raises what `rollBack` raises. */
export async function rollBackStore(rollback: StoreRollback): Promise<EarlierRelease> {
  const { target, progress, signal, local, choice, wanted } = rollback;
  if (local !== undefined) await refuseLiveCode(local);
  const place = local === undefined ? undefined : await localPlace(local);
  const { certificateAuthority, ...watched } = place ?? {};
  const machine = { target, signal, ...(certificateAuthority === undefined ? {} : { certificateAuthority }) };
  const ways = {
    smokeCheck: (storefront: Storefront) => checkStorefront(machine, storefront),
    serveAssets: (step: Step, release: string) => serveStoreAssets(target, { release, signal }, step),
    ...watched,
  };
  const back = await rollBack(
    { target, progress, signal, hints: await hintsFor(target), ways },
    choice,
    wanted,
  );
  if (local !== undefined) await noteRelease(local, back.release);
  return back;
}
