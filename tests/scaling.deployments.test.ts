import { afterAll, beforeAll, expect, test } from 'vitest';
import { awsCli, hasAwsCli } from '../testing/deployments/aws-cli.ts';
import { type DemoEnvironment, openDemoEnvironment } from '../testing/deployments/demo-environment.ts';
import { say } from '../testing/deployments/say.ts';
import { type ServiceClient, serviceClient } from '../testing/deployments/service-client.ts';
import { type SteadyLoad, sayLoad, startSteadyLoad } from '../testing/deployments/steady-load.ts';
import { eventually } from '../testing/eventually.ts';
import { outOfLine } from '../testing/scaling/out-of-line.ts';
import { sayCounts } from '../testing/scaling/say-counts.ts';
import { cluster, type ScaledService, scaledService } from '../testing/scaling/scaled-service.ts';
import { watchCounts } from '../testing/scaling/watch-counts.ts';

const timeScale = 10;
const outWithinMs = 120_000;
const inWithinMs = 240_000;

let demo: DemoEnvironment;
let web: ScaledService;
let releases: ServiceClient;

beforeAll(async () => {
  demo = await openDemoEnvironment({ timeScale });
  web = await scaledService(demo.clients, 'spree-local-web');
  releases = await serviceClient(demo.clients, cluster, web.serviceName);
});
afterAll(() => demo?.close());

/** Visitors of a page, at the load balancer. */
function visit(path: string, perSecond: number): SteadyLoad {
  return startSteadyLoad({ url: `${demo.loadBalancerUrl}${path}`, perSecond, longestMs: 280_000 });
}

/** Waits until so many tasks are desired and run. */
async function untilCount(service: ScaledService, count: number, withinMs: number): Promise<void> {
  const isThere = async () => {
    const { desired, running } = await service.counts();
    return desired === count && running === count;
  };
  await eventually(`${count} tasks of ${service.serviceName}`, isThere, withinMs);
}

/** Loads a service until it has so many tasks, and waits until it is back; gives what the stock API tells of it. */
async function outAndBack(
  title: string,
  {
    service,
    load,
    most,
    least,
  }: { service: ScaledService; load: () => SteadyLoad; most: number; least: number },
) {
  const since = new Date();
  const watch = watchCounts(service);
  const steady = load();
  try {
    await untilCount(service, most, outWithinMs);
    say(`${title}: ${sayLoad(await steady.stop())}`);
    await untilCount(service, least, inWithinMs);
    // The last activity ends when the tasks of before have stopped.
    await eventually('the end of the last activity', async () =>
      (await service.activities(since)).every(({ StatusCode }) => StatusCode !== 'InProgress'),
    );
  } finally {
    await steady.stop();
    await watch.stop();
    say(`${title}: ${sayCounts(watch.seen)}`);
  }
  const [activities, alarmChanges, events] = await Promise.all([
    service.activities(since),
    service.alarmChanges(since),
    service.events(since),
  ]);
  return { counts: watch.seen, activities, alarmChanges, events };
}

/** The policy of the first activity. */
const firstPolicy = (activities: readonly { readonly Cause?: string | undefined }[]) =>
  activities[0]?.Cause?.replace(/^.* triggered policy /, '');

test('requests take web from 2 tasks to its maximum, and back to 2 when they end', {
  timeout: 400_000,
}, async () => {
  const story = await outAndBack('requests', {
    service: web,
    load: () => visit('/up?visitor', 180),
    most: 10,
    least: 2,
  });
  expect(outOfLine(story)).toEqual([]);
  expect(firstPolicy(story.activities)).toMatch(/Requests/);
});

test('a scheduled action of the stock CLI changes the bounds at its time, and the service with them', async (context) => {
  if (!(await hasAwsCli())) return context.skip();
  const target = ['--service-namespace', 'ecs', '--scalable-dimension', 'ecs:service:DesiredCount'];
  const resource = ['--resource-id', `service/${cluster}/${web.serviceName}`];
  const since = new Date();
  const dueAt = new Date(Date.now() + 5000);
  const put = (name: string, at: Date, min: number) =>
    awsCli(demo.awsEndpointUrl, [
      ...['application-autoscaling', 'put-scheduled-action', ...target, ...resource],
      ...['--scheduled-action-name', name, '--schedule', `at(${at.toISOString().slice(0, 19)})`],
      ...['--scalable-target-action', `MinCapacity=${min},MaxCapacity=10`],
    ]);
  await put('sale', dueAt, 3);
  await untilCount(web, 3, outWithinMs);
  const [bounds, desired] = await web.activities(since);
  expect(bounds).toMatchObject({
    Description: 'Setting min capacity to 3 and max capacity to 10',
    Cause: 'scheduled action name sale was triggered',
    StatusCode: 'Successful',
  });
  expect(Math.abs(timeOf(bounds?.StartTime) - Math.floor(dueAt.getTime() / 1000) * 1000)).toBeLessThan(1500);
  expect(desired?.Description).toBe('Setting desired count to 3.');
  await put('after the sale', new Date(Date.now() + 2000), 2);
  await untilCount(web, 2, inWithinMs);
});

test('a scale-out in the middle of a release and a release in the middle of a spike lose no request', {
  timeout: 400_000,
}, async () => {
  const watch = watchCounts(web);
  const steady = visit('/up?visitor', 60);
  try {
    const first = await releases.release({ container: { dockerLabels: { release: 'first' } } });
    await eventually('a scale-out', async () => (await web.counts()).desired > 2);
    expect((await releases.deployment(first)).status).toBe('IN_PROGRESS');
    await releases.untilStable();
    const second = await releases.release({ container: { dockerLabels: { release: 'second' } }, size });
    await releases.untilStable();
    expect((await releases.deployment(second)).status).toBe('SUCCESSFUL');
    expect((await releases.deployment(first)).status).toBe('SUCCESSFUL');
  } finally {
    const load = await steady.stop();
    say(`releases and scale-out: ${sayLoad(load)}`);
    expect(load.failures).toEqual({});
    await watch.stop();
    say(`releases and scale-out: ${sayCounts(watch.seen)}`);
  }
  await untilCount(web, 2, inWithinMs);
});

/** Two processors hold the maximum of the definition at the target only with smaller tasks. */
const size = { cpu: '256', memory: '1024' };

test('CPU load takes web from 2 tasks to its maximum, and back to 2 when it ends', {
  timeout: 400_000,
}, async () => {
  await web.setBounds(2, 4);
  const story = await outAndBack('CPU', {
    service: web,
    load: () => visit('/products', 25),
    most: 4,
    least: 2,
  });
  expect(outOfLine(story)).toEqual([]);
  expect(firstPolicy(story.activities)).toMatch(/Cpu/);
});

function timeOf(time: Date | undefined): number {
  return time?.getTime() ?? 0;
}
