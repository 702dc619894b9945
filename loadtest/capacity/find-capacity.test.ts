import { expect, test } from 'vitest';
import { findCapacity } from './find-capacity.ts';
import type { StepPlan } from './step-plan.ts';
import { limits } from './testing/made-steps.ts';
import { recordedStep } from './testing/recorded-step.ts';

/** A task whose CPU is at its target at 1.4 journeys a second. */
const rateOf = ({ plan }: StepPlan) => plan.stages.at(-1)?.ratePerSecond ?? 0;
const ten = (value: number) => Array.from({ length: 10 }, () => value);
const run = async (step: StepPlan) =>
  recordedStep(
    { cpu: ten(Math.min(100, rateOf(step) * 50)), requests: ten(rateOf(step) * 24) },
    { plan: step.plan },
  );

const search = {
  ...{ service: 'web', timeScale: 10, limits, firstRate: 0.4, highestRate: 100, mostSteps: 8 },
  signal: new AbortController().signal,
};

test('a task is loaded step by step until its limit lies between two steps', async () => {
  const seen: number[] = [];
  const steps = await findCapacity({
    ...search,
    runStep: run,
    onStep: ({ journeysPerSecond }) => seen.push(journeysPerSecond),
  });
  const cpu = steps.map(({ cpuPercent }) => cpuPercent);
  expect(cpu[0]).toBe(20);
  expect(Math.max(...cpu.filter((each) => each <= 70)) * 1.25).toBeGreaterThanOrEqual(
    Math.min(...cpu.filter((each) => each > 70)),
  );
  expect(seen).toEqual(steps.map(({ journeysPerSecond }) => journeysPerSecond));
});

test('an interrupted search keeps its steps, without the one that was under way', async () => {
  const controller = new AbortController();
  const steps = await findCapacity({
    ...search,
    signal: controller.signal,
    runStep: (step) => {
      if (rateOf(step) > 1) controller.abort();
      return run(step);
    },
  });
  expect(steps.map(({ journeysPerSecond }) => journeysPerSecond)).toEqual([0.4]);
});

test('a step that says nothing is repeated', async () => {
  const rates: number[] = [];
  const steps = await findCapacity({
    ...search,
    runStep: async (step) => {
      rates.push(rateOf(step));
      return rates.length % 2 === 1 ? recordedStep({ cpu: [] }, { plan: step.plan }) : run(step);
    },
  });
  expect(rates.slice(0, 2)).toEqual([0.4, 0.4]);
  expect(rates).toHaveLength(2 * steps.length);
});

test('a step that says nothing twice ends the search, with its reason', async () => {
  const runStep = async (step: StepPlan) => recordedStep({ cpu: [] }, { plan: step.plan });
  await expect(findCapacity({ ...search, runStep })).rejects.toMatchObject({
    code: 'CAPACITY_NOT_MEASURED',
    message:
      'The load of 0.4 journeys a second shows nothing of the task: CloudWatch had 0 whole periods of its metrics, 2 are needed',
  });
});
