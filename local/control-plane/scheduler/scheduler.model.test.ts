import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TaskDefinition } from '../../assembly/workload.ts';
import type { ClusterState, ServiceState } from '../model/cluster-state.ts';
import { serviceDeploymentArn } from './arns.ts';
import {
  accepted,
  container,
  deploymentConfiguration,
  emptyTestCluster,
  healthCheck,
  serviceInput,
  serviceNamed,
  taskDefinition,
} from './cluster-fixtures.ts';
import type { Outcome } from './commands/outcome.ts';
import { stopServiceDeployment } from './commands/service-deployments.ts';
import { createService, deleteService, type UpdateServiceInput, updateService } from './commands/services.ts';
import { registerTaskDefinition } from './commands/task-definitions.ts';
import { runTask, stopTask } from './commands/tasks.ts';
import { checkInvariants } from './invariants.ts';
import { recover } from './recover.ts';
import type { Quality } from './simulated-engine.ts';
import { type SimulatedWorld, simulatedWorld } from './simulated-world.ts';

const runs = Number(process.env.SCHEDULER_MODEL_RUNS ?? 2000);
const seed = Number(process.env.SCHEDULER_MODEL_SEED ?? Math.floor(Math.random() * 2 ** 31));
const hourMs = 3_600_000;

type Action =
  | { readonly kind: 'run'; readonly ms: number }
  | { readonly kind: 'release'; readonly service: Name; readonly quality: Quality }
  | { readonly kind: 'force' | 'rollBack'; readonly service: Name }
  | { readonly kind: 'scale'; readonly service: Name; readonly count: number }
  | { readonly kind: 'limits'; readonly service: Name; readonly minimum: number; readonly maximum: number }
  | { readonly kind: 'exit' | 'stop' | 'ail' | 'heal'; readonly pick: number }
  | { readonly kind: 'alarm'; readonly isOn: boolean }
  | { readonly kind: 'setClock'; readonly ms: number }
  | { readonly kind: 'runTask' | 'crash' };

type Name = 'web' | 'worker';

