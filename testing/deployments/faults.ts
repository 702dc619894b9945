import type { AwsClients } from '../../aws/clients.ts';
import type { Task } from '../../aws/ecs-types.ts';
import { composeService } from '../../local/control-plane/compose-service.ts';
import type { Engine } from '../../local/docker/engine.ts';
import { environmentLabel } from '../../local/environment/local-environment.ts';
import { eventually } from '../eventually.ts';
import { runtimeIdOf } from './tasks.ts';

/** Which of these tasks' containers dies first, and when, as the engine tells it. */
export async function firstDeath(
  engine: Engine,
  environmentName: string,
  tasks: readonly Task[],
): Promise<{ readonly victim: Task; readonly at: Date }> {
  const controller = new AbortController();
  for await (const event of engine.events({ [environmentLabel]: environmentName }, controller.signal)) {
    const victim = tasks.find((task) => runtimeIdOf(task) === event.containerId);
    if (event.action !== 'die' || victim === undefined) continue;
    controller.abort();
    return { victim, at: event.at };
  }
  throw new Error('The engine told of no death');
}

/** SIGKILL to a service of the compose file. */
export async function killService(engine: Engine, environmentName: string, service: string): Promise<void> {
  await engine.killContainer(await containerOf(engine, environmentName, service), 'SIGKILL');
}

/** SIGKILL to the control plane; its keeper brings it back, for which this waits. */
export async function killControlPlane(
  engine: Engine,
  environmentName: string,
  clients: AwsClients,
): Promise<void> {
  await killService(engine, environmentName, 'control-plane');
  await controlPlaneBack(clients);
}

/** The same, and what it knows is destroyed before it is back. */
export async function destroyState(
  engine: Engine,
  environmentName: string,
  clients: AwsClients,
): Promise<void> {
  const container = await containerOf(engine, environmentName, 'control-plane');
  // It stands still meanwhile, as it would write its state again.
  await engine.killContainer(container, 'SIGSTOP');
  const command = ['sh', '-c', 'echo broken >/var/lib/control-plane/state.json'];
  const { exitCode, stderr } = await engine.exec(container, command);
  await engine.killContainer(container, 'SIGKILL');
  if (exitCode !== 0) throw new Error(stderr);
  await controlPlaneBack(clients);
}

async function containerOf(engine: Engine, environmentName: string, service: string): Promise<string> {
  const container = await composeService(engine, environmentName, service);
  if (container === undefined) throw new Error(`The service ${service} does not run`);
  return container;
}

async function controlPlaneBack(clients: AwsClients): Promise<void> {
  const ecs = await clients.ecs();
  const answers = () =>
    ecs.listClusters().then(
      () => true,
      () => false,
    );
  await eventually('the control plane to be back', answers);
}

/** Makes an alarm that goes off only when it is told to, and gives what sets its state. */
export async function alarmOf(clients: AwsClients, name: string) {
  const cloudWatch = await clients.cloudWatch();
  await cloudWatch.putMetricAlarm({
    AlarmName: name,
    Namespace: 'Store',
    MetricName: 'Errors',
    Statistic: 'Sum',
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 0,
    Period: 3600,
    EvaluationPeriods: 1,
  });
  return {
    set: async (state: 'OK' | 'ALARM') => {
      const reason = { StateReason: 'The test says so' };
      await cloudWatch.setAlarmState({ AlarmName: name, StateValue: state, ...reason });
    },
  };
}
