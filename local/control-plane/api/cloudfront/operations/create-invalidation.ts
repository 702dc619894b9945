import { z } from 'zod';
import { parseInvalidationPath } from '../../../model/invalidation-path.ts';
import { AwsError } from '../../aws-error.ts';
import type { EdgeCache } from '../../control-plane.ts';
import { derivedId } from '../../ecs/shapes/derived-id.ts';
import type { RestOperation } from '../../protocols/rest-xml-service.ts';
import { requireDistribution } from '../find.ts';
import { invalidationShape } from '../shapes/invalidation.ts';

const body = z.object({
  InvalidationBatch: z.object({
    CallerReference: z.string().min(1),
    Paths: z.object({
      Quantity: z.coerce.number().int(),
      Items: z.object({ Path: z.array(z.string()).default([]) }).default({ Path: [] }),
    }),
  }),
});

/** What CloudFront takes in invalidations that are under way, and so in one. */
const mostPaths = 3000;

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateInvalidation.html */
export const createInvalidation: RestOperation = async ({ parts: [id = ''], body: sent }, controlPlane) => {
  const found = requireDistribution(controlPlane, id);
  const { callerReference, paths } = readBatch(sent);
  const { edge } = controlPlane.surroundings;
  const repeated = repeatedInvalidation(edge, { distributionId: id, callerReference, paths });
  const invalidation = repeated ?? {
    id: `I${derivedId(found.id, callerReference).replaceAll('-', '').slice(0, 25).toUpperCase()}`,
    distributionId: id,
    callerReference,
    paths,
    createdAt: controlPlane.cloudWatch.nowMs(),
  };
  if (repeated === undefined) await edge.invalidate(invalidation);
  return {
    root: 'Invalidation',
    status: 201,
    headers: { location: `/2020-05-31/distribution/${id}/invalidation/${invalidation.id}` },
    content: invalidationShape(invalidation),
  };
};

/** Raises `MissingBody`, `InconsistentQuantities`, `InvalidArgument`, `TooManyInvalidationsInProgress`. */
function readBatch(sent: object) {
  if (Object.keys(sent).length === 0)
    throw new AwsError('MissingBody', 'This operation requires a body. Ensure that the body is present.');
  const { data } = body.safeParse(sent);
  if (data === undefined) throw new AwsError('InvalidArgument', 'The invalidation batch is not valid.');
  const { CallerReference: callerReference, Paths } = data.InvalidationBatch;
  const paths = Paths.Items.Path;
  if (paths.length !== Paths.Quantity)
    throw new AwsError('InconsistentQuantities', 'The value of Quantity and the size of Items do not match.');
  if (paths.length === 0 || paths.some((path) => parseInvalidationPath(path) === undefined))
    throw new AwsError('InvalidArgument', 'Your request contains one or more invalid invalidation paths.');
  if (paths.length > mostPaths)
    throw new AwsError(
      'BatchTooLarge',
      `Your request contains more than ${mostPaths} invalidation paths.`,
      413,
    );
  return { callerReference, paths };
}

/** The one that the same caller asked for before. Raises `InvalidationBatchAlreadyExists` where it had other paths. */
function repeatedInvalidation(
  edge: EdgeCache,
  wanted: {
    readonly distributionId: string;
    readonly callerReference: string;
    readonly paths: readonly string[];
  },
) {
  const before = edge
    .invalidations()
    .find(
      ({ distributionId, callerReference }) =>
        distributionId === wanted.distributionId && callerReference === wanted.callerReference,
    );
  if (before === undefined || JSON.stringify(before.paths) === JSON.stringify(wanted.paths)) return before;
  const message = `Another invalidation batch with the caller reference ${wanted.callerReference} has other paths.`;
  throw new AwsError('InvalidationBatchAlreadyExists', message, 409);
}
