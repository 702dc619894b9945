import { z } from 'zod';
import type { LiveDatabase } from '../../../model/databases.ts';
import { rdsArn, requireInstance } from '../find.ts';
import { filtered, filters, identifier, operation, pageOf, paging } from '../operation.ts';
import { dbInstanceShape } from '../shapes/db-instance.ts';

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstances.html */
export const describeDBInstances = operation(
  z.object({ DBInstanceIdentifier: identifier.optional(), Filters: filters, ...paging }),
  async (request, controlPlane) => {
    const name = request.DBInstanceIdentifier?.split(':').at(-1);
    const all =
      name === undefined
        ? await controlPlane.surroundings.databases.instances()
        : [await requireInstance(controlPlane, name)];
    const found = filtered<LiveDatabase>(all, request.Filters, {
      'db-instance-id': (instance) => [instance.identifier, rdsArn(controlPlane, 'db', instance.identifier)],
      'dbi-resource-id': ({ resourceId }) => [resourceId],
      'db-cluster-id': () => [],
      domain: () => [],
      engine: () => ['postgres'],
    });
    const { items, Marker } = pageOf(found, request, [name, request.Filters]);
    const shapes = items.map((instance) => dbInstanceShape(instance, controlPlane));
    return { Marker, DBInstances: { DBInstance: shapes } };
  },
);
