import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caughtMail } from '../testing/caught-mail.ts';
import { awsCli, hasAwsCli } from '../testing/deployments/aws-cli.ts';
import { type DemoEnvironment, openDemoEnvironment } from '../testing/deployments/demo-environment.ts';
import { interruptCapacity, runCapacity } from '../testing/deployments/run-capacity.ts';
import { requestsOf, runLoadtest, sumOf } from '../testing/deployments/run-loadtest.ts';
import { runNight } from '../testing/deployments/run-night.ts';
import { say } from '../testing/deployments/say.ts';
import { type ServiceClient, serviceClient } from '../testing/deployments/service-client.ts';
import { sayLoad, startSteadyLoad } from '../testing/deployments/steady-load.ts';
import { type Published, queueOn } from '../testing/deployments/topic-queue.ts';
import { eventually } from '../testing/eventually.ts';
import { numberVariable } from '../testing/number-variable.ts';
import { startBusyClients } from '../testing/scaling/busy-clients.ts';
import { type Load, outAndBack } from '../testing/scaling/out-and-back.ts';
import { outOfLine } from '../testing/scaling/out-of-line.ts';
import { sayCounts } from '../testing/scaling/say-counts.ts';
import { cluster, type ScaledService, scaledService } from '../testing/scaling/scaled-service.ts';
import { untilCount } from '../testing/scaling/until-count.ts';
import { startWaitingJob } from '../testing/scaling/waiting-job.ts';
import { watchCounts } from '../testing/scaling/watch-counts.ts';

const timeScale = 10;
const outWithinMs = 120_000;
const inWithinMs = 240_000;
const timeout = outWithinMs + inWithinMs + 60_000;

/** Web tasks at most: two processors boot and serve as many while they send the load as well. */
const most = 4;

let demo: DemoEnvironment;
let web: ScaledService;
let worker: ScaledService;
let releases: ServiceClient;
/** The folder of load tests. */
let runs: string;

beforeAll(async () => {
  runs = await mkdtemp(join(tmpdir(), 'loadtest-runs-'));
  demo = await openDemoEnvironment({ timeScale });
  web = await scaledService(demo.clients, 'spree-local-web');
  worker = await scaledService(demo.clients, 'spree-local-worker');
  releases = await serviceClient(demo.clients, cluster, web.serviceName);
});
afterAll(async () => {
  await demo?.close();
  await rm(runs, { recursive: true, force: true });
});

/** Visitors of a page, at the load balancer. */
function startVisits(path: string, perSecond: number) {
  return startSteadyLoad({ url: `${demo.loadBalancerUrl}${path}`, perSecond, longestMs: timeout });
}

async function visits(path: string, perSecond: number): Promise<Load> {
  const load = startVisits(path, perSecond);
  return { stop: async () => sayLoad(await load.stop()) };
}

/** The policy of the first activity. */
const firstPolicy = (activities: readonly { readonly Cause?: string | undefined }[]) =>
  activities[0]?.Cause?.replace(/^.* triggered policy /, '');

describe.concurrent('from the minimum', () => {
  test('requests take web from 2 tasks to its maximum, and back to 2 when they end', {
    timeout,
  }, async () => {
    await web.setBounds(2, most);
    await untilCount(web, 2, inWithinMs);
    const load = () => visits('/up?visitor', 75);
    const story = await outAndBack('requests', {
      ...{ service: web, load, outWithinMs, inWithinMs },
      ...{ most, least: 2 },
    });
    expect(outOfLine(story)).toEqual([]);
    expect(firstPolicy(story.activities)).toMatch(/requests/);
  });

  test('the latency of the queue takes the worker to its maximum, and back when it is gone', {
    timeout: timeout + inWithinMs,
  }, async () => {
    // While it starts, it uses so much CPU that its policy may add another for a while.
    await untilCount(worker, 1, inWithinMs);
    const load = () => startWaitingJob(demo.clients);
    const story = await outAndBack('queue latency', {
      ...{ service: worker, load, outWithinMs, inWithinMs },
      ...{ most: 5, least: 1 },
    });
    expect(outOfLine(story)).toEqual([]);
    expect(firstPolicy(story.activities)).toMatch(/queue-latency/);
  });
});

