import { ownValue } from '../json/own-value.ts';
import type { Clock } from '../time/clock.ts';
import { systemClock } from '../time/clock.ts';
import { waitUntil } from '../time/wait-until.ts';
import type { ServicesSource } from './await-services.ts';
import type { ServiceStatus } from './service-status.ts';
import { isSteady } from './steady-service.ts';

/** A release that failed. */
export interface FailedRelease {
  /** ARN of the revision that each service was given, by the service's name. */
  readonly revisions: Readonly<Record<string, string>>;
  /** ARN of the revision that each service had before; one that is new has none. */
  readonly before: Readonly<Record<string, string>>;
  readonly onProgress: (progress: string) => void;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

/**
 * Takes the services of a failed release back to the revisions that they had, as CloudFormation rolls back a whole
 * update, and waits until they are steady. Gives a sentence on each that ECS had not rolled back by itself.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-failure-options.html
 */
export async function restoreServices(
  source: Pick<ServicesSource, 'services' | 'update'>,
  release: FailedRelease,
): Promise<readonly string[]> {
  const restored = (await source.services()).filter((service) => isLeftOver(service, release));
  if (restored.length === 0) return [];
  for (const { name } of restored) await source.update(name, ownValue(release.before, name) ?? '');
  const names = new Set(restored.map(({ name }) => name));
  await waitUntil(
    {
      what: 'the services of the failed release to be rolled back',
      timeoutMs: 600_000,
      everyMs: 250,
      clock: release.clock ?? systemClock,
      ...(release.signal === undefined ? {} : { signal: release.signal }),
    },
    async () => {
      const services = (await source.services()).filter(({ name }) => names.has(name));
      release.onProgress(`rolling back ${[...names].join(', ')}`);
      return services.every(isSteady) ? true : undefined;
    },
  );
  return restored.map(
    ({ name }) => `The service ${name} was rolled back to ${revisionOf(ownValue(release.before, name))}.`,
  );
}

function isLeftOver(
  { name, taskDefinition, status }: ServiceStatus,
  { revisions, before }: FailedRelease,
): boolean {
  const former = ownValue(before, name);
  return (
    status === 'ACTIVE' && Object.hasOwn(revisions, name) && former !== undefined && taskDefinition !== former
  );
}

function revisionOf(arn = ''): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
