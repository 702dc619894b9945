import { isDeepStrictEqual } from 'node:util';
import type { AwsClients } from '../../aws/clients.ts';
import { eventually } from '../eventually.ts';
import { describeServices, targetStates } from '../faults/services.ts';
import type { ScaledService } from '../scaling/scaled-service.ts';

/** How a service, its scaling and what is about it are once nothing happens any more, as the SDK tells it. */
export async function readEnding(clients: AwsClients, service: ScaledService, since: Date) {
  const [services, targets, alarms, secrets, activities] = await Promise.all([
    describeServices(clients),
    targetStates(clients),
    alarmStates(clients),
    secretNames(clients),
    service.activities(since),
  ]);
  return {
    services: services.map(({ serviceName, desiredCount, runningCount, pendingCount }) => ({
      ...{ serviceName, desiredCount, runningCount, pendingCount },
    })),
    targets,
    alarms,
    secrets,
    unfinished: activities.filter(({ StatusCode }) => StatusCode === 'InProgress').length,
  };
}

export type ScalingEnding = Awaited<ReturnType<typeof readEnding>>;

const settledWithinMs = 120_000;

/** Waits until all is at rest, and as it was after another time if that is given. */
export async function endingLike(
  read: () => Promise<ScalingEnding>,
  expected?: ScalingEnding,
): Promise<ScalingEnding> {
  let ending: ScalingEnding | undefined;
  const isSettled = async () => {
    ending = await read().catch(() => undefined);
    return (
      ending !== undefined &&
      (expected === undefined ? isAtRest(ending) : isDeepStrictEqual(ending, expected))
    );
  };
  await eventually('the ending', isSettled, settledWithinMs).catch((error: unknown) => {
    throw new Error(`It ended as\n${JSON.stringify(ending)}\nin place of\n${JSON.stringify(expected)}`, {
      cause: error,
    });
  });
  if (ending === undefined) throw new Error('There is no ending');
  return ending;
}

function isAtRest({ services, targets, alarms, unfinished }: ScalingEnding): boolean {
  return (
    services.every(
      ({ desiredCount, runningCount, pendingCount }) => desiredCount === runningCount && pendingCount === 0,
    ) &&
    targets.every((state) => state === 'healthy') &&
    alarms.every((alarm) => alarm.endsWith(': OK')) &&
    unfinished === 0
  );
}

/**
 * The states of the definition's own alarms, and of those that make a policy scale out. How soon one that makes a policy
 * scale in is in ALARM depends on the minutes before.
 */
async function alarmStates(clients: AwsClients): Promise<readonly string[]> {
  const cloudWatch = await clients.cloudWatch();
  const { MetricAlarms = [] } = await cloudWatch.describeAlarms({});
  return MetricAlarms.filter(({ AlarmName = '' }) => !AlarmName.includes('-AlarmLow-'))
    .map(({ AlarmName, StateValue }) => `${AlarmName}: ${StateValue}`)
    .toSorted();
}

/** What LocalStack has again after its death. */
async function secretNames(clients: AwsClients): Promise<readonly string[]> {
  const secrets = await clients.secretsManager();
  const { SecretList = [] } = await secrets.listSecrets({ MaxResults: 100 });
  return SecretList.map(({ Name = '' }) => Name).toSorted();
}
