import { expect } from 'vitest';
import type { ServiceState } from '../../../model/cluster-state.ts';
import { deleteService } from '../../commands/services.ts';
import { recover } from '../../observe/recover.ts';
import { attempt, limit, release, update } from './actions.ts';
import type { Setup } from './setup.ts';
import type { SimulatedWorld } from './simulated-world.ts';

const minuteMs = 60_000;
const services = ['web', 'worker'] as const;

/** Left alone, a deployment completes or fails, or has said that its limits leave no room. */
export function endsWithinBounds(world: SimulatedWorld, start: Setup): void {
  world.hear([{ type: 'alarms', inAlarm: [] }]);
  const isUnderWay = (service: ServiceState): boolean => {
    const primary = service.deployments[0];
    const revision = world.state().taskDefinitions[primary?.taskDefinition ?? ''];
    const canFlap = revision?.content.tags.quality === 'turns-bad' && start.resets;
    return primary?.rolloutState === 'IN_PROGRESS' && service.stalled !== true && !canFlap;
  };
  runWhile(world, () => Object.values(world.state().services).some(isUnderWay));
  expect(Object.values(world.state().services).filter(isUnderWay)).toEqual([]);
}

/** A good release with room to roll completes, whatever was there before. */
export function comesToRest(world: SimulatedWorld, start: Setup): void {
  world.engine.setOutage(false);
  for (const service of services) {
    update(world, { service, desiredCount: start.finalCount });
    limit(world, service, 50, 200);
    release(world, service, 'good', start.temper);
  }
  runWhile(world, () => Object.values(world.state().services).some((service) => service.steady !== true));
  const states = Object.values(world.state().services);
  const found = states.map(({ steady, deployments }) => [steady, deployments.map((one) => one.rolloutState)]);
  expect(found).toEqual(services.map(() => [true, ['COMPLETED']]));
}

/** When the services are deleted nothing is left, in the engine or to be done. */
export function leavesNothing(world: SimulatedWorld): void {
  for (const service of services) {
    attempt(world, (state, now) => deleteService(state, { service, force: true }, now));
  }
  world.run(10 * minuteMs);
  const state = world.state();
  expect(Object.values(state.services).map((service) => service.status)).toEqual(['INACTIVE', 'INACTIVE']);
  expect(world.engine.taskIds()).toEqual([]);
  expect(recover(state)).toEqual([]);
  expect(Object.values(state.tasks).filter((task) => task.lastStatus !== 'STOPPED')).toEqual([]);
  world.run(120 * minuteMs);
  expect(world.state().tasks).toEqual({});
}

/** Gives it half an hour, by the minute. */
function runWhile(world: SimulatedWorld, isNotThere: () => boolean): void {
  for (let minutes = 0; minutes < 30 && isNotThere(); minutes += 1) world.run(minuteMs);
}
