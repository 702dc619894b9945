import { z } from 'zod';
import { AwsError } from '../../aws-error.ts';
import {
  definedAs,
  requireAvailable,
  requireFreeName,
  requireFreeSnapshot,
  requireInstance,
} from '../find.ts';
import { flag, identifier, operation } from '../operation.ts';
import { dbInstanceShape } from '../shapes/db-instance.ts';

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RebootDBInstance.html */
export const rebootDBInstance = operation(
  z.object({ DBInstanceIdentifier: identifier, ForceFailover: flag.default(false) }),
  async ({ DBInstanceIdentifier, ForceFailover }, controlPlane) => {
    const instance = await requireInstance(controlPlane, DBInstanceIdentifier);
    if (ForceFailover && definedAs(controlPlane, instance)?.settings?.isMultiAz !== true) {
      throw new AwsError(
        'InvalidParameterCombination',
        'Cannot force failover: the DB instance is not a Multi-AZ deployment.',
      );
    }
    requireAvailable(instance);
    await controlPlane.surroundings.databases.reboot(instance, { withFailover: ForceFailover });
    return { DBInstance: { ...dbInstanceShape(instance, controlPlane), DBInstanceStatus: 'rebooting' } };
  },
);

const renameOnly = ['DBInstanceIdentifier', 'NewDBInstanceIdentifier', 'ApplyImmediately'];

/**
 * Renames an instance. Other changes are the template's: they come with the next `local:up`.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html
 */
export const modifyDBInstance = operation(
  z.looseObject({
    DBInstanceIdentifier: identifier,
    NewDBInstanceIdentifier: identifier.optional(),
    ApplyImmediately: flag.default(false),
  }),
  async (request, controlPlane) => {
    const { DBInstanceIdentifier, NewDBInstanceIdentifier: next, ApplyImmediately } = request;
    const instance = await requireInstance(controlPlane, DBInstanceIdentifier);
    const others = Object.keys(request).filter((name) => !renameOnly.includes(name));
    if (others.length > 0) {
      throw new AwsError(
        'NotImplemented',
        `ModifyDBInstance only renames instances locally; it does not change ${others.join(', ')}. Change the definition, and run local:up.`,
        501,
      );
    }
    if (next === undefined) return { DBInstance: dbInstanceShape(instance, controlPlane) };
    if (!ApplyImmediately) {
      throw new AwsError(
        'NotImplemented',
        'The local environment has no maintenance window: rename an instance with ApplyImmediately.',
        501,
      );
    }
    if (instance.source !== undefined) {
      throw new AwsError(
        'NotImplemented',
        `The local environment does not rename the read replica ${instance.identifier}.`,
        501,
      );
    }
    await requireFreeName(controlPlane, 'NewDBInstanceIdentifier', next);
    requireAvailable(instance);
    await controlPlane.surroundings.databases.rename(instance, next);
    return {
      DBInstance: {
        ...dbInstanceShape(instance, controlPlane),
        PendingModifiedValues: { DBInstanceIdentifier: next },
      },
    };
  },
);

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html */
export const deleteDBInstance = operation(
  z.object({
    DBInstanceIdentifier: identifier,
    SkipFinalSnapshot: flag.default(false),
    FinalDBSnapshotIdentifier: identifier.optional(),
  }),
  async ({ DBInstanceIdentifier, SkipFinalSnapshot, FinalDBSnapshotIdentifier }, controlPlane) => {
    const instance = await requireInstance(controlPlane, DBInstanceIdentifier);
    if (instance.isDefined) {
      throw new AwsError(
        'InvalidParameterCombination',
        `${instance.identifier} is of the definition, so that it is only deleted with the environment: local:down --volumes.`,
      );
    }
    if (SkipFinalSnapshot === (FinalDBSnapshotIdentifier !== undefined)) {
      throw new AwsError(
        'InvalidParameterCombination',
        'FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified, and cannot be specified with it.',
      );
    }
    if (FinalDBSnapshotIdentifier !== undefined) requireFreeSnapshot(controlPlane, FinalDBSnapshotIdentifier);
    await controlPlane.surroundings.databases.delete(instance, FinalDBSnapshotIdentifier);
    return { DBInstance: { ...dbInstanceShape(instance, controlPlane), DBInstanceStatus: 'deleting' } };
  },
);
