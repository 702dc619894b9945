import type { NoteDetails, Progress } from '../../progress/progress.ts';
import { type Clock, systemClock } from '../../time/clock.ts';
import { awaitServices, type ServicesSource } from '../await-services.ts';
import type { WhereToLook } from '../where-to-look.ts';
import type { HopelessWatch } from '../why-failed.ts';
import { failRelease } from './fail-release.ts';
import type { RolledBackRelease } from './rolled-back-release.ts';

/** A way in which services come to a release: by CloudFormation, by ECS alone, or by the local control plane. */
export interface RollOut {
  /** Begins it; gives the ARN of the revision that each service is to run, by the service's name. */
  begin(): Promise<Readonly<Record<string, string>>>;
  /** Takes back what it has begun; `because` is the code of the failure. */
  undo(because: string): Promise<RolledBackRelease>;
  /** Told once the services run it and the storefront answers. */
  complete?(): Promise<void>;
}

/** What a roll-out is watched with. */
export interface RollOutWatch {
  /** The services of the cluster; asked for once the roll-out has begun. */
  readonly source: (services: readonly string[]) => Promise<ServicesSource>;
  readonly hints: WhereToLook;
  /** Whether the storefront answers as it should; raises `SMOKE_CHECK_FAILED`. */
  readonly smokeCheck: () => Promise<string>;
  /** For these revisions, by service: finds a service that is not worth waiting for until ECS gives it up. */
  readonly watchHopeless?: (revisions: Readonly<Record<string, string>>) => HopelessWatch;
  readonly signal: AbortSignal;
  readonly clock?: Clock;
}

/**
 * Brings the services to a release, waits until they are steady, and asks the storefront. Gives the ARN of the revision that
 * each runs, by the service's name. Raises `STORE_DOES_NOT_START`,
 * `TIMED_OUT` or `SMOKE_CHECK_FAILED` after all services have been taken back to what they ran before.
 */
export async function rollOut(
  progress: Pick<Progress, 'step'>,
  way: RollOut,
  watch: RollOutWatch,
): Promise<Readonly<Record<string, string>>> {
  const { signal, clock = systemClock } = watch;
  const undoing = { rollBack: (because: string) => way.undo(because), signal, clock };
  const { source, revisions } = await progress.step('Services', async (step) => {
    const revisions = await way.begin();
    const services = await watch.source(Object.keys(revisions));
    const onProgress = (text: string, details?: NoteDetails) => step.note(text, details);
    const hopeless = watch.watchHopeless?.(revisions);
    const wait = {
      ...{ revisions, onProgress, step, signal, clock, hints: watch.hints },
      ...(hopeless === undefined ? {} : { hopeless }),
    };
    const counts = awaitServices(services, wait);
    step.result(await counts.catch((error) => failRelease(error, services, { ...undoing, onProgress })));
    return { source: services, revisions };
  });
  await progress.step('Storefront', async (step) => {
    const onProgress = (text: string) => step.note(text);
    const answer = watch.smokeCheck();
    step.result(await answer.catch((error) => failRelease(error, source, { ...undoing, onProgress })));
  });
  await way.complete?.();
  return revisions;
}
