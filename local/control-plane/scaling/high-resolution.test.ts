import { expect, test } from 'vitest';
import { hasHighResolution } from './high-resolution.ts';
import { deploying, scaledStore, start, webId, webService } from './testing/scaled-store.ts';

const cpu = 'ECSServiceAverageCPUUtilizationHighResolution';

function monitored(resolutionSeconds: number) {
  const state = scaledStore();
  const metricConfigurations = [{ metricNames: ['CPUUtilization'], resolutionSeconds }];
  const service = { ...webService(state), monitoring: { metricConfigurations } };
  return { ...state, cluster: { ...state.cluster, services: { web: service } } };
}

test('a service has high-resolution metrics once its deployment with them is complete', () => {
  const state = monitored(20);
  expect(hasHighResolution(state.cluster, webId, cpu)).toBe(true);
  expect(hasHighResolution(deploying(state, start).cluster, webId, cpu)).toBe(false);
});

test.each([
  ['without monitoring', scaledStore(), cpu, false],
  ['with metrics of a minute', monitored(60), cpu, false],
  ['for another metric', monitored(20), 'ECSServiceAverageMemoryUtilizationHighResolution', false],
  ['for metrics of a minute', scaledStore(), 'ECSServiceAverageCPUUtilization', true],
] as const)('a service %s', (_which, { cluster }, type, expected) => {
  expect(hasHighResolution(cluster, webId, type)).toBe(expected);
});