/** A time that is over when the CLI has started is refused. */
const aheadMs = 12_000;

test('a scheduled action of the stock CLI changes the bounds at its time, and the service with them', {
  timeout,
}, async (context) => {
  if (!(await hasAwsCli())) return context.skip();
  const target = ['--service-namespace', 'ecs', '--scalable-dimension', 'ecs:service:DesiredCount'];
  const resource = ['--resource-id', `service/${cluster}/${web.serviceName}`];
  const since = new Date();
  const dueAt = wholeSecond(Date.now() + aheadMs);
  await awsCli(demo.awsEndpointUrl, [
    ...['application-autoscaling', 'put-scheduled-action', ...target, ...resource],
    ...['--scheduled-action-name', 'sale', '--schedule', `at(${dueAt.toISOString().slice(0, 19)})`],
    ...['--scalable-target-action', `MinCapacity=3,MaxCapacity=${most}`],
  ]);
  await untilCount(web, 3, outWithinMs);
  const [bounds, desired] = await web.activities(since);
  expect(bounds).toMatchObject({
    Description: 'Setting min capacity to 3 and max capacity to 4',
    Cause: 'scheduled action name sale was triggered',
    StatusCode: 'Successful',
  });
  const afterMs = (bounds?.StartTime?.getTime() ?? 0) - dueAt.getTime();
  expect(afterMs).toBeGreaterThanOrEqual(0);
  expect(afterMs).toBeLessThan(2000);
  expect(desired?.Description).toBe('Setting desired count to 3.');
});

/** As many seconds as `at` has. */
function wholeSecond(at: number): Date {
  return new Date(Math.ceil(at / 1000) * 1000);
}

test('a spike of a load test takes web out and back: the verdict names the policy that acted, and all sides count alike', {
  timeout: 2 * timeout,
}, async () => {
  await web.setBounds(2, most);
  await untilCount(web, 2, inWithinMs);
  const { exitCode, verdict, record, files } = await runLoadtest(demo, runs, ['spike', '--rate', '13']);
  say(JSON.stringify({ ...verdict, policies: verdict.policies.map(({ sentence }) => sentence) }));
  expect(exitCode).toBe(0);
  const requests = verdict.policies.find(({ policyName }) => policyName === 'requests');
  expect(requests).toMatchObject({ service: 'spree-local-web', outcome: 'passed' });
  expect(requests?.observed[0]).toMatchObject({ direction: 'out', from: 2 });
  expect(verdict.findings).toEqual([]);
  expect(record.observed.services[0]?.samples.at(-1)).toMatchObject({ desiredCount: 2, runningCount: 2 });
  // The edge answers some requests by itself, and counts each.
  expect(sumOf(record.observed.metrics, 'AWS/CloudFront', 'Requests')).toBe(requestsOf(record));
  const balanced = record.observed.services.flatMap(({ metrics }) => metrics);
  expect(sumOf(balanced, 'AWS/ApplicationELB', 'RequestCount')).toBe(
    sumOf(record.observed.metrics, 'AWS/ApplicationELB', 'RequestCount'),
  );
  expect(files).toEqual(['junit.xml', 'k6-summary.json', 'report.html', 'run.json.gz', 'verdict.json']);
});

const isFull = numberVariable('CI_FULL', 0) === 1;

