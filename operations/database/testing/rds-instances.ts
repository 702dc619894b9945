import { type AwsClients, awsClients } from '../../../aws/clients.ts';
import type { DBInstance } from '../../../aws/rds-types.ts';
import { answering } from '../../../aws/testing/answering.ts';

/** Instances as RDS keeps them, of which a replica stays with its source whatever that is called. */
export interface RdsInstances {
  readonly rds: Awaited<ReturnType<AwsClients['rds']>>;
  /** What replicates what, by name: an instance that replicates nothing has none. */
  sources(): Readonly<Record<string, string | undefined>>;
  /** The id that an instance keeps, by its name. */
  ids(): Readonly<Record<string, string>>;
  /** What was asked for that changes something, in order: `rename a b` or `replica a of b`. */
  readonly changes: string[];
  /** The settings with which replicas were asked for. */
  readonly replicasAsked: object[];
  /** Lets the change with this number fail, such as 0 for the first one that comes. */
  failChange(number: number): void;
}

interface Kept {
  readonly id: string;
  name: string;
  readonly sourceId: string | undefined;
  readonly settings: DBInstance;
  /** How often it is still described as not available. */
  busy: number;
}

interface Asked {
  readonly DBInstanceIdentifier?: string;
  readonly NewDBInstanceIdentifier?: string;
  readonly SourceDBInstanceIdentifier?: string;
}

/**
 * Answers as RDS does; `given` are pairs of a name and, for a replica, the name of its source. What has no source is backed up
 * for as many looks as `backedUpFor` says.
 */
export async function rdsInstances(
  given: readonly (readonly [name: string, source?: string])[],
  backedUpFor = 0,
): Promise<RdsInstances> {
  const kept: Kept[] = [];
  const [changes, replicasAsked]: [string[], object[]] = [[], []];
  let failing: number | undefined;
  const add = (name: string, source: string | undefined, settings: DBInstance, busy: number) =>
    kept.push({
      ...{ id: `db-${kept.length + 1}`, name, settings, busy },
      sourceId: source === undefined ? undefined : find(source).id,
    });
  const find = (name: string | undefined): Kept => {
    const found = kept.find((each) => each.name === name);
    if (found === undefined) throw fault('DBInstanceNotFoundFault', `DBInstance ${name} not found.`);
    return found;
  };
  const change = (text: string) => {
    if (failing === changes.length) {
      failing = undefined;
      throw fault('InvalidDBInstanceStateFault', 'Instance is not in a state that allows this.');
    }
    changes.push(text);
  };
  const requireFree = (name = '') => {
    if (kept.some((each) => each.name === name))
      throw fault('DBInstanceAlreadyExistsFault', 'DB instance already exists');
  };
  for (const [name, source] of given)
    add(name, source, { DBInstanceClass: 'db.t4g.small' }, source === undefined ? backedUpFor : 0);

  const described = (each: Kept): DBInstance => ({
    ...each.settings,
    DBInstanceIdentifier: each.name,
    DBInstanceStatus: each.busy > 0 ? 'modifying' : 'available',
    ReadReplicaSourceDBInstanceIdentifier: kept.find(({ id }) => id === each.sourceId)?.name,
    ReadReplicaDBInstanceIdentifiers: kept
      .filter(({ sourceId }) => sourceId === each.id)
      .map(({ name }) => name),
  });
  const rds = await awsClients({
    environment: 'local',
    endpoint: 'http://127.0.0.1:9',
    region: 'ap-southeast-1',
  }).rds();
  answering(rds, {
    DescribeDBInstances: ({ DBInstanceIdentifier }: Asked) => {
      const each = find(DBInstanceIdentifier);
      const now = described(each);
      each.busy = Math.max(0, each.busy - 1);
      return { $metadata: {}, DBInstances: [now] };
    },
    ModifyDBInstance: ({ DBInstanceIdentifier, NewDBInstanceIdentifier = '' }: Asked) => {
      const each = find(DBInstanceIdentifier);
      requireFree(NewDBInstanceIdentifier);
      change(`rename ${each.name} ${NewDBInstanceIdentifier}`);
      [each.name, each.busy] = [NewDBInstanceIdentifier, 2];
      return { $metadata: {} };
    },
    CreateDBInstanceReadReplica: (asked: Asked) => {
      const { DBInstanceIdentifier = '', SourceDBInstanceIdentifier } = asked;
      requireFree(DBInstanceIdentifier);
      if (find(SourceDBInstanceIdentifier).busy > 0)
        throw fault('InvalidDBInstanceStateFault', 'The source is not available.');
      change(`replica ${DBInstanceIdentifier} of ${SourceDBInstanceIdentifier}`);
      replicasAsked.push(asked);
      add(DBInstanceIdentifier, SourceDBInstanceIdentifier, {}, 2);
      return { $metadata: {} };
    },
  });
  return {
    ...{ rds, changes, replicasAsked },
    sources: () =>
      Object.fromEntries(
        kept.map(({ name, sourceId }) => [name, kept.find(({ id }) => id === sourceId)?.name]),
      ),
    ids: () => Object.fromEntries(kept.map(({ name, id }) => [name, id])),
    failChange: (number) => {
      failing = number;
    },
  };
}

const fault = (name: string, message: string) => Object.assign(new Error(message), { name });
