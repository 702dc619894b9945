import { expect, test } from 'vitest';
import { deployment, serviceWith } from '../scheduler/testing/service-fixtures.ts';
import type { DeploymentState } from './cluster-state.ts';
import { hasHighResolutionMetrics } from './high-resolution.ts';

const every = (resolutionSeconds: number, ...metricNames: readonly string[]) => ({
  monitoring: { metricConfigurations: [{ metricNames, resolutionSeconds }] },
});
const fast = every(20, 'CPUUtilization');
const completed = { rolloutState: 'COMPLETED', completedAt: 5 } as const;

const has = (deployments: readonly DeploymentState[], metricName?: string) =>
  hasHighResolutionMetrics(serviceWith(deployments), metricName);

test('a service has metrics of high resolution once a deployment with them has completed', () => {
  expect(has([deployment('new', fast)])).toBe(false);
  expect(has([deployment('new', { ...fast, ...completed })])).toBe(true);
  expect(has([deployment('new', completed)])).toBe(false);
  expect(has([deployment('new', { ...completed, ...every(60, 'CPUUtilization') })])).toBe(false);
  expect(has([deployment('new', { ...completed, ...every(20) })])).toBe(false);
  expect(has([])).toBe(false);
});

test('only the configured metrics have it', () => {
  const deployments = [deployment('new', { ...fast, ...completed })];
  expect(has(deployments, 'CPUUtilization')).toBe(true);
  expect(has(deployments, 'MemoryUtilization')).toBe(false);
});

test('while a rollout enables or disables it, not all tasks have it', () => {
  const old = (changes: Partial<DeploymentState>) =>
    deployment('old', { ...completed, status: 'ACTIVE', ...changes });
  expect(has([deployment('new', fast), old({})])).toBe(false);
  expect(has([deployment('new'), old(fast)])).toBe(false);
  expect(has([deployment('new', fast), old(fast)])).toBe(true);
});