test.runIf(isFull)(
  'the line of the nightly workflow runs here, keeps its reports and records, and compares with the night before',
  {
    timeout: 20 * 60_000,
  },
  async () => {
    await web.setBounds(2, most);
    await untilCount(web, 2, inWithinMs);
    const first = await runNight(demo, runs, []);
    expect(first.exitCode, first.text).toBe(0);
    const scenarios = ['smoke', 'average', 'spike'];
    expect(first.scenarios).toMatchObject(
      scenarios.map((scenario) => ({ scenario, outcome: 'passed', comparedWith: 0 })),
    );
    expect(Object.keys(first.reports).toSorted()).toEqual(scenarios.toSorted());
    for (const files of Object.values(first.reports)) expect(files).toContain('report.html');
    expect(first.records).toHaveLength(scenarios.length);
    const next = await runNight(demo, runs, ['--scenario', 'smoke']);
    expect(next.exitCode, next.text).toBe(0);
    expect(next.scenarios).toMatchObject([{ scenario: 'smoke', outcome: 'passed', comparedWith: 1 }]);
    expect(next.records).toHaveLength(scenarios.length + 1);
    expect(next.text).toMatch(/not judged, as there are fewer than 3 earlier nights/);
  },
);

test.runIf(isFull)(
  'two workers in tasks send one load: k6, the load balancer and CloudFront count it alike, and no task is left',
  {
    timeout,
  },
  async () => {
    const asked = ['smoke', '--rate', '3', '--duration', '15s', '--workers', '2'];
    const { exitCode, verdict, record, files } = await runLoadtest(demo, runs, asked);
    say(JSON.stringify({ exitCode, k6: record.k6, requests: requestsOf(record), faults: verdict.faults }));
    expect(record).toMatchObject({ workers: 2, k6: { ended: 'completed' } });
    expect(exitCode).toBe(0);
    expect(requestsOf(record)).toBeGreaterThan(100);
    expect(sumOf(record.observed.metrics, 'AWS/CloudFront', 'Requests')).toBe(requestsOf(record));
    // The edge answers some requests by itself.
    const balanced = record.observed.services.flatMap(({ metrics }) => metrics);
    const requests = sumOf(record.observed.metrics, 'AWS/ApplicationELB', 'RequestCount');
    expect(sumOf(balanced, 'AWS/ApplicationELB', 'RequestCount')).toBe(requests);
    expect(requests).toBeGreaterThan(0);
    expect(requests).toBeLessThanOrEqual(requestsOf(record));
    expect(files).toContain('k6-summary.json');
    const ecs = await demo.clients.ecs();
    const { taskArns } = await ecs.listTasks({ cluster, family: 'spree-local-loadtest' });
    expect(taskArns).toEqual([]);
  },
);

test('the capacity of a task is measured at one task, also by an interrupted run, and the bounds are put back', {
  timeout,
}, async () => {
  await web.setBounds(2, most);
  await untilCount(web, 2, inWithinMs);
  const fact = ['--fact', 'web.cpuSeconds=0.018'];
  const { exitCode, found, text } = await runCapacity(demo, runs, ['--sizes', '0.5', '--rate', '2', ...fact]);
  say(text);
  expect(exitCode, text).toBe(0);
  const [size] = found.sizes;
  const { held, steps = [], cpuSecondsPerRequest = 0 } = size ?? {};
  expect(steps.map(({ disturbance }) => disturbance)).toEqual(steps.map(() => undefined));
  expect(steps[0]?.requestsPerSecond).toBeGreaterThan(3);
  const cpuSeconds = (steps[0]?.cpuPercent ?? 0) / 100 / 2 / (steps[0]?.requestsPerSecond ?? 1);
  expect(cpuSecondsPerRequest / cpuSeconds).toBeGreaterThan(0.5);
  expect(cpuSecondsPerRequest / cpuSeconds).toBeLessThan(1.5);
  expect(held?.limitedBy).toBe('nothing');
  expect(found.policies.map(({ policyName }) => policyName).toSorted()).toEqual([
    'cpu',
    'memory',
    'requests',
  ]);
  expect(found.findings.some(({ rule }) => rule === 'fargate-quota')).toBe(true);
  expect(await web.bounds()).toEqual({ min: 2, max: most, suspended: false });
  const interrupted = await interruptCapacity(demo, runs, () => web.bounds());
  expect(interrupted.exitCode).toBe(130);
  expect(interrupted.bounds).toEqual({ min: 1, max: 1, suspended: true });
  expect(await web.bounds()).toEqual({ min: 2, max: most, suspended: false });
  await untilCount(web, 2, inWithinMs);
});

