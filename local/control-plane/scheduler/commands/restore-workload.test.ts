import { expect, test } from 'vitest';
import { sampleState } from '../../api/testing/sample-state.ts';
import { sampleWorkload, webService } from '../../api/testing/sample-workload.ts';
import { restoreWorkload } from './restore-workload.ts';

const other = { ...webService, logicalId: 'OtherService', name: 'other' };

function restored(services: typeof sampleWorkload.services) {
  const outcome = restoreWorkload(sampleState, { ...sampleWorkload, services }, 1000);
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome;
}

test('a service that is there stays as it is, whatever the definition says of it', () => {
  const scaled = { ...webService, desiredCount: 9 };
  expect(restored([scaled])).toEqual({
    ok: true,
    state: sampleState,
    taskDefinitions: { WebTask: expect.stringMatching(/:1$/) },
    changed: [],
  });
});

test('a service that is missing is created, and one that is not defined is kept', () => {
  const { state, changed } = restored([other]);
  expect(Object.keys(state.services)).toEqual([webService.name, 'other']);
  expect(state.services.other?.deployments).toMatchObject([{ rolloutState: 'IN_PROGRESS' }]);
  expect(state.services[webService.name]).toBe(sampleState.services[webService.name]);
  expect(changed).toEqual(['OtherService']);
});
