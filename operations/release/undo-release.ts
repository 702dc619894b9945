import { Failure } from '../../failure/failure.ts';
import { type Clock, systemClock } from '../../time/clock.ts';
import { waitUntil } from '../../time/wait-until.ts';
import type { ServicesSource } from '../await-services.ts';
import type { ServiceStatus } from '../service-status.ts';
import { isSteady } from '../steady-service.ts';
import type { RolledBackRelease } from './rolled-back-release.ts';
import { revisionName, whatRuns } from './what-runs.ts';

/** How a release is undone. */
export interface Undoing {
  /** Begins to roll it back; `because` is the code of the failure. */
  readonly rollBack: (because: string) => Promise<RolledBackRelease>;
  readonly onProgress: (progress: string) => void;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

/**
 * Takes a release back as CloudFormation rolls back a whole update, and waits until the services are steady. Gives a
 * sentence on each service that ECS had not rolled back by itself.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-failure-options.html
 */
export async function undoRelease(
  source: Pick<ServicesSource, 'services'>,
  undoing: Undoing,
  because: string,
): Promise<readonly string[]> {
  const { hasRolledBack, restored, deleted } = await undoing.rollBack(because);
  if (!hasRolledBack) {
    return [
      'There is no earlier release to go back to, so nothing was rolled back.',
      ...whatRuns(await source.services()),
    ];
  }
  const names = [...restored.map(({ service }) => service), ...deleted];
  if (names.length > 0) await awaitRollback(source, names, undoing);
  return [
    ...restored.map(
      ({ service, taskDefinition }) =>
        `The service ${service} was rolled back to ${revisionName(taskDefinition)}.`,
    ),
    ...deleted.map((service) => `The service ${service}, which was new, was deleted.`),
  ];
}

/** What the services ran before does not start either: the cause is seldom in the release. */
const lookForCause = 'Mend what keeps the tasks of before from starting, which store:doctor names.';

async function awaitRollback(
  source: Pick<ServicesSource, 'services'>,
  names: readonly string[],
  { onProgress, signal, clock = systemClock }: Undoing,
): Promise<void> {
  await waitUntil(
    {
      what: 'the services of the failed release to be rolled back',
      timeoutMs: 600_000,
      hint: lookForCause,
      everyMs: 250,
      clock,
      ...(signal === undefined ? {} : { signal }),
    },
    async () => {
      const services = (await source.services()).filter(({ name }) => names.includes(name));
      onProgress(`rolling back ${names.join(', ')}`);
      const failed = services.find(hasFailed);
      if (failed !== undefined) throw rollbackFailed(failed);
      return services.every(isSteady) ? true : undefined;
    },
  );
}

function hasFailed({ status, rolloutState }: ServiceStatus): boolean {
  return status === 'ACTIVE' && rolloutState === 'FAILED';
}

function rollbackFailed({ name, rolloutStateReason = 'its deployment failed.' }: ServiceStatus): Failure {
  return new Failure('ROLLBACK_FAILED', `The rollback of the service ${name} failed: ${rolloutStateReason}`, {
    hint: lookForCause,
  });
}