const name = fc.constantFrom<Name>('web', 'worker');
const quality = fc.constantFrom<Quality>('good', 'good', 'exits', 'sick', 'unpullable', 'turns-bad');

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('run'), ms: fc.integer({ min: 0, max: 60_000 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('run'), ms: fc.integer({ min: 0, max: 2000 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('release'), service: name, quality }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('force', 'rollBack'), service: name }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('scale'),
      service: name,
      count: fc.integer({ min: 0, max: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('limits'),
      service: name,
      minimum: fc.constantFrom(0, 50, 100),
      maximum: fc.constantFrom(100, 150, 200),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom('exit', 'stop', 'ail', 'heal'), pick: fc.nat(20) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('alarm'), isOn: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('setClock'),
      ms: fc.integer({ min: -hourMs, max: hourMs }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('runTask', 'crash', 'crash', 'crash') }) },
) as fc.Arbitrary<Action>;

const setup = fc.record({
  seed: fc.nat(),
  count: fc.integer({ min: 1, max: 4 }),
  resets: fc.boolean(),
  rollback: fc.boolean(),
  isStubborn: fc.boolean(),
});

test(`whatever happens to a cluster, its limits hold, its deployments end and no task is orphaned (seed ${seed})`, {
  timeout: 600_000,
}, () => {
  fc.assert(
    fc.property(setup, fc.array(action, { maxLength: 25 }), (start, actions) => {
      const world = worldOf(start);
      for (const one of actions) act(world, one, start.isStubborn);
      endsWithinBounds(world, start);
      comesToRest(world, start.isStubborn);
      leavesNothing(world);
    }),
    { numRuns: runs, seed, verbose: 1 },
  );
});

type Setup = typeof setup extends fc.Arbitrary<infer T> ? T : never;

function worldOf(start: Setup): SimulatedWorld {
  let state = emptyTestCluster();
  for (const content of [web('good', start.isStubborn), worker('good', start.isStubborn), oneoff]) {
    state = accepted(registerTaskDefinition(state, content, 0));
  }
  const configuration = deploymentConfiguration({
    circuitBreaker: { enable: true, rollback: start.rollback, resetOnHealthyTask: start.resets },
    alarms: { enable: true, rollback: start.rollback, alarmNames: ['errors'] },
  });
  const shared = { desiredCount: start.count, deploymentConfiguration: configuration };
  const now = 1_700_000_000_000;
  const webService = serviceInput({ ...shared, healthCheckGracePeriodSeconds: 5 });
  const workerService = serviceInput({
    ...shared,
    name: 'worker',
    taskDefinition: 'worker',
    loadBalancers: [],
  });
  state = accepted(createService(state, webService, now));
  state = accepted(createService(state, workerService, now));
  return simulatedWorld(state, start.seed, checkInvariants);
}

function act(world: SimulatedWorld, action: Action, isStubborn: boolean): void {
  switch (action.kind) {
    case 'run':
      world.run(action.ms);
      break;
    case 'release':
      release(world, action.service, action.quality, isStubborn);
      break;
    case 'force':
      update(world, { service: action.service, forceNewDeployment: true });
      break;
    case 'rollBack':
      attempt(world, (state, now) => rollBack(state, action.service, now));
      break;
    case 'scale':
      update(world, { service: action.service, desiredCount: action.count });
      break;
    case 'limits':
      limit(world, action.service, action.minimum, action.maximum);
      break;
    case 'exit':
      killSome(world, action.pick);
      break;
    case 'ail':
      world.hear(world.engine.setTarget(picked(world, action.pick), 'unhealthy'));
      break;
    case 'heal':
      world.hear(world.engine.setTarget(picked(world, action.pick), 'healthy'));
      break;
    case 'stop':
      attempt(world, (state, now) => stopTask(state, { task: picked(world, action.pick) }, now));
      break;
    case 'alarm':
      world.hear([{ type: 'alarms', inAlarm: action.isOn ? ['errors'] : [] }]);
      break;
    case 'setClock':
      world.setClock(action.ms);
      break;
    case 'runTask':
      attempt(world, (state, now) => runTask(state, { taskDefinition: 'oneoff' }, now));
      break;
    case 'crash':
      world.crash();
      break;
  }
}

function update(world: SimulatedWorld, input: UpdateServiceInput): void {
  attempt(world, (state, now) => updateService(state, input, now));
}

function attempt(
  world: SimulatedWorld,
  command: (state: ClusterState, now: number) => Outcome<unknown>,
): void {
  world.change((state, now) => {
    const outcome = command(state, now);
    return outcome.ok ? outcome.state : state;
  });
}

function release(world: SimulatedWorld, service: Name, quality: Quality, isStubborn: boolean): void {
  const content = service === 'web' ? web(quality, isStubborn) : worker(quality, isStubborn);
  attempt(world, (state, now) => registerTaskDefinition(state, content, now));
  update(world, { service, taskDefinition: service });
}

function rollBack(state: ClusterState, service: Name, now: number): Outcome<unknown> {
  const id = serviceNamed(state, service).deployments[0]?.id ?? '';
  return stopServiceDeployment(
    state,
    { serviceDeploymentArn: serviceDeploymentArn(state, service, id) },
    now,
  );
}

function limit(world: SimulatedWorld, service: Name, minimum: number, maximum: number): void {
  attempt(world, (state, now) => {
    const limits = { minimumHealthyPercent: minimum, maximumPercent: maximum };
    const configuration = { ...serviceNamed(state, service).deploymentConfiguration, ...limits };
    return updateService(state, { service, deploymentConfiguration: configuration }, now);
  });
}

function picked(world: SimulatedWorld, pick: number): string {
  const ids = world.engine.taskIds();
  return ids[pick % Math.max(ids.length, 1)] ?? '';
}

function killSome(world: SimulatedWorld, pick: number): void {
  const taskId = picked(world, pick);
  const [victim] = world.engine.running(taskId).toReversed();
  if (victim !== undefined) world.hear(world.engine.kill(taskId, victim, 137));
}

/** Left alone, a deployment completes or fails, or has said that its limits leave no room. */
function endsWithinBounds(world: SimulatedWorld, start: Setup): void {
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
function comesToRest(world: SimulatedWorld, isStubborn: boolean): void {
  for (const service of ['web', 'worker'] as const) {
    update(world, { service, desiredCount: 3 });
    limit(world, service, 50, 200);
    release(world, service, 'good', isStubborn);
  }
  runWhile(world, () => Object.values(world.state().services).some((service) => service.steady !== true));
  const services = Object.values(world.state().services);
  expect(
    services.map((service) => [service.steady, service.deployments.map((one) => one.rolloutState)]),
  ).toEqual([
    [true, ['COMPLETED']],
    [true, ['COMPLETED']],
  ]);
}

/** Gives it half an hour, by the minute. */
function runWhile(world: SimulatedWorld, isNotThere: () => boolean): void {
  for (let minutes = 0; minutes < 30 && isNotThere(); minutes += 1) world.run(60_000);
}

/** When the services are deleted nothing is left, in the engine or to be done. */
function leavesNothing(world: SimulatedWorld): void {
  for (const service of ['web', 'worker']) {
    attempt(world, (state, now) => deleteService(state, { service, force: true }, now));
  }
  world.run(hourMs / 6);
  const { services, tasks } = world.state();
  expect(Object.values(services).map((service) => service.status)).toEqual(['INACTIVE', 'INACTIVE']);
  expect(world.engine.taskIds()).toEqual([]);
  expect(recover(world.state())).toEqual([]);
  expect(new Set(Object.values(tasks).map((task) => task.lastStatus))).toEqual(new Set(['STOPPED']));
  world.run(2 * hourMs);
  expect(world.state().tasks).toEqual({});
}

function tagged(quality: Quality, isStubborn: boolean): Record<string, string> {
  return { quality, stubborn: isStubborn ? 'yes' : 'no' };
}

/** The store with a container that prepares and one that goes beside it. */
function web(quality: Quality, isStubborn: boolean): TaskDefinition {
  return taskDefinition({
    tags: tagged(quality, isStubborn),
    containerDefinitions: [
      container({ name: 'init', essential: false, portMappings: [] }),
      container({ healthCheck, dependsOn: [{ containerName: 'init', condition: 'SUCCESS' }] }),
      container({
        name: 'sidecar',
        essential: false,
        portMappings: [],
        dependsOn: [{ containerName: 'web', condition: 'START' }],
      }),
    ],
  });
}

/** A worker with neither a load balancer nor a health check when it is good, so that time alone makes it steady. */
function worker(quality: Quality, isStubborn: boolean): TaskDefinition {
  const check = quality === 'good' ? {} : { healthCheck };
  return taskDefinition({
    family: 'worker',
    tags: tagged(quality, isStubborn),
    containerDefinitions: [container({ name: 'worker', portMappings: [], ...check })],
  });
}

const oneoff = taskDefinition({
  family: 'oneoff',
  containerDefinitions: [container({ name: 'oneoff', portMappings: [] })],
});
