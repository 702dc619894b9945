import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectEngine } from '../local/docker/dockerode-engine.ts';
import { type DemoEnvironment, openDemoEnvironment } from '../testing/deployments/demo-environment.ts';
import { say } from '../testing/deployments/say.ts';
import { planKills } from '../testing/faults/fault-plan.ts';
import { isLost, reportByPart, visitsBefore } from '../testing/faults/fault-report.ts';
import { runFaults } from '../testing/faults/fault-run.ts';
import { faultTable } from '../testing/faults/fault-table.ts';
import { type Part, parts } from '../testing/faults/parts.ts';
import { numberVariable } from '../testing/number-variable.ts';

let demo: DemoEnvironment;

beforeAll(async () => {
  demo = await openDemoEnvironment();
});
afterAll(() => demo?.close());

const isFull = numberVariable('CI_FULL', 0) === 1;
const some: readonly Part[] = ['control-plane', 'keeper', 'load-balancer', 'edge', 'postgres', 'web'];
const plan = {
  seed: numberVariable('FAULT_SEED', 9),
  parts: isFull ? ['nothing' as const, ...parts] : some,
  killsOfEach: isFull ? 50 : 1,
  longestPauseMs: 2000,
};
/** No visitor notices their death. */
const unnoticed: readonly Part[] = ['nothing', 'control-plane', 'keeper', 'worker'];
const minutesMs = 60_000;
/** The run ends after so many minutes at most, with what it has seen by then. */
const longestMs = numberVariable('FAULT_MINUTES', 300) * minutesMs;

test('parts killed at random moments of rollouts come back, and the rollouts end as if nothing had happened', {
  timeout: isFull ? longestMs + 10 * minutesMs : 600_000,
}, async () => {
  const until = Date.now() + longestMs;
  const isTimeUp = () => Date.now() > until;
  const environment = { engine: connectEngine(), ...demo };
  const planned = planKills(plan);
  const { kills, visits, endings, orders, fault } = await runFaults(environment, planned, isTimeUp);
  const reports = reportByPart(kills, visits);
  say(
    `Seed ${plan.seed}; ${kills.length} of ${planned.length} kills; ${endings} endings as expected; ${orders} orders`,
  );
  say(faultTable(reports));
  expect(fault).toBeUndefined();
  if (!isTimeUp()) expect(kills).toHaveLength(planned.length);
  expect(visitsBefore(kills, visits).filter(isLost)).toEqual([]);
  const noticed = reports.filter(({ part, lost }) => unnoticed.includes(part) && lost > 0);
  expect(noticed).toEqual([]);
});
