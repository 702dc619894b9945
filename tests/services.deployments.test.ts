import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Task } from '../local/aws/ecs-types.ts';
import { composeService } from '../local/control-plane/compose-service.ts';
import { connectEngine } from '../local/docker/dockerode-engine.ts';
import { environmentLabel } from '../local/environment/local-environment.ts';
import { type DemoEnvironment, openDemoEnvironment } from './support/deployments/demo-environment.ts';
import { type Release, type ServiceClient, serviceClient } from './support/deployments/service-client.ts';
import { askStandIn, standIn, visitorPath } from './support/deployments/stand-in.ts';
import { type LoadReport, sayLoad, startSteadyLoad } from './support/deployments/steady-load.ts';
import { eventually } from './support/eventually.ts';

const engine = connectEngine();
const perSecond = 30;
const good: Release = { container: standIn('good'), size: { cpu: '256', memory: '512' } };
let demo: DemoEnvironment;
let web: ServiceClient;

beforeAll(async () => {
  demo = await openDemoEnvironment();
  web = await serviceClient(demo.clients, 'spree-local-cluster', 'spree-local-web');
});
afterAll(() => demo?.close());

const rolloutEvents = [
  'has started N tasks',
  'registered N targets in',
  'deregistered N targets in',
  'has begun draining connections on N tasks.',
  'has stopped N running tasks',
  '(deployment ID) deployment completed.',
  'has reached a steady state.',
];

test('a rolling release loses not one request', async () => {
  const { load, outcome } = await underLoad('a rolling release', () => roll({}));
  expect(outcome.deployment).toMatchObject({ status: 'SUCCESSFUL' });
  expect(new Set(outcome.events)).toEqual(new Set(rolloutEvents));
  expect(outcome.events.slice(-2)).toEqual([
    '(deployment ID) deployment completed.',
    'has reached a steady state.',
  ]);
  expect(outcome.stayed).toEqual([]);
  expect(load.failed).toBe(0);
});

/** What is released here serves from then on: the cases that follow need no store. */
test('a release goes on to its end when the control plane is killed in the middle of it', async () => {
  const { load, outcome } = await underLoad('a control plane killed twice in mid-release', () =>
    roll(good, async (isNew) => {
      await killControlPlane();
      await eventually('a new task that runs', async () =>
        (await web.tasks()).some((task) => isNew(task) && task.lastStatus === 'RUNNING'),
      );
      await killControlPlane();
    }),
  );
  expect(outcome.deployment).toMatchObject({ status: 'SUCCESSFUL' });
  expect(outcome.events.slice(-2)).toEqual([
    '(deployment ID) deployment completed.',
    'has reached a steady state.',
  ]);
  expect(outcome.stayed).toEqual([]);
  expect(load.failed).toBe(0);
});

const rolledBack = {
  status: 'ROLLBACK_SUCCESSFUL',
  statusReason: 'ECS deployment circuit breaker: tasks failed to start.',
  deploymentCircuitBreaker: { status: 'TRIGGERED', threshold: 3 },
};
const rollbackEvents = [
  '(deployment ID) deployment failed: tasks failed to start.',
  'rolling back to deployment ID.',
  'has reached a steady state.',
];

test('a release whose container exits at once is rolled back, unseen by any visitor', async () => {
  const { load, outcome } = await underLoad('a container that exits at once', () =>
    roll({ container: standIn('exits') }),
  );
  expect(outcome.deployment).toMatchObject(rolledBack);
  expect(outcome.events).toEqual(expect.arrayContaining(rollbackEvents));
  expect(outcome.ends).toContain(
    'EssentialContainerExited: Essential container in task exited (exit code 3)',
  );
  expect(outcome.stayed).toHaveLength(2);
  expect(load.failed).toBe(0);
});

test('a release that never gets healthy is rolled back, unseen by any visitor', async () => {
  const { load, outcome } = await underLoad('a release that never gets healthy', () =>
    roll({ container: standIn('never healthy'), service: { healthCheckGracePeriodSeconds: 5 } }),
  );
  expect(outcome.deployment).toMatchObject(rolledBack);
  expect(outcome.events).toEqual(
    expect.arrayContaining([
      '(port 3000) is unhealthy in due to (reason Health checks failed with these codes: [500])',
      ...rollbackEvents,
    ]),
  );
  expect(outcome.stayed).toHaveLength(2);
  expect(load.failed).toBe(0);
});

