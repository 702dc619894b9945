import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleWorkload } from '../api/testing/sample-workload.ts';
import { simulatedControlPlane } from '../api/testing/simulated-control-plane.ts';
import type { ClusterState } from '../model/cluster-state.ts';
import { emptyCluster } from '../scheduler/initial-state.ts';
import { plan } from '../scheduler/plan.ts';
import { currentVersion, migrate } from './migrations/migrations.ts';
import { clusterSchema } from './schema/cluster.ts';
import { parseState, stateText } from './state-text.ts';

/** Each was written by the release whose version it has: 1 was written by several, whose states differ. */
const files = ['1.1', '1.2', '1.3', '1.4', '1.5', '2'];

const textOf = (version: string) =>
  readFile(join(import.meta.dirname, 'testing', 'versions', `version-${version}.json`), 'utf8');

async function clusterOf(version: string): Promise<{ readonly version: number; readonly cluster: unknown }> {
  const { version: number, state } = JSON.parse(await textOf(version));
  return { version: number, cluster: state.cluster };
}

test.each(files)('a state of version %s is read', async (version) => {
  const { cluster } = parseState(await textOf(version), 'this code');
  const running = Object.values(cluster.tasks).filter(({ lastStatus }) => lastStatus === 'RUNNING');
  expect(running.length).toBeGreaterThan(0);
  expect(Object.keys(cluster.taskDefinitions)).toHaveLength(2);
});

test.each(files)('nothing of version %s is lost, and nothing in it is unknown', async (file) => {
  const { version, cluster } = await clusterOf(file);
  const migrated = migrate(version, cluster);
  // What a service may be set to has its default where it is missing, without a migration.
  expect(clusterSchema.parse(migrated)).toMatchObject(Object(migrated));
});

test.each(files)(
  'what a state of version %s describes keeps running: nothing is started or stopped',
  async (version) => {
    const { cluster } = parseState(await textOf(version), 'this code');
    const { effects } = plan(cluster, cluster.clock?.latest ?? latestOf(cluster));
    expect(effects).toEqual([]);
  },
);

const latestOf = ({ tasks }: ClusterState) =>
  Math.max(...Object.values(tasks).map(({ startedAt = 0, stoppedAt = 0 }) => Math.max(startedAt, stoppedAt)));

test('there is a file of the current version, which no migration touches', async () => {
  const file = files.at(-1) ?? '';
  const { version, cluster } = await clusterOf(file);
  expect(version).toBe(currentVersion);
  expect(migrate(currentVersion, cluster)).toBe(cluster);
});

test('what the scheduler makes of a definition is read as it was written', async () => {
  const place = { clusterName: 'spree-local-cluster', region: 'ap-southeast-1', accountId: '000000000000' };
  const plane = simulatedControlPlane(emptyCluster(place), () => 1000);
  const released = { workload: sampleWorkload, digest: 'd1' };
  await plane.applyWorkload({ ...released, releaseServices: true });
  plane.settle();
  const state = { cluster: plane.state(), released };
  expect(Object.keys(state.cluster.tasks)).not.toEqual([]);
  expect(parseState(stateText(state, 'this code'), 'this code')).toEqual(state);
});

test('a member that a later release added is filled in', async () => {
  const { version, cluster } = await clusterOf('1.1');
  const text = JSON.stringify(cluster).replaceAll('"dependsOn":[],', '');
  expect(text).not.toContain('dependsOn');
  const read = clusterSchema.parse(migrate(version, JSON.parse(text)));
  const definitions = Object.values(read.taskDefinitions).flatMap(
    ({ content }) => content.containerDefinitions,
  );
  expect(definitions.map(({ dependsOn }) => dependsOn)).toEqual([[], []]);
});