test.runIf(isFull)(
  'a search for the capacity brackets what a task holds, and names the first policy',
  {
    timeout: 15 * 60_000,
  },
  async () => {
    await web.setBounds(2, most);
    await untilCount(web, 2, inWithinMs);
    const fact = ['--fact', 'web.cpuSeconds=0.018'];
    const { exitCode, found } = await runCapacity(demo, runs, ['--sizes', '0.5', ...fact]);
    say(JSON.stringify({ sizes: found.sizes, policies: found.policies, findings: found.findings.length }));
    expect(exitCode).toBe(0);
    const [size] = found.sizes;
    if (size?.held === undefined) throw new Error('It held nothing');
    const { held, steps, cpuSecondsPerRequest = 0, idleCpuPercent = 0 } = size;
    expect(held.limitedBy).not.toBe('nothing');
    const rates = steps.map(({ journeysPerSecond }) => journeysPerSecond);
    expect(Math.max(...rates)).toBeGreaterThan(held.journeysPerSecond);
    expect(Math.min(...rates)).toBeLessThanOrEqual(held.journeysPerSecond);
    // What a request costs, times the requests, is what the task used; a processor that others share makes it vary.
    const cpuPercent = idleCpuPercent + (100 * held.requestsPerSecond * cpuSecondsPerRequest) / size.vcpu;
    if (held.limitedBy === 'cpu') {
      expect(cpuPercent / found.limits.cpuPercent).toBeGreaterThan(0.75);
      expect(cpuPercent / found.limits.cpuPercent).toBeLessThan(1.25);
    }
    const [first] = found.policies;
    expect(first?.policyName).toMatch(/cpu|requests/);
    expect(first?.requestsPerSecond).toBeGreaterThan(0);
    expect(await web.bounds()).toEqual({ min: 2, max: most, suspended: false });
  },
);

test('a policy of the definition that was deleted fails a run, and says that it is missing', {
  timeout,
}, async () => {
  await web.deletePolicy(/memory/);
  const { exitCode, verdict } = await runLoadtest(demo, runs, ['smoke', '--rate', '2', '--duration', '20s']);
  expect(exitCode).toBe(1);
  expect(verdict.policies.filter(({ outcome }) => outcome === 'failed')).toMatchObject([
    {
      policyName: 'memory',
      sentence: 'memory is defined for spree-local-web, but the environment local does not have it.',
    },
  ]);
});

/** With smaller tasks two processors hold enough of them at the target of the policy. */
const small = { cpu: '256', memory: '1024' };

/** The alarm goes off 13 to 25 s after the load began: three periods of 6 s, the rest of a fourth, and the evaluation. */
const slowStart = ['sh', '-c', 'sleep 10; exec bin/rails server -b 0.0.0.0 -p 3000'];

test('a scale-out in the middle of a release and a release in the middle of a spike lose no request', {
  timeout,
}, async () => {
  await web.setBounds(2, most);
  await untilCount(web, 2, inWithinMs);
  const watch = watchCounts(web);
  const spike = startVisits('/up?visitor', 60);
  try {
    await delay(8000);
    const first = await releases.release({ container: { command: slowStart } });
    await eventually('a scale-out', async () => (await web.counts()).desired > 2);
    expect((await releases.deployment(first)).status).toBe('IN_PROGRESS');
    await releases.untilStable();
    const second = await releases.release({ size: small });
    await releases.untilStable();
    const statuses = await Promise.all([first, second].map((arn) => releases.deployment(arn)));
    expect(statuses.map(({ status }) => status)).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
  } finally {
    const load = await spike.stop();
    await watch.stop();
    say(`releases in a spike: ${sayLoad(load)}; ${sayCounts(watch.seen)}`);
    expect(load.failures).toEqual({});
  }
});