test('a release that gets healthy and then fails is rolled back; its own answers are what is lost', async () => {
  const healthCheck = { command: ['CMD-SHELL', 'true'], interval: 60 };
  const { load, outcome } = await underLoad('a release that gets healthy and then fails', () =>
    roll({ container: { ...standIn('sours'), healthCheck } }),
  );
  expect(outcome.deployment).toMatchObject(rolledBack);
  expect(outcome.events).toEqual(expect.arrayContaining(rollbackEvents));
  expect(outcome.stayed).toHaveLength(2);
  // Two of four targets are sour at a time, until three checks of 5 s have failed, and that twice.
  expect(Object.keys(load.failures)).toEqual(['500']);
  expect(load.failed).toBeLessThan((load.requests * 2) / 3);
});

test('a release during which an alarm goes off is rolled back, unseen by any visitor', async () => {
  const name = `${demo.name}-errors`;
  await putAlarm(name);
  const alarms = { alarmNames: [name], enable: true, rollback: true };
  const healthCheck = { command: ['CMD-SHELL', 'true'], interval: 60 };
  const { load, outcome } = await underLoad('an alarm in mid-release', () =>
    roll(
      {
        container: { ...standIn('good'), healthCheck },
        service: { deploymentConfiguration: { alarms } },
      },
      () => setAlarm(name, 'ALARM'),
    ),
  );
  expect(outcome.deployment).toMatchObject({
    status: 'ROLLBACK_SUCCESSFUL',
    statusReason: 'ECS deployment: alarm detected.',
    alarms: { status: 'TRIGGERED', alarmNames: [name] },
  });
  expect(outcome.stayed).toHaveLength(2);
  expect(load.failed).toBe(0);
  await setAlarm(name, 'OK');
});

test('a killed task is replaced within a second of its death; what replaces it serves soon', async () => {
  const { load, outcome } = await underLoad('a task killed', async () => {
    const [victim] = await web.tasks();
    const diedAt = deathOf(runtimeIdOf(victim));
    await engine.killContainer(runtimeIdOf(victim), 'SIGKILL');
    return await replacement(victim, await diedAt);
  });
  say(`its replacement: ${sayStart(outcome.start)}`);
  expect(outcome.endOfVictim).toBe(
    'EssentialContainerExited: Essential container in task exited (exit code 137)',
  );
  expect(outcome.afterMs).toBeLessThan(1000);
  // What is not the engine's start of two containers, which depends on the machine.
  expect(outcome.start.registeredMs - outcome.start.runsMs).toBeLessThan(500);
  expect(outcome.start.visitedMs - outcome.start.runsMs - outcome.start.ownReadinessMs).toBeLessThan(1000);
  // What the victim was answering, and what it was sent until the engine told of its death.
  expect(load.failed).toBeLessThan(perSecond);
});

test('a task that runs out of memory is killed for it, says so, and is replaced', async () => {
  const { load, outcome } = await underLoad('a task that runs out of memory', async () => {
    const before = await web.tasks();
    const died = Promise.race(before.map(async (task) => ({ task, at: await deathOf(runtimeIdOf(task)) })));
    await fetch(`${demo.loadBalancerUrl}/eat`).catch(() => undefined);
    const { task, at } = await died;
    return await replacement(task, at);
  });
  expect(outcome.endOfVictim).toBe(
    'EssentialContainerExited: Essential container in task exited (exit code 137, OutOfMemoryError: Container killed due to memory usage)',
  );
  expect(outcome.afterMs).toBeLessThan(1000);
  // While it fills its memory it answers slowly; what it holds by then is lost with it.
  expect(load.failed).toBeLessThan(3 * perSecond);
});

/** Runs `work` under the load, and prints how that went. */
async function underLoad<T>(
  title: string,
  work: () => Promise<T>,
): Promise<{ readonly load: LoadReport; readonly outcome: T }> {
  const url = `${demo.loadBalancerUrl}${visitorPath}`;
  const steady = startSteadyLoad({ url, perSecond, longestMs: 280_000 });
  try {
    const outcome = await work();
    const load = await steady.stop();
    say(`${title}: ${sayLoad(load)}`);
    return { load, outcome };
  } finally {
    await steady.stop();
  }
}

