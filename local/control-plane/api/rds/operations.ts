import type { Operations } from '../protocols/service.ts';
import { deleteDBInstance, modifyDBInstance, rebootDBInstance } from './operations/change-db-instance.ts';
import { describeDBInstances } from './operations/describe-db-instances.ts';
import { describeEvents } from './operations/describe-events.ts';
import { restoreDBInstanceFromDBSnapshot, restoreDBInstanceToPointInTime } from './operations/restore.ts';
import { createDBSnapshot, deleteDBSnapshot, describeDBSnapshots } from './operations/snapshots.ts';

/** The operations of RDS's API that are answered here, by name. */
export const operations: Operations = new Map(
  Object.entries({
    CreateDBSnapshot: createDBSnapshot,
    DeleteDBInstance: deleteDBInstance,
    DeleteDBSnapshot: deleteDBSnapshot,
    DescribeDBInstances: describeDBInstances,
    DescribeDBSnapshots: describeDBSnapshots,
    DescribeEvents: describeEvents,
    ModifyDBInstance: modifyDBInstance,
    RebootDBInstance: rebootDBInstance,
    RestoreDBInstanceFromDBSnapshot: restoreDBInstanceFromDBSnapshot,
    RestoreDBInstanceToPointInTime: restoreDBInstanceToPointInTime,
  }),
);
