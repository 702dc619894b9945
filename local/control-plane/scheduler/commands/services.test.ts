import { expect, test } from 'vitest';
import { observe } from '../observe/observe.ts';
import {
  accepted,
  balanced,
  clusterWith,
  container,
  deploymentConfiguration,
  emptyTestCluster,
  oblige,
  serviceInput,
  serviceNamed,
  steadyCluster,
  taskDefinition,
} from '../testing/cluster-fixtures.ts';
import type { CreateServiceInput, UpdateServiceInput } from './services.ts';
import { createService, deleteService, updateService } from './services.ts';
import { deregisterTaskDefinition, registerTaskDefinition } from './task-definitions.ts';

const registered = () => accepted(registerTaskDefinition(emptyTestCluster(), taskDefinition(), 0));
const webArn = 'arn:aws:ecs:ap-southeast-1:000000000000:task-definition/web:1';

test('a service is created with its first deployment', () => {
  const raised = observe(registered(), { type: 'alarms', inAlarm: ['a', 'c'] }, 5);
  const configuration = deploymentConfiguration({
    alarms: { enable: true, rollback: true, alarmNames: ['a', 'b'] },
  });
  const { taskDefinition: _, ...settings } = serviceInput({ deploymentConfiguration: configuration });
  const state = accepted(createService(raised, { ...settings, taskDefinition: 'web' }, 5));
  const [deployment] = serviceNamed(state).deployments;
  expect(serviceNamed(state)).toEqual({
    ...settings,
    status: 'ACTIVE',
    createdAt: 5,
    history: [],
    events: [],
    steady: false,
    stalled: false,
    deployments: [
      {
        id: deployment?.id,
        status: 'PRIMARY',
        rolloutState: 'IN_PROGRESS',
        rolloutStateReason: `ECS deployment ${deployment?.id} in progress.`,
        taskDefinition: webArn,
        loadBalancers: [balanced],
        networkConfiguration: settings.networkConfiguration,
        desiredCount: 2,
        failedTasks: 0,
        createdAt: 5,
        updatedAt: 5,
        ignoredAlarms: ['a'],
        consecutiveFailures: 0,
      },
    ],
  });
});

test('services and deployments never share an id', () => {
  const first = accepted(createService(registered(), serviceInput(), 0));
  const both = accepted(createService(first, serviceInput({ name: 'other' }), 0));
  const again = accepted(updateService(both, { service: 'web', forceNewDeployment: true }, 0));
  const ids = Object.values(again.services).flatMap((one) => one.deployments.map(({ id }) => id));
  expect(new Set(ids).size).toBe(3);
});

const refusal = (changes: Partial<CreateServiceInput>, state = registered()) => {
  const outcome = createService(state, serviceInput(changes), 0);
  return outcome.ok ? undefined : `${outcome.error.code}: ${outcome.error.message}`;
};

test('a service that could never run is refused', () => {
  const limits = (minimumHealthyPercent: number, maximumPercent: number) => ({
    deploymentConfiguration: deploymentConfiguration({ minimumHealthyPercent, maximumPercent }),
  });
  expect([
    refusal({ taskDefinition: 'other' }),
    refusal({ desiredCount: -1 }),
    refusal({ desiredCount: 1.5 }),
    refusal({ healthCheckGracePeriodSeconds: -1 }),
    refusal(limits(100, 99)),
    refusal(limits(-1, 200)),
    refusal(limits(101, 200)),
    refusal(limits(100, 100)),
    refusal({ loadBalancers: [{ ...balanced, containerName: 'other' }] }),
    refusal({ loadBalancers: [{ ...balanced, containerPort: 80 }] }),
  ]).toEqual([
    'ClientException: TaskDefinition not found.',
    'InvalidParameterException: Desired count must be a whole number of at least 0.',
    'InvalidParameterException: Desired count must be a whole number of at least 0.',
    'InvalidParameterException: Health check grace period must be a whole number of at least 0.',
    'InvalidParameterException: Maximum percent cannot be less than 100.',
    'InvalidParameterException: Minimum healthy percent must be between 0 and 100.',
    'InvalidParameterException: Minimum healthy percent must be between 0 and 100.',
    'InvalidParameterException: Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.',
    'InvalidParameterException: The container other does not exist in the task definition.',
    'InvalidParameterException: The container web did not have a container port 80 defined.',
  ]);
  expect(refusal({ ...limits(0, 100), desiredCount: 0 })).toBeUndefined();
  expect(refusal(limits(99, 100))).toBeUndefined();
  expect(refusal(limits(100, 101))).toBeUndefined();
});

