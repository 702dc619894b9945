import { z } from 'zod';
import { AwsError } from '../../aws-error.ts';
import type { ControlPlane } from '../../control-plane.ts';
import { definedAs, requireAvailable, requireFreeName, requireInstance, requireSnapshot } from '../find.ts';
import { flag, identifier, operation } from '../operation.ts';
import { dbInstanceShape } from '../shapes/db-instance.ts';

const time = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)), 'expected a time such as 2027-01-15T10:00:00Z')
  .transform((text) => Date.parse(text));

/**
 * A new instance from what another was at a time. The other settings that can be given are those of the source locally.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceToPointInTime.html
 */
export const restoreDBInstanceToPointInTime = operation(
  z.object({
    SourceDBInstanceIdentifier: identifier.optional(),
    SourceDbiResourceId: z.string().optional(),
    TargetDBInstanceIdentifier: identifier,
    RestoreTime: time.optional(),
    UseLatestRestorableTime: flag.optional(),
  }),
  async (request, controlPlane) => {
    const { TargetDBInstanceIdentifier: target, RestoreTime, UseLatestRestorableTime } = request;
    const source = await sourceOf(request, controlPlane);
    await requireFreeName(controlPlane, 'TargetDBInstanceIdentifier', target);
    if ((RestoreTime === undefined) === (UseLatestRestorableTime !== true)) {
      throw new AwsError(
        'InvalidParameterCombination',
        'Either RestoreTime or UseLatestRestorableTime must be specified, and not both.',
      );
    }
    if (definedAs(controlPlane, source)?.settings?.backupRetentionDays === 0) {
      throw new AwsError(
        'PointInTimeRestoreNotEnabled',
        `Backup retention is set to 0 for DBInstance ${source.identifier}, which disables point in time restore.`,
      );
    }
    requireAvailable(source);
    requireInWindow(source, RestoreTime);
    await controlPlane.surroundings.databases.restore(
      { kind: 'time', instance: source.identifier, atMs: RestoreTime },
      target,
    );
    return { DBInstance: dbInstanceShape(await requireInstance(controlPlane, target), controlPlane) };
  },
);

type Source = Awaited<ReturnType<typeof requireInstance>>;

async function sourceOf(
  request: {
    readonly SourceDBInstanceIdentifier?: string | undefined;
    readonly SourceDbiResourceId?: string | undefined;
  },
  controlPlane: ControlPlane,
): Promise<Source> {
  const { SourceDBInstanceIdentifier: name, SourceDbiResourceId: resourceId } = request;
  if (name !== undefined) return await requireInstance(controlPlane, name);
  const found = (await controlPlane.surroundings.databases.instances()).find(
    (each) => each.resourceId === resourceId,
  );
  if (found !== undefined) return found;
  throw new AwsError('DBInstanceNotFound', `DBInstance ${resourceId ?? ''} not found.`, 404);
}

function requireInWindow({ identifier: name, restorable }: Source, atMs: number | undefined): void {
  if (restorable === undefined) {
    throw new AwsError(
      'InvalidRestoreFault',
      `DBInstance ${name} has no backup yet, so that it cannot be restored to a point in time.`,
    );
  }
  if (atMs === undefined) return;
  const { fromMs, toMs } = restorable;
  if (atMs < fromMs || atMs > toMs) {
    const window = [fromMs, toMs].map((ms) => new Date(ms).toISOString()).join(' and ');
    throw new AwsError(
      'InvalidParameterValue',
      `The specified instance cannot be restored to ${new Date(atMs).toISOString()}: RestoreTime must be between ${window}.`,
    );
  }
}

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceFromDBSnapshot.html */
export const restoreDBInstanceFromDBSnapshot = operation(
  z.object({ DBInstanceIdentifier: identifier, DBSnapshotIdentifier: identifier }),
  async ({ DBInstanceIdentifier: target, DBSnapshotIdentifier }, controlPlane) => {
    const snapshot = requireSnapshot(controlPlane, DBSnapshotIdentifier.split(':').at(-1) ?? '');
    await requireFreeName(controlPlane, 'DBInstanceIdentifier', target);
    if (snapshot.status !== 'available') {
      throw new AwsError(
        'InvalidDBSnapshotState',
        `The DB snapshot ${snapshot.identifier} is not available.`,
      );
    }
    await controlPlane.surroundings.databases.restore(
      { kind: 'snapshot', snapshot: snapshot.identifier },
      target,
    );
    return { DBInstance: dbInstanceShape(await requireInstance(controlPlane, target), controlPlane) };
  },
);
