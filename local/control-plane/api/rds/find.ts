import type { DatabaseInstance } from '../../../../definition/model/data-stores.ts';
import type { DatabaseSnapshot, LiveDatabase } from '../../model/databases.ts';
import { AwsError } from '../aws-error.ts';
import type { ControlPlane } from '../control-plane.ts';

/** The definition's instance from which an instance or a snapshot has its settings. */
export function definedAs(
  controlPlane: ControlPlane,
  { logicalId }: Pick<LiveDatabase, 'logicalId'>,
): DatabaseInstance | undefined {
  return controlPlane.workload()?.workload.databases.find((each) => each.logicalId === logicalId);
}

/** Raises `DBInstanceNotFound`. */
export async function requireInstance(controlPlane: ControlPlane, identifier: string): Promise<LiveDatabase> {
  const found = (await controlPlane.surroundings.databases.instances()).find(
    (each) => each.identifier === identifier,
  );
  if (found !== undefined) return found;
  throw new AwsError('DBInstanceNotFound', `DBInstance ${identifier} not found.`, 404);
}

/** Raises `DBSnapshotNotFound`. */
export function requireSnapshot(controlPlane: ControlPlane, identifier: string): DatabaseSnapshot {
  const found = controlPlane.surroundings.databases
    .snapshots()
    .find((each) => each.identifier === identifier);
  if (found !== undefined) return found;
  throw new AwsError('DBSnapshotNotFound', `DBSnapshot ${identifier} not found.`, 404);
}

/** Raises `InvalidDBInstanceState` for an instance of which something else is under way. */
export function requireAvailable({ identifier, status }: LiveDatabase): void {
  if (status === 'available') return;
  throw new AwsError('InvalidDBInstanceState', `Instance ${identifier} is not in available state.`);
}

/** Raises `DBInstanceAlreadyExists` and, for a name that RDS does not take, `InvalidParameterValue`. */
export async function requireFreeName(
  controlPlane: ControlPlane,
  parameter: string,
  identifier: string,
): Promise<void> {
  requireIdentifier(parameter, identifier, 63);
  const all = await controlPlane.surroundings.databases.instances();
  if (!all.some((each) => each.identifier === identifier)) return;
  throw new AwsError('DBInstanceAlreadyExists', 'DB instance already exists');
}

/** Raises `DBSnapshotAlreadyExists` and, for a name that RDS does not take, `InvalidParameterValue`. */
export function requireFreeSnapshot(controlPlane: ControlPlane, identifier: string): void {
  requireIdentifier('DBSnapshotIdentifier', identifier, 255);
  const all = controlPlane.surroundings.databases.snapshots();
  if (!all.some((each) => each.identifier === identifier)) return;
  throw new AwsError(
    'DBSnapshotAlreadyExists',
    `Cannot create the snapshot because a snapshot with the identifier ${identifier} already exists.`,
  );
}

/** Raises `InvalidParameterValue` for what is no name of RDS. */
export function requireIdentifier(parameter: string, identifier: string, most: number): void {
  if (/^[a-z](-?[a-z0-9])*$/.test(identifier) && identifier.length <= most) return;
  throw new AwsError(
    'InvalidParameterValue',
    `The parameter ${parameter} is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.`,
  );
}

/** The ARN of an instance or a snapshot. */
export function rdsArn(
  controlPlane: ControlPlane,
  kind: 'db' | 'snapshot' | 'pg' | 'subgrp',
  name: string,
): string {
  const { region, accountId } = controlPlane.state();
  return `arn:aws:rds:${region}:${accountId}:${kind}:${name}`;
}