/** Releases, does something to it in the middle, and waits for its end. */
async function roll(
  release: Release,
  inTheMiddle: (isNew: (task: Task) => boolean) => Promise<void> = async () => undefined,
) {
  const since = new Date();
  const before = (await web.tasks()).map((task) => task.taskArn);
  const arn = await web.release(release);
  const isNew = (task: Task) => !before.includes(task.taskArn);
  await eventually('a new task', async () => (await web.tasks()).some(isNew));
  await inTheMiddle(isNew);
  await web.untilStable();
  await eventually('the end of the deployment', async () => {
    const { status } = await web.deployment(arn);
    return status?.endsWith('IN_PROGRESS') === false;
  });
  return {
    deployment: await web.deployment(arn),
    events: await web.eventsSince(since),
    stayed: (await web.tasks()).filter((task) => !isNew(task)),
    ends: endsOf((await web.tasks('STOPPED')).filter((task) => (task.createdAt ?? since) > since)),
  };
}

/** Waits for the task that takes the place of one that died, and tells how long after the death it was made. */
async function replacement(victim: Task | undefined, diedAt: Date) {
  const isSuccessor = (task: Task) => task.createdAt !== undefined && task.createdAt >= diedAt;
  await eventually('a replacement', async () => (await web.tasks()).some(isSuccessor));
  await web.untilStable();
  const successor = (await web.tasks()).find(isSuccessor);
  const afterMs = (successor?.createdAt?.getTime() ?? 0) - diedAt.getTime();
  say(`its replacement was started ${afterMs} ms after its death`);
  const ended = (await web.tasks('STOPPED')).filter((task) => task.taskArn === victim?.taskArn);
  return { afterMs, endOfVictim: endsOf(ended)[0], start: await startOf(successor) };
}

/** The different ways in which these tasks ended. */
function endsOf(tasks: readonly Task[]): readonly string[] {
  const ends = tasks.map(({ stopCode, stoppedReason, containers }) => {
    const { exitCode, reason } = containers?.[0] ?? {};
    return `${stopCode}: ${stoppedReason} (exit code ${exitCode}${reason === undefined ? '' : `, ${reason}`})`;
  });
  return [...new Set(ends)];
}

/** When the engine says that a container died. */
async function deathOf(runtimeId: string): Promise<Date> {
  const controller = new AbortController();
  for await (const event of engine.events({ [environmentLabel]: demo.name }, controller.signal)) {
    if (event.action !== 'die' || event.containerId !== runtimeId) continue;
    controller.abort();
    return event.at;
  }
  throw new Error(`The engine told nothing of the death of ${runtimeId}`);
}

async function killControlPlane(): Promise<void> {
  const container = await composeService(engine, demo.name, 'control-plane');
  if (container === undefined) throw new Error('The control plane does not run');
  await engine.killContainer(container, 'SIGKILL');
  const isBack = () =>
    web.tasks().then(
      () => true,
      () => false,
    );
  await eventually('the control plane to be back', isBack);
}

async function putAlarm(name: string): Promise<void> {
  const cloudWatch = await demo.clients.cloudWatch();
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
}

async function setAlarm(name: string, state: 'OK' | 'ALARM'): Promise<void> {
  const cloudWatch = await demo.clients.cloudWatch();
  await cloudWatch.setAlarmState({ AlarmName: name, StateValue: state, StateReason: 'The test says so' });
}

/** What the start of a stand-in's task took, in milliseconds. */
async function startOf(task: Task | undefined) {
  const answer = await askStandIn(`${demo.loadBalancerUrl}/up`, addressOf(task) ?? '');
  const container = await engine.inspectContainer(runtimeIdOf(task));
  const createdAt = task?.createdAt?.getTime() ?? 0;
  const runsAt = container?.startedAt?.getTime() ?? 0;
  const registeredAt = task?.startedAt?.getTime() ?? 0;
  const ownReadinessMs = answer.listeningAt - runsAt;
  return {
    runsMs: runsAt - createdAt,
    registeredMs: registeredAt - createdAt,
    ownReadinessMs,
    visitedMs: answer.firstVisitorAt - createdAt,
    /** From the task's creation to its first visitor, without what the container needs itself. */
    onTopMs: answer.firstVisitorAt - createdAt - ownReadinessMs,
  };
}

function sayStart(start: Awaited<ReturnType<typeof startOf>>): string {
  const { runsMs, registeredMs, visitedMs, ownReadinessMs, onTopMs } = start;
  return `its container runs after ${runsMs} ms, its target is registered after ${registeredMs} ms and visited after ${visitedMs} ms, of which the container needs ${ownReadinessMs} ms itself: ${onTopMs} ms on top`;
}

function runtimeIdOf(task: Task | undefined): string {
  return task?.containers?.[0]?.runtimeId ?? '';
}

function addressOf(task: Task | undefined): string | undefined {
  const details = task?.attachments?.flatMap((attachment) => attachment.details ?? []);
  return details?.find((detail) => detail.name === 'privateIPv4Address')?.value;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
