import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoEnvironment, openDemoEnvironment } from '../testing/deployments/demo-environment.ts';
import { say } from '../testing/deployments/say.ts';
import { type Release, serviceClient } from '../testing/deployments/service-client.ts';
import { eventually } from '../testing/eventually.ts';
import { numberVariable } from '../testing/number-variable.ts';
import { startBusyClients } from '../testing/scaling/busy-clients.ts';
import { cluster, type ScaledService, scaledService } from '../testing/scaling/scaled-service.ts';

/** Minutes at the true pace, so only in the whole of the tests. */
const isFull = numberVariable('CI_FULL', 0) === 1;
const minuteMs = 60_000;
/** An evaluation comes 5 s after a period closes, and is seen a little later. */
const slackMs = 10_000;

let demo: DemoEnvironment;
let web: ScaledService;

beforeAll(async () => {
  if (!isFull) return;
  demo = await openDemoEnvironment();
  web = await scaledService(demo.clients, 'spree-local-web');
});
afterAll(() => demo?.close());

/** From the start of a load until tasks are added, and until they run, in milliseconds. */
async function timesOfScaleOut() {
  const load = startBusyClients(`${demo.loadBalancerUrl}/products`, 12);
  const startedAt = Date.now();
  try {
    const before = (await web.counts()).desired;
    await eventually('a scale-out', async () => (await web.counts()).desired > before, 8 * minuteMs);
    const asksAfterMs = Date.now() - startedAt;
    await eventually('its tasks', async () => {
      const { desired, running } = await web.counts();
      return desired === running;
    });
    return { asksAfterMs, runsAfterMs: Date.now() - startedAt };
  } finally {
    say(await load.stop());
  }
}

/** With tasks so small that a few clients have their processors full. */
async function releaseSmall(service: Release['service'] = {}): Promise<void> {
  const releases = await serviceClient(demo.clients, cluster, web.serviceName);
  await releases.release({ size: { cpu: '256', memory: '1024' }, service });
  await releases.untilStable();
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(0)} s`;

test.runIf(isFull)(
  'metrics of a minute: a scale-out takes three periods and the rest of the one in which the load began',
  {
    timeout: 15 * minuteMs,
  },
  async () => {
    await web.deletePolicy(/requests/);
    await web.setBounds(2, 4);
    await releaseSmall();
    await eventually('the end of what the start of the tasks took', web.isCalm, 5 * minuteMs);
    const { asksAfterMs, runsAfterMs } = await timesOfScaleOut();
    say(
      `metrics of 60 s: tasks are added after ${seconds(asksAfterMs)} and run after ${seconds(runsAfterMs)}`,
    );
    expect(asksAfterMs).toBeGreaterThan(2 * minuteMs);
    expect(asksAfterMs).toBeLessThan(4 * minuteMs + slackMs);
  },
);

test.runIf(isFull)(
  'metrics of 20 seconds: a scale-out takes three periods of those',
  {
    timeout: 20 * minuteMs,
  },
  async () => {
    // Its alarm still has minutes of before.
    await web.deletePolicy(/cpu/);
    await web.setBounds(2, 2);
    await releaseSmall({
      monitoring: { metricConfigurations: [{ metricNames: ['CPUUtilization'], resolutionSeconds: 20 }] },
    });
    await web.trackCpu(20, 70);
    await eventually('the end of what the start of the tasks took', web.isCalm, 3 * minuteMs);
    await web.setBounds(2, 4);
    const { asksAfterMs, runsAfterMs } = await timesOfScaleOut();
    say(
      `metrics of 20 s: tasks are added after ${seconds(asksAfterMs)} and run after ${seconds(runsAfterMs)}`,
    );
    expect(asksAfterMs).toBeGreaterThan(40_000);
    expect(asksAfterMs).toBeLessThan(80_000 + slackMs);
  },
);
