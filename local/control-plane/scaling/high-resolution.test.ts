import { expect, test } from 'vitest';
import { hasHighResolution } from './high-resolution.ts';
import { scaledStore, webId, webService } from './testing/scaled-store.ts';

const cpu = 'ECSServiceAverageCPUUtilizationHighResolution';

function monitored() {
  const state = scaledStore();
  const monitoring = { metricConfigurations: [{ metricNames: ['CPUUtilization'], resolutionSeconds: 20 }] };
  const service = webService(state);
  const deployments = service.deployments.map((each) => ({ ...each, monitoring, completedAt: 1 }));
  return { ...state, cluster: { ...state.cluster, services: { web: { ...service, deployments } } } };
}

test.each([
  ['with them has them', monitored(), cpu, true],
  ['without them has none', scaledStore(), cpu, false],
  ['has none of another metric', monitored(), 'ECSServiceAverageMemoryUtilizationHighResolution', false],
  ['needs none for metrics of a minute', scaledStore(), 'ECSServiceAverageCPUUtilization', true],
] as const)('a service %s', (_which, { cluster }, type, expected) => {
  expect(hasHighResolution(cluster, webId, type)).toBe(expected);
});
