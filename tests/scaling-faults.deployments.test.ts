import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectEngine } from '../local/docker/dockerode-engine.ts';
import { type DemoEnvironment, openDemoEnvironment } from '../testing/deployments/demo-environment.ts';
import { say } from '../testing/deployments/say.ts';
import { serviceClient } from '../testing/deployments/service-client.ts';
import { standIn, visitorPath } from '../testing/deployments/stand-in.ts';
import { numberVariable } from '../testing/number-variable.ts';
import { cluster, scaledService } from '../testing/scaling/scaled-service.ts';
import { roundOutOfLine } from '../testing/scaling-faults/round-out-of-line.ts';
import { sayRound } from '../testing/scaling-faults/say-round.ts';
import { planScaleOutKills } from '../testing/scaling-faults/scale-out-kills.ts';
import {
  type LoadedService,
  type RoundPlan,
  scaleOutAndBack,
} from '../testing/scaling-faults/scaling-round.ts';
import { trackRequests } from '../testing/scaling-faults/track-requests.ts';
import { patiently } from '../testing/scaling-faults/until-answered.ts';

const timeScale = 10;
const minutesMs = 60_000;
const isFull = numberVariable('CI_FULL', 0) === 1;
/** Six kills take four minutes, and have not found anything for long: they are not among the tests that always run. */
const isWanted = isFull || process.env.FAULT_SEED !== undefined;
const plan = {
  seed: numberVariable('FAULT_SEED', 10),
  parts: ['control-plane', 'localstack', 'load-balancer'] as const,
  killsOfEach: isFull ? 50 : 2,
};
/** The run ends after so many minutes at most, with what it has seen by then. */
const longestMs = numberVariable('FAULT_MINUTES', 120) * minutesMs;

/** More than the maximum of tasks takes: how much beyond it is asked for depends on the moment. */
const load = { path: visitorPath, perSecond: 20 };
const requestsPerTarget = 250;

let demo: DemoEnvironment;
let web: LoadedService;

beforeAll(async () => {
  if (!isWanted) return;
  demo = await openDemoEnvironment({ timeScale });
  const service = patiently(await scaledService(demo.clients, 'spree-local-web'));
  web = { environment: { engine: connectEngine(), ...demo }, service, bounds: { min: 2, max: 4 }, ...load };
  const { release, untilStable } = await serviceClient(demo.clients, cluster, service.serviceName);
  await release({ container: standIn('good') });
  await trackRequests(demo.clients, service.serviceName, requestsPerTarget);
  await service.setBounds(web.bounds.min, web.bounds.max);
  await untilStable();
  await untilNextPeriod();
});
afterAll(() => demo?.close());

/** `local:up` has asked the store whether it answers, which counts as a request too. */
async function untilNextPeriod(): Promise<void> {
  const periodMs = minutesMs / timeScale;
  await delay(periodMs - (Date.now() % periodMs));
}

async function round(planned: RoundPlan) {
  const done = await scaleOutAndBack(web, planned);
  say(sayRound(done));
  const { serviceName } = web.service;
  expect(await roundOutOfLine(demo.clients, { serviceName, timeScale }, done)).toEqual([]);
  expect(Math.max(...done.story.counts.map(({ desired }) => desired))).toBe(web.bounds.max);
  return done;
}

/** Each turn of kills in one scale-out, the last of which goes back by its alarms; in full, one kill in each. */
function plansOf(turns: readonly RoundPlan['kills'][]): readonly Pick<RoundPlan, 'kills' | 'wayBack'>[] {
  const kills = isFull ? turns.flat().map((kill) => [kill]) : turns;
  const isByAlarms = (index: number) => (isFull ? index % 6 === 5 : index === kills.length - 1);
  return kills.map((each, index) => ({ kills: each, wayBack: isByAlarms(index) ? 'alarms' : 'bounds' }));
}

test.runIf(isWanted)(
  'a scale-out in which parts are killed ends as one without, and nothing of its metrics is counted twice',
  {
    timeout: isFull ? longestMs + 10 * minutesMs : 600_000,
  },
  async () => {
    const until = Date.now() + longestMs;
    const { ending, outMs } = await round({ kills: [], wayBack: 'bounds' });
    say(`Seed ${plan.seed}`);
    for (const planned of plansOf(planScaleOutKills(plan, { outMs, startingMs: 1500 }))) {
      if (Date.now() > until) break;
      await round({ ...planned, expected: ending });
    }
  },
);
