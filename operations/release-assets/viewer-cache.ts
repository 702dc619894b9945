import type { CloudFront } from '../../aws/cloudfront-types.ts';
import { errorMessage } from '../../failure/error-message.ts';
import { Failure } from '../../failure/failure.ts';
import { shellQuoted } from '../../failure/shell-quoted.ts';
import { type Clock, systemClock } from '../../time/clock.ts';
import { awsCommand } from '../aws-command.ts';
import type { OwedInvalidation } from './owed-invalidation.ts';

/** What keeps assets near to viewers. */
export interface ViewerCache {
  /** Has it forget paths; gives whether it has done so everywhere. Raises `EDGE_NOT_INVALIDATED`. */
  invalidate(owed: OwedInvalidation): Promise<boolean>;
}

/** Edges forget within seconds, mostly. Nothing depends on the last of them, so a release does not wait for longer. */
const longestWaitMs = 60_000;
const pollMs = 2_000;

/** The cache of a distribution of CloudFront, or of the local edge. */
export function distributionCache(
  cloudFront: CloudFront,
  DistributionId: string,
  { signal, clock = systemClock }: { readonly signal: AbortSignal; readonly clock?: Clock },
): ViewerCache {
  const isComplete = async (Id: string) => {
    const { Invalidation } = await cloudFront.getInvalidation({ DistributionId, Id });
    return Invalidation?.Status === 'Completed';
  };
  return {
    async invalidate({ reference, paths }) {
      const begun = await begin(cloudFront, DistributionId, { reference, paths });
      const until = clock.now() + longestWaitMs;
      let isDone = begun.isComplete;
      // That it was asked for is what counts: how far it is may stay unknown.
      while (!isDone && clock.now() < until && !signal.aborted) {
        await clock.sleep(pollMs, signal);
        isDone = await isComplete(begun.id).catch(() => false);
      }
      return isDone;
    },
  };
}

async function begin(
  cloudFront: CloudFront,
  DistributionId: string,
  { reference, paths }: OwedInvalidation,
): Promise<{ readonly id: string; readonly isComplete: boolean }> {
  try {
    const { Invalidation } = await cloudFront.createInvalidation({
      DistributionId,
      InvalidationBatch: {
        CallerReference: reference,
        Paths: { Quantity: paths.length, Items: [...paths] },
      },
    });
    return { id: Invalidation?.Id ?? '', isComplete: Invalidation?.Status === 'Completed' };
  } catch (cause) {
    throw new Failure(
      'EDGE_NOT_INVALIDATED',
      `CloudFront was not told to forget ${paths.length === 1 ? paths[0] : `${paths.length} paths`} of ${DistributionId}: ${errorMessage(cause)}`,
      { cause, hint: `By hand: ${await byHand(cloudFront, DistributionId, paths)}` },
    );
  }
}

async function byHand(cloudFront: CloudFront, id: string, paths: readonly string[]): Promise<string> {
  return await awsCommand(cloudFront, [
    ...['cloudfront', 'create-invalidation', '--distribution-id', id],
    ...['--paths', ...paths.map(shellQuoted)],
  ]);
}
