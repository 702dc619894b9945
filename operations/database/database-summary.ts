import type { DBInstance } from '../../aws/rds-types.ts';

/** What is said of an instance. */
export interface DatabaseSummary {
  readonly identifier: string;
  readonly status: string;
  readonly endpoint: { readonly address: string; readonly port: number } | undefined;
  readonly instanceClass: string;
  readonly sizeGiB: number;
  /** Whether it cannot be deleted until that is allowed. */
  readonly isProtected: boolean;
  /** Identifiers of the instances that replicate it. */
  readonly replicas: readonly string[];
}

/** The summary of an instance as RDS describes it. */
export function summaryOf(instance: DBInstance): DatabaseSummary {
  const { Endpoint, AllocatedStorage = 0, ReadReplicaDBInstanceIdentifiers: replicas = [] } = instance;
  const { Address: address, Port: port } = Endpoint ?? {};
  return {
    identifier: instance.DBInstanceIdentifier ?? '',
    status: instance.DBInstanceStatus ?? '',
    endpoint: address === undefined || port === undefined ? undefined : { address, port },
    instanceClass: instance.DBInstanceClass ?? '',
    sizeGiB: AllocatedStorage,
    isProtected: instance.DeletionProtection === true,
    replicas,
  };
}
