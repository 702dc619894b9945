import { expect, test } from 'vitest';
import { serviceDeploymentArn } from '../../model/arns.ts';
import { plan } from '../plan.ts';
import {
  accepted,
  clusterWith,
  deploymentConfiguration,
  messages,
  oblige,
  serviceNamed,
  steadyCluster,
} from '../testing/cluster-fixtures.ts';
import { stopServiceDeployment } from './service-deployments.ts';
import { updateService } from './services.ts';

const arnOf = (state: ReturnType<typeof clusterWith>, index = 0) =>
  serviceDeploymentArn(state, 'web', serviceNamed(state).deployments[index]?.id ?? '');

test('a deployment that the user stops is rolled back, whatever its circuit breaker says', () => {
  const configuration = deploymentConfiguration({ circuitBreaker: { enable: false, rollback: false } });
  const steady = steadyCluster({ deploymentConfiguration: configuration });
  const good = serviceNamed(steady).deployments[0]?.id;
  const forced = accepted(updateService(steady, { service: 'web', forceNewDeployment: true }, 60_000));
  const under = plan(forced, 60_000).state;
  const stopped = accepted(stopServiceDeployment(under, { serviceDeploymentArn: arnOf(under) }, 61_000));
  expect(serviceNamed(stopped).deployments).toMatchObject([
    {
      id: good,
      status: 'PRIMARY',
      rolloutState: 'IN_PROGRESS',
      rolloutStateReason: `ECS deployment: rolling back to deploymentId ${good}.`,
      failedTasks: 0,
      updatedAt: 61_000,
    },
    {
      status: 'ACTIVE',
      rolloutState: 'FAILED',
      rolloutStateReason: 'ECS deployment: stopped by user.',
      failedBy: 'USER',
      rollback: { to: good, state: 'IN_PROGRESS' },
    },
  ]);
  const ended = oblige(stopped, 61_000);
  expect(serviceNamed(ended).deployments).toMatchObject([{ id: good, rolloutState: 'COMPLETED' }]);
  expect(serviceNamed(ended).history).toMatchObject([{ rollback: { to: good, state: 'SUCCESSFUL' } }]);
  expect(messages(ended)).toContain('rolling back to deployment D1.');
});

test('a rollback that is superseded has failed', () => {
  const steady = steadyCluster();
  const force = { service: 'web', forceNewDeployment: true };
  const under = plan(accepted(updateService(steady, force, 60_000)), 60_000).state;
  const stopped = accepted(stopServiceDeployment(under, { serviceDeploymentArn: arnOf(under) }, 60_000));
  const again = accepted(updateService(stopped, force, 60_000));
  expect(serviceNamed(again).deployments.map((one) => one.rollback?.state)).toEqual([
    undefined,
    undefined,
    'FAILED',
  ]);
});

test('the rollback of a deployment continues when the deployment is stopped again', () => {
  const under = accepted(updateService(steadyCluster(), { service: 'web', forceNewDeployment: true }, 0));
  const input = { serviceDeploymentArn: arnOf(under) };
  const stopped = accepted(stopServiceDeployment(under, input, 0));
  expect(stopServiceDeployment(stopped, input, 0)).toEqual({
    ok: true,
    state: stopped,
    service: serviceNamed(stopped),
  });
  const ended = oblige(stopped, 0);
  expect(serviceNamed(ended).history[0]?.rollback?.state).toBe('SUCCESSFUL');
  expect(stopServiceDeployment(ended, input, 0)).toMatchObject({ error: { code: 'ConflictException' } });
});

test('what cannot be stopped is refused', () => {
  const code = (state: ReturnType<typeof clusterWith>, arn: string) => {
    const outcome = stopServiceDeployment(state, { serviceDeploymentArn: arn }, 0);
    return outcome.ok ? undefined : `${outcome.error.code}: ${outcome.error.message}`;
  };
  const first = clusterWith();
  const steady = steadyCluster();
  const forced = accepted(updateService(steady, { service: 'web', forceNewDeployment: true }, 0));
  const rolledBack = accepted(stopServiceDeployment(forced, { serviceDeploymentArn: arnOf(forced) }, 0));
  expect([
    code(first, 'arn:other'),
    code(first, arnOf(first)),
    code(steady, arnOf(steady)),
    code(forced, arnOf(forced, 1)),
    code(rolledBack, arnOf(rolledBack)),
  ]).toEqual([
    'ServiceDeploymentNotFoundException: The service deployment arn:other was not found.',
    'ConflictException: There is no completed service deployment to roll back to.',
    'ConflictException: The service deployment is not in progress.',
    'ConflictException: The service deployment is not in progress.',
    'ConflictException: The service deployment is not in progress.',
  ]);
});
