import { z } from 'zod';
import type { DatabaseSnapshot } from '../../../model/databases.ts';
import { AwsError } from '../../aws-error.ts';
import {
  definedAs,
  rdsArn,
  requireAvailable,
  requireFreeSnapshot,
  requireInstance,
  requireSnapshot,
} from '../find.ts';
import { filtered, filters, identifier, listOf, operation, pageOf, paging } from '../operation.ts';
import { dbSnapshotShape } from '../shapes/db-snapshot.ts';

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBSnapshots.html */
export const describeDBSnapshots = operation(
  z.object({
    DBInstanceIdentifier: identifier.optional(),
    DBSnapshotIdentifier: identifier.optional(),
    DbiResourceId: z.string().optional(),
    SnapshotType: z.string().optional(),
    Filters: filters,
    ...paging,
  }),
  async (request, controlPlane) => {
    const { DBInstanceIdentifier, DbiResourceId, SnapshotType, Filters } = request;
    const name = request.DBSnapshotIdentifier?.split(':').at(-1);
    const all =
      name === undefined
        ? controlPlane.surroundings.databases.snapshots()
        : [requireSnapshot(controlPlane, name)];
    const found = all.filter(
      ({ instance, resourceId, kind }) =>
        (DBInstanceIdentifier === undefined || instance === DBInstanceIdentifier) &&
        (DbiResourceId === undefined || resourceId === DbiResourceId) &&
        (SnapshotType === undefined || kind === SnapshotType),
    );
    const passing = filtered<DatabaseSnapshot>(found, Filters, {
      'db-instance-id': ({ instance }) => [instance, rdsArn(controlPlane, 'db', instance)],
      'db-snapshot-id': (snapshot) => [snapshot.identifier],
      'dbi-resource-id': ({ resourceId }) => [resourceId],
      'snapshot-type': ({ kind }) => [kind],
      engine: () => ['postgres'],
    });
    const list = [DBInstanceIdentifier, DbiResourceId, SnapshotType, name, Filters];
    const { items, Marker } = pageOf(passing, request, list);
    const shapes = items.map((snapshot) => dbSnapshotShape(snapshot, controlPlane));
    return { Marker, DBSnapshots: { DBSnapshot: shapes } };
  },
);

const tags = listOf('Tag', z.object({ Key: z.string(), Value: z.string().default('') }));

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBSnapshot.html */
export const createDBSnapshot = operation(
  z.object({ DBInstanceIdentifier: identifier, DBSnapshotIdentifier: identifier, Tags: tags }),
  async ({ DBInstanceIdentifier, DBSnapshotIdentifier, Tags = [] }, controlPlane) => {
    const instance = await requireInstance(controlPlane, DBInstanceIdentifier);
    requireFreeSnapshot(controlPlane, DBSnapshotIdentifier);
    requireAvailable(instance);
    const { copiesTagsToSnapshots, tags: own } = definedAs(controlPlane, instance)?.settings ?? {};
    const given = Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
    await controlPlane.surroundings.databases.createSnapshot(instance, DBSnapshotIdentifier, {
      ...(copiesTagsToSnapshots === true ? own : {}),
      ...given,
    });
    return { DBSnapshot: dbSnapshotShape(requireSnapshot(controlPlane, DBSnapshotIdentifier), controlPlane) };
  },
);

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBSnapshot.html */
export const deleteDBSnapshot = operation(
  z.object({ DBSnapshotIdentifier: identifier }),
  async ({ DBSnapshotIdentifier }, controlPlane) => {
    const snapshot = requireSnapshot(controlPlane, DBSnapshotIdentifier);
    if (snapshot.status === 'creating') {
      throw new AwsError(
        'InvalidDBSnapshotState',
        `Cannot delete the snapshot because it is not currently in the available or failed state.`,
      );
    }
    await controlPlane.surroundings.databases.deleteSnapshot(DBSnapshotIdentifier);
    return { DBSnapshot: { ...dbSnapshotShape(snapshot, controlPlane), Status: 'deleted' } };
  },
);
