import { systemClock } from '../../time/clock.ts';
import { servicesOf } from '../await-services.ts';
import { type ReleaseContext, type ReleasePlace, storefrontOf } from './release-context.ts';
import type { RollOutWatch } from './roll-out.ts';

/** What a roll-out is watched with that is made by ECS alone. */
export type WatchedContext = Pick<ReleaseContext, 'target' | 'signal' | 'hints' | 'clock'> & {
  readonly ways: Pick<ReleaseContext['ways'], 'smokeCheck' | 'watchHopeless' | 'pace'>;
};

/** Watches the services of the cluster, and asks the storefront that the stack's outputs name. */
export function watchOf(
  { target, ways, hints, signal, clock = systemClock }: WatchedContext,
  place: ReleasePlace,
): RollOutWatch {
  return {
    source: (services) => servicesOf(target, place.ClusterName, services, ways.pace),
    smokeCheck: () => ways.smokeCheck(storefrontOf(place)),
    ...(ways.watchHopeless === undefined ? {} : { watchHopeless: ways.watchHopeless }),
    ...{ hints, signal, clock },
  };
}
