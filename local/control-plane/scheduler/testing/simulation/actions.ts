import fc from 'fast-check';
import { serviceDeploymentArn } from '../../../model/arns.ts';
import type { ClusterState } from '../../../model/cluster-state.ts';
import type { Outcome } from '../../commands/outcome.ts';
import { stopServiceDeployment } from '../../commands/service-deployments.ts';
import { type UpdateServiceInput, updateService } from '../../commands/services.ts';
import { registerTaskDefinition } from '../../commands/task-definitions.ts';
import { updateTaskProtection } from '../../commands/task-protection.ts';
import { runTask, stopTask } from '../../commands/tasks.ts';
import { serviceNamed } from '../cluster-fixtures.ts';
import type { Quality } from './simulated-engine.ts';
import type { SimulatedWorld } from './simulated-world.ts';
import { type Temper, web, worker } from './store-definitions.ts';

export type Name = 'web' | 'worker';

/** What somebody does to the cluster, or what happens to it. */
export type Action =
  | { readonly kind: 'run'; readonly ms: number }
  | { readonly kind: 'release'; readonly service: Name; readonly quality: Quality }
  | { readonly kind: 'force' | 'rollBack'; readonly service: Name }
  | { readonly kind: 'scale'; readonly service: Name; readonly count: number }
  | { readonly kind: 'limits'; readonly service: Name; readonly minimum: number; readonly maximum: number }
  | { readonly kind: 'exit' | 'stop' | 'ail' | 'heal'; readonly pick: number }
  /** For no minute: unprotect. */
  | { readonly kind: 'protect'; readonly pick: number; readonly minutes: number }
  | { readonly kind: 'alarm' | 'outage'; readonly isOn: boolean }
  | { readonly kind: 'setClock'; readonly ms: number }
  | { readonly kind: 'runTask' | 'crash' | 'repeat' };

const hourMs = 3_600_000;
const service = fc.constantFrom<Name>('web', 'worker');
const quality = fc.constantFrom<Quality>('good', 'good', 'exits', 'sick', 'unpullable', 'turns-bad');
const kind = <T extends string>(...kinds: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...kinds);

export const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: kind('run'), ms: fc.integer({ min: 0, max: 60_000 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: kind('run'), ms: fc.integer({ min: 0, max: 2000 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: kind('release'), service, quality }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('force', 'rollBack'), service }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: kind('scale'), service, count: fc.integer({ min: 0, max: 4 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: kind('limits'),
      service,
      minimum: fc.constantFrom(0, 50, 100),
      maximum: fc.constantFrom(100, 110, 150, 200),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: kind('exit', 'stop', 'ail', 'heal'), pick: fc.nat(20) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: kind('protect'),
      pick: fc.nat(20),
      minutes: fc.integer({ min: 0, max: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: kind('alarm', 'outage'), isOn: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: kind('setClock'), ms: fc.integer({ min: -hourMs, max: hourMs }) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: kind('runTask', 'repeat', 'crash', 'crash') }) },
);

export function act(world: SimulatedWorld, action: Action, temper: Temper): void {
  switch (action.kind) {
    case 'run':
      world.run(action.ms);
      break;
    case 'release':
      release(world, action.service, action.quality, temper);
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
    case 'protect':
      protect(world, action.pick, action.minutes);
      break;
    case 'alarm':
      world.hear([{ type: 'alarms', inAlarm: action.isOn ? ['errors'] : [] }]);
      break;
    case 'outage':
      world.engine.setOutage(action.isOn);
      break;
    case 'setClock':
      world.setClock(action.ms);
      break;
    case 'runTask':
      attempt(world, (state, now) => runTask(state, { taskDefinition: 'oneoff' }, now));
      break;
    case 'repeat':
      world.hear(world.engine.everything());
      break;
    case 'crash':
      world.crash();
      break;
  }
}

/** A command that may be refused, which changes nothing then. */
export function attempt(
  world: SimulatedWorld,
  command: (state: ClusterState, now: number) => Outcome<unknown>,
): void {
  world.change((state, now) => {
    const outcome = command(state, now);
    return outcome.ok ? outcome.state : state;
  });
}

export function update(world: SimulatedWorld, input: UpdateServiceInput): void {
  attempt(world, (state, now) => updateService(state, input, now));
}

export function release(world: SimulatedWorld, service: Name, quality: Quality, temper: Temper): void {
  const content = service === 'web' ? web(quality, temper) : worker(quality, temper);
  attempt(world, (state, now) => registerTaskDefinition(state, content, now));
  update(world, { service, taskDefinition: service });
}

export function limit(world: SimulatedWorld, service: Name, minimum: number, maximum: number): void {
  attempt(world, (state, now) => {
    const limits = { minimumHealthyPercent: minimum, maximumPercent: maximum };
    const configuration = { ...serviceNamed(state, service).deploymentConfiguration, ...limits };
    return updateService(state, { service, deploymentConfiguration: configuration }, now);
  });
}

function rollBack(state: ClusterState, service: Name, now: number): Outcome<unknown> {
  const id = serviceNamed(state, service).deployments[0]?.id ?? '';
  return stopServiceDeployment(
    state,
    { serviceDeploymentArn: serviceDeploymentArn(state, service, id) },
    now,
  );
}

function protect(world: SimulatedWorld, pick: number, minutes: number): void {
  const tasks = [picked(world, pick)];
  const change = { tasks, protectionEnabled: minutes > 0, expiresInMinutes: minutes };
  attempt(world, (state, now) => updateTaskProtection(state, change, now));
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