// The spike of a load test scales by CPU as well.
test.runIf(isFull)(
  'CPU load takes web from 2 tasks to its maximum, and back to 2 when it ends',
  {
    timeout,
  },
  async () => {
    // Two processors saturate no more than three tasks surely, while the clients and the load balancer need them too.
    const most = 3;
    await web.setBounds(2, most);
    await untilCount(web, 2, inWithinMs);
    // It would act as well: how many requests a saturated task answers depends on the machine.
    await web.deletePolicy(/requests/);
    const load = async () => startBusyClients(`${demo.loadBalancerUrl}/products`, 12);
    const story = await outAndBack('CPU', {
      ...{ service: web, load, outWithinMs, inWithinMs },
      ...{ most, least: 2 },
    });
    expect(outOfLine(story)).toEqual([]);
    expect(firstPolicy(story.activities)).toMatch(/cpu/);
  },
);

test('an alarm of the definition tells its topic when it goes off, and when that is over', async () => {
  const name = 'spree-local-WebTasks';
  const cloudWatch = await demo.clients.cloudWatch();
  const describe = async () => (await cloudWatch.describeAlarms({ AlarmNames: [name] })).MetricAlarms?.[0];
  // A new environment has no periods yet.
  await eventually('the alarm is OK', async () => (await describe())?.StateValue === 'OK');
  const alarm = await describe();
  const topic = alarm?.AlarmActions?.[0] ?? '';
  const queue = await queueOn(topic, demo.clients, demo.awsEndpointUrl);
  // None ran for a moment of this period and of the last one.
  const sayNoneRuns = () =>
    cloudWatch.putMetricData({
      Namespace: alarm?.Namespace,
      MetricData: [0, 60_000 / timeScale].map((agoMs) => ({
        ...{ MetricName: alarm?.MetricName, Dimensions: alarm?.Dimensions, Value: 0, Unit: 'Count' },
        Timestamp: new Date(Date.now() - agoMs),
      })),
    });
  // Not once: a busy machine may be late with it for a period that is evaluated by then.
  await eventually('the alarm goes off', async () => {
    await sayNoneRuns();
    return (await describe())?.StateValue === 'ALARM';
  });
  const place = 'in Asia Pacific (Singapore)';
  const isOwn = ({ Subject }: Published) => Subject.endsWith(`: "${name}" ${place}`);
  const [wentOff, isOver] = [await queue.next(isOwn), await queue.next(isOwn)];
  expect(wentOff).toMatchObject({ TopicArn: topic, Subject: `ALARM: "${name}" ${place}` });
  expect(isOver).toMatchObject({ TopicArn: topic, Subject: `OK: "${name}" ${place}` });
  expect(JSON.parse(wentOff.Message)).toMatchObject({
    AlarmName: name,
    AlarmDescription: expect.stringMatching(/^Critical: no web task runs\. /),
    AWSAccountId: '000000000000',
    Region: 'Asia Pacific (Singapore)',
    AlarmArn: alarm?.AlarmArn,
    OldStateValue: 'OK',
    NewStateValue: 'ALARM',
    NewStateReason: expect.stringMatching(/^Threshold Crossed: 2 out of the last 2 datapoints \[0\.0 \(/),
    AlarmActions: [topic],
    OKActions: [topic],
    Trigger: {
      MetricName: 'RunningTaskCount',
      Statistic: 'MINIMUM',
      Period: 60,
      EvaluationPeriods: 2,
      Threshold: 1,
      TreatMissingData: 'breaching',
    },
  });
  expect(JSON.parse(isOver.Message)).toMatchObject({ OldStateValue: 'ALARM', NewStateValue: 'OK' });
  // Who is to get alarms, as the environment's settings say.
  const mail = await caughtMail(demo.mailUrl, 'alarms@example.com', 'ALARM', name);
  expect(mail).toMatchObject({ from: 'no-reply@sns.amazonaws.com', subject: wentOff.Subject });
  expect(mail.text).toMatch(/^- Description: Critical: no web task runs\. /m);
});