test('a name is free again once its service is INACTIVE', () => {
  const active = clusterWith();
  expect(refusal({}, active)).toBe('InvalidParameterException: Creation of service was not idempotent.');
  const draining = accepted(deleteService(oblige(active, 0), { service: 'web', force: true }, 0));
  expect(refusal({}, draining)).toBe(
    'InvalidParameterException: Unable to Start a service that is still Draining.',
  );
  const inactive = oblige(draining, 0);
  const again = oblige(accepted(createService(inactive, serviceInput(), 0)), 0);
  expect(serviceNamed(again)).toMatchObject({ status: 'ACTIVE', steady: true });
});

const change = (input: Omit<UpdateServiceInput, 'service'>) => {
  const steady = steadyCluster();
  const changed = accepted(updateService(steady, { ...input, service: 'web' }, 60_000));
  return { before: serviceNamed(steady), after: serviceNamed(changed) };
};

test('the desired count takes effect on the deployment that is there', () => {
  const { before, after } = change({ desiredCount: 5 });
  expect(after).toEqual({
    ...before,
    desiredCount: 5,
    stalled: false,
    deployments: [{ ...before.deployments[0], desiredCount: 5, updatedAt: 60_000 }],
  });
});

test('a changed deployment configuration, grace period and the like start no deployment', () => {
  const settings = {
    deploymentConfiguration: deploymentConfiguration({ maximumPercent: 150 }),
    healthCheckGracePeriodSeconds: 9,
    enableECSManagedTags: true,
    tags: { a: 'b' },
  };
  const { before, after } = change(settings);
  expect(after).toEqual({ ...before, ...settings });
});

