import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleState, webRevision, webTask } from '../api/testing/sample-state.ts';
import { readTaskRecord, taskRecord } from './task-record.ts';

const other = { ...webTask, id: 'f'.repeat(32) };
const cluster = {
  ...sampleState,
  tasks: { ...sampleState.tasks, [other.id]: other },
  taskDefinitions: { ...sampleState.taskDefinitions, other: { ...webRevision, arn: 'other' } },
};

test('a record says what its task is of, and nothing of other tasks and revisions', () => {
  const record = readTaskRecord(taskRecord(cluster, webTask));
  expect(record).toMatchObject({
    clusterName: sampleState.clusterName,
    tasks: { [webTask.id]: webTask },
    taskDefinitions: { [webRevision.arn]: webRevision },
    targetGroups: sampleState.targetGroups,
    sequence: sampleState.sequence,
  });
  expect(Object.keys(record?.tasks ?? {})).toEqual([webTask.id]);
  expect(Object.keys(record?.taskDefinitions ?? {})).toEqual([webRevision.arn]);
  expect(record?.services[`spree-local-web`]?.events).toEqual([]);
});

test('the deployment that a rollback goes back to is in it, with its revision', () => {
  const earlier = { ...webRevision, arn: 'earlier', revision: 0 };
  const [deployment] = sampleState.services['spree-local-web']?.deployments ?? [];
  if (deployment === undefined) throw new Error('there is no deployment');
  const history = [
    { ...deployment, id: 'failed', rolloutState: 'FAILED', taskDefinition: 'bad' } as const,
    { ...deployment, id: 'before', taskDefinition: 'earlier' },
    { ...deployment, id: 'long ago', taskDefinition: 'old' },
  ];
  const services = Object.fromEntries(
    Object.entries(cluster.services).map(([name, service]) => [name, { ...service, history }]),
  );
  const taskDefinitions = { ...cluster.taskDefinitions, earlier };
  const record = readTaskRecord(taskRecord({ ...cluster, services, taskDefinitions }, webTask));
  expect(record?.services['spree-local-web']?.history.map(({ id }) => id)).toEqual(['before']);
  expect(Object.keys(record?.taskDefinitions ?? {})).toEqual([webRevision.arn, 'earlier']);
});

test('a record of an earlier version is migrated as a state is', async () => {
  const file = join(import.meta.dirname, 'testing', 'versions', 'version-1.1.json');
  expect(readTaskRecord(await readFile(file, 'utf8'))?.targetGroups).toMatchObject({
    WebTargets: { minimumHealthyTargets: { count: 1 } },
  });
});

test('where there is none, or a newer or damaged one, nothing is known', () => {
  expect(readTaskRecord(undefined)).toBeUndefined();
  expect(readTaskRecord('{"version":99}')).toBeUndefined();
  expect(readTaskRecord(taskRecord(cluster, webTask).replace('PRIMARY', 'primary'))).toBeUndefined();
});
