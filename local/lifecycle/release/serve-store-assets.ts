import { type ServedAssets, serveAssets } from '../../../operations/release-assets/serve-assets.ts';
import type { Target } from '../../../operations/target.ts';
import type { Step } from '../../../progress/progress.ts';
import { systemClock } from '../../../time/clock.ts';
import { releaseAssetsPlace } from './release-assets-place.ts';

/**
 * Has the edge serve the assets of the release that the services run, and says what was done. Raises
 * `STACK_OUTPUTS_UNREADABLE` and `EDGE_NOT_INVALIDATED`.
 */
export async function serveStoreAssets(
  target: Target,
  { release, signal }: { readonly release: string; readonly signal: AbortSignal },
  step: Pick<Step, 'result' | 'skip'>,
): Promise<void> {
  const place = await releaseAssetsPlace(target, signal);
  if (place === undefined) return step.skip('the definition has no bucket for assets');
  const served = await serveAssets(place.store, place.cache, release, systemClock.now());
  if (served.kind === 'unchanged') step.skip('unchanged');
  else if (served.kind === 'unknown') step.skip(`the assets of ${release} are not kept`);
  else step.result(describeServed(served));
}

function describeServed(served: Extract<ServedAssets, { kind: 'served' }>): string {
  const { replaced, deleted, invalidated, isForgotten } = served;
  const paths = invalidated.length > 3 ? `${invalidated.length} paths` : invalidated.join(', ');
  return [
    ...(replaced === 0 ? [] : [`${replaced} replaced`]),
    ...(deleted === 0 ? [] : [`${deleted} old ones deleted`]),
    paths === '' ? 'nothing to invalidate' : `${paths} invalidated${isForgotten ? '' : ', still under way'}`,
  ].join(', ');
}