test('ECS Exec takes a task definition with a role, and starts no deployment', () => {
  const enableExecuteCommand = true;
  const roleless = updateService(steadyCluster(), { service: 'web', enableExecuteCommand }, 60_000);
  expect(roleless.ok ? undefined : roleless.error.message).toMatch(
    /^The service couldn't be updated because/,
  );
  const created = createService(clusterWith(), serviceInput({ name: 'new', enableExecuteCommand }), 0);
  expect(created.ok ? undefined : created.error.message).toMatch(/^The service couldn't be created because/);
  const withRole = steadyCluster({}, { taskRoleArn: 'arn:aws:iam::000000000000:role/web' });
  const changed = serviceNamed(
    accepted(updateService(withRole, { service: 'web', enableExecuteCommand }, 60_000)),
  );
  expect(changed).toMatchObject({ enableExecuteCommand, deployments: [{ status: 'PRIMARY' }] });
});

test('naming the revision that runs starts no deployment', () => {
  const { before, after } = change({ taskDefinition: webArn });
  expect(after.deployments).toEqual(before.deployments);
  expect(change({ taskDefinition: 'web' }).after.deployments).toHaveLength(1);
});

test('a forced deployment, another load balancer or another network starts a deployment', () => {
  const network = { subnets: ['a'], securityGroups: [], assignPublicIp: 'DISABLED' } as const;
  for (const input of [
    { forceNewDeployment: true },
    { loadBalancers: [] },
    { networkConfiguration: network },
  ]) {
    const { before, after } = change(input);
    expect(after.deployments.map((one) => [one.status, one.rolloutState])).toEqual([
      ['PRIMARY', 'IN_PROGRESS'],
      ['ACTIVE', 'COMPLETED'],
    ]);
    expect(after.deployments[1]).toEqual({
      ...before.deployments[0],
      status: 'ACTIVE',
      updatedAt: 60_000,
    });
    expect(after.steady).toBe(false);
  }
});

test('another revision starts one, and supersedes the one under way', () => {
  let state = accepted(registerTaskDefinition(steadyCluster(), taskDefinition({ cpu: 256 }), 0));
  state = accepted(updateService(state, { service: 'web', taskDefinition: 'web:2' }, 1));
  state = accepted(updateService(state, { service: 'web', taskDefinition: 'web:1' }, 2));
  const [third, second, first] = serviceNamed(state).deployments;
  expect([third, second, first]).toMatchObject([
    { status: 'PRIMARY', taskDefinition: webArn },
    { status: 'ACTIVE', supersededBy: third?.id },
    { status: 'ACTIVE' },
  ]);
  expect(first).not.toHaveProperty('supersededBy');
});

test('an update that cannot be is refused', () => {
  const steady = steadyCluster();
  const code = (input: Partial<UpdateServiceInput>, state = steady) => {
    const outcome = updateService(state, { service: 'web', ...input }, 0);
    return outcome.ok ? undefined : outcome.error.code;
  };
  expect(code({ service: 'other' })).toBe('ServiceNotFoundException');
  expect(code({ desiredCount: -1 })).toBe('InvalidParameterException');
  expect(code({ taskDefinition: 'web:7' })).toBe('ClientException');
  const blocked = deploymentConfiguration({ minimumHealthyPercent: 100, maximumPercent: 100 });
  expect(code({ deploymentConfiguration: blocked })).toBe('InvalidParameterException');
  const deleted = accepted(deleteService(steady, { service: 'web', force: true }, 0));
  expect(code({ desiredCount: 1 }, deleted)).toBe('ServiceNotActiveException');
});

test('a revision without the container or port that the load balancer needs is refused', () => {
  const portless = taskDefinition({ containerDefinitions: [container({ portMappings: [] })] });
  const state = accepted(registerTaskDefinition(steadyCluster(), portless, 0));
  const message = 'The container web did not have a container port 3000 defined.';
  expect(updateService(state, { service: 'web', taskDefinition: 'web' }, 0)).toMatchObject({
    error: { code: 'InvalidParameterException', message },
  });
  const unbalanced = { service: 'web', taskDefinition: 'web', loadBalancers: [] };
  expect(updateService(state, unbalanced, 0).ok).toBe(true);
  const elsewhere = { service: 'web', loadBalancers: [{ ...balanced, containerName: 'other' }] };
  expect(updateService(steadyCluster(), elsewhere, 0)).toMatchObject({
    error: { message: 'The container other does not exist in the task definition.' },
  });
});

test('when the clock was set back a change is still later than what was before', () => {
  const steady = steadyCluster({}, {}, 100_000);
  for (const outcome of [
    updateService(steady, { service: 'web', desiredCount: 5 }, 0),
    deleteService(steady, { service: 'web', force: true }, 0),
  ]) {
    expect(serviceNamed(accepted(outcome)).deployments[0]?.updatedAt).toBe(steady.clock?.latest);
  }
});

test('a revision that was deregistered while it runs stays, and can be deployed anew', () => {
  const state = accepted(deregisterTaskDefinition(steadyCluster(), 'web:1', 0));
  const input = { service: 'web', taskDefinition: webArn, forceNewDeployment: true };
  expect(serviceNamed(accepted(updateService(state, input, 0))).deployments).toHaveLength(2);
});

test('a service with tasks is deleted by force only', () => {
  const steady = steadyCluster();
  expect(deleteService(steady, { service: 'web' }, 0)).toMatchObject({
    error: {
      code: 'InvalidParameterException',
      message: 'The service cannot be stopped while it is scaled above 0.',
    },
  });
  expect(deleteService(steady, { service: 'other' }, 0)).toMatchObject({
    error: { code: 'ServiceNotFoundException' },
  });
  const deleted = accepted(deleteService(steady, { service: 'web', force: true }, 0));
  expect(serviceNamed(deleted)).toMatchObject({ status: 'DRAINING', desiredCount: 0 });
  expect(accepted(deleteService(deleted, { service: 'web' }, 0))).toBe(deleted);
  const empty = clusterWith({ desiredCount: 0 });
  expect(serviceNamed(accepted(deleteService(empty, { service: 'web' }, 0))).status).toBe('DRAINING');
});

test('a service may have the name of what every object of JavaScript has', () => {
  const state = accepted(createService(registered(), serviceInput({ name: 'constructor' }), 0));
  expect(serviceNamed(state, 'constructor').status).toBe('ACTIVE');
});

const monitoring = { metricConfigurations: [{ metricNames: ['CPUUtilization'], resolutionSeconds: 20 }] };

test('a new resolution of metrics starts a deployment that has it, and the same one does not', () => {
  const { before, after } = change({ monitoring });
  expect(after.deployments.map((one) => one.monitoring)).toEqual([monitoring, undefined]);
  expect(after.deployments[1]?.taskDefinition).toBe(before.deployments[0]?.taskDefinition);
  const steady = steadyCluster({ monitoring });
  const deployments = (input: Partial<UpdateServiceInput>) =>
    serviceNamed(accepted(updateService(steady, { service: 'web', ...input }, 0))).deployments.length;
  expect(deployments({ monitoring: structuredClone(monitoring) })).toBe(1);
  expect(deployments({ desiredCount: 3 })).toBe(1);
  expect(deployments({ monitoring: { metricConfigurations: [] } })).toBe(2);
});

test('an empty list of metrics means the default resolution', () => {
  const none = { metricConfigurations: [] };
  expect(change({ monitoring: none }).after.deployments).toHaveLength(1);
  const created = accepted(createService(registered(), serviceInput({ monitoring: none }), 0));
  expect(serviceNamed(created)).not.toHaveProperty('monitoring');
  const back = updateService(steadyCluster({ monitoring }), { service: 'web', monitoring: none }, 0);
  expect(serviceNamed(accepted(back))).not.toHaveProperty('monitoring');
});
