import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type AssemblyStack, readAssembly } from '../../definition/template/read-assembly.ts';
import type { Workload } from '../../definition/workload.ts';
import { createApp } from '../../stack/create-app.ts';
import { digestOf } from './digest.ts';
import { localWorkload } from './local-workload.ts';
import { providedResources } from './provided-resources.ts';
import { reduceForLocalStack } from './reduce-for-localstack.ts';

async function synthesize(environment: string): Promise<AssemblyStack> {
  const outdir = await mkdtemp(join(tmpdir(), 'own-stack-'));
  try {
    createApp({ outdir, context: { environment, draft: 'true' } }).synth();
    const [stack] = await readAssembly(outdir);
    if (stack === undefined) throw new Error('the app has no stack');
    return stack;
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}

describe.each(['local', 'staging', 'production'])('the store’s own stack, %s', (environment) => {
  let stack: AssemblyStack;
  let workload: Workload;

  beforeAll(async () => {
    stack = await synthesize(environment);
    workload = localWorkload(stack);
  }, 60_000);

  test('has a provider for each resource, and something to say of it', () => {
    const silent = providedResources(stack.template).filter(({ why }) => why === '');
    expect(silent).toEqual([]);
  });

  test('has its services on tasks of the documented sizes', () => {
    const size = (logicalId: string) => workload.taskDefinitions.find((task) => task.logicalId === logicalId);
    const services = workload.services.map(({ name, cluster, taskDefinition, loadBalancers }) => ({
      name,
      cluster,
      cpu: size(taskDefinition)?.cpu,
      memoryMiB: size(taskDefinition)?.memoryMiB,
      ports: loadBalancers.map(({ containerName, containerPort }) => `${containerName}:${containerPort}`),
    }));
    const prefix = `spree-${environment}`;
    const cluster = `${prefix}-cluster`;
    expect(services.toSorted((left, right) => left.name.localeCompare(right.name))).toEqual([
      { name: `${prefix}-web`, cluster, cpu: 512, memoryMiB: 1024, ports: ['web:3000'] },
      { name: `${prefix}-worker`, cluster, cpu: 256, memoryMiB: 512, ports: [] },
    ]);
  });

  test('gives its containers local hosts and no value in clear that is a secret', () => {
    const web = workload.taskDefinitions.find(({ family }) => family === `spree-${environment}-web`);
    const [container] = web?.containerDefinitions ?? [];
    const environmentOf = Object.fromEntries(
      container?.environment.map(({ name, value }) => [name, value]) ?? [],
    );
    expect(environmentOf).toMatchObject({
      DATABASE_HOST: 'postgres',
      DATABASE_REPLICA_HOST: 'postgres-replica',
      DATABASE_PORT: '5432',
      REDIS_HOST: 'redis',
      REDIS_PORT: '6379',
    });
    const arn = `arn:aws:secretsmanager:${workload.region}:000000000000:secret:spree-${environment}`;
    expect(container?.secrets.find(({ name }) => name === 'DATABASE_PASSWORD')).toEqual({
      name: 'DATABASE_PASSWORD',
      valueFrom: `${arn}/application:password::`,
    });
  });

  test('has a primary with a replica, and a Redis whose token is a secret', () => {
    const [primary, replica] = workload.databases.toSorted((one) =>
      one.sourceInstance === undefined ? -1 : 1,
    );
    expect(replica?.sourceInstance).toBe(primary?.logicalId);
    const secret = workload.secrets.find(({ attachedDatabase }) => attachedDatabase === primary?.logicalId);
    expect(secret?.name).toBe(`spree-${environment}/database`);
    const token = workload.replicationGroups[0]?.authToken;
    expect(workload.secrets.find(({ logicalId }) => logicalId === token?.secret)?.name).toBe(
      `spree-${environment}/redis`,
    );
  });

  test('has scaling policies for both services, and alarms that notify its topic', () => {
    const prefix = `spree-${environment}`;
    const scaled = workload.scalableTargets.map(({ resourceId, policies }) => [
      resourceId,
      policies.map((policy) => policy.kind === 'target-tracking' && policy.targetValue),
    ]);
    expect(Object.fromEntries(scaled)).toEqual({
      [`service/${prefix}-cluster/${prefix}-web`]: [70, 80, 1000],
      [`service/${prefix}-cluster/${prefix}-worker`]: [70, 60],
    });
    const topic = `arn:aws:sns:${workload.region}:000000000000:${prefix}-alarms`;
    expect(workload.alarms.map(({ alarmName }) => alarmName)).toContain(`${prefix}-WebTasks`);
    expect(workload.alarms.filter(({ alarmActions }) => alarmActions[0] !== topic)).toEqual([]);
  });

  test('has the same digest in another folder', async () => {
    expect(digestOf(localWorkload(await synthesize(environment)))).toBe(digestOf(localWorkload(stack)));
  }, 60_000);

  test('leaves LocalStack a part that needs no parameter and no other resource', () => {
    const reduced = reduceForLocalStack(stack);
    const referred = [...JSON.stringify(reduced).matchAll(/"Ref":"(\w+)"/g)].map(([, id]) => id ?? '');
    expect(referred.filter((id) => !Object.hasOwn(reduced.Resources, id))).toEqual([]);
    expect(Object.keys(reduced)).toEqual(['Resources', 'Outputs']);
  });
});

test('the store’s own stack, small, has no replica: what reads is the primary', async () => {
  const workload = localWorkload(await synthesize('small'));
  expect(workload.databases.map(({ sourceInstance }) => sourceInstance)).toEqual([undefined]);
  const web = workload.taskDefinitions.find(({ family }) => family === 'spree-small-web');
  const variables = Object.fromEntries(
    web?.containerDefinitions[0]?.environment.map(({ name, value }) => [name, value]) ?? [],
  );
  expect([variables.DATABASE_HOST, variables.DATABASE_REPLICA_HOST]).toEqual(['postgres', 'postgres']);
}, 60_000);
