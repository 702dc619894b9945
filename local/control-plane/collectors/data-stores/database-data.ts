import { z } from 'zod';
import { type MetricDatum, observed } from '../../../cloudwatch/metrics/metric.ts';
import { datum } from '../statistics.ts';

/** What a PostgreSQL server says of itself; the lag is of a replica alone. */
export interface DatabaseReading {
  readonly connections: number;
  readonly replicaLagSeconds?: number;
}

/** What is known of the machine that the server runs on. */
export interface MachineReading {
  /** Of all CPUs; absent at the first look. */
  readonly cpuPercent?: number;
  readonly freeableMemoryBytes: number;
  readonly freeStorageBytes: number;
}

/**
 * The query, for a primary and a replica alike. As on RDS, sessions of its own administrator are not counted. Assumed: a
 * replica that has replayed all that it got has no lag; on RDS the lag of one whose source is idle grows to minutes.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
 */
export const databaseQuery = `
SELECT (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND usename <> 'rdsadmin'),
  CASE WHEN NOT pg_is_in_recovery() THEN NULL
    WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()
      AND EXISTS (SELECT FROM pg_stat_wal_receiver WHERE status = 'streaming') THEN 0
    ELSE COALESCE(extract(epoch FROM now() - pg_last_xact_replay_timestamp()), 0) END`;

const row = z.tuple([z.coerce.number(), z.string()]);

/** Reads the answer: one row, columns separated by tabs. */
export function readDatabase(rows: readonly string[]): DatabaseReading {
  const [connections, lag] = row.parse(rows[0]?.split('\t'));
  return { connections, ...(lag === '' ? {} : { replicaLagSeconds: Number(lag) }) };
}

/**
 * RDS's metrics of an instance. Assumed: its CPU, memory and storage are those of the machine that the engine runs on,
 * as nothing limits the server here.
 */
export function databaseData(
  identifier: string,
  reading: DatabaseReading,
  machine: MachineReading,
  atMs: number,
): readonly MetricDatum[] {
  const place = { namespace: 'AWS/RDS', dimensions: { DBInstanceIdentifier: identifier }, atMs };
  const gauge = (name: string, unit: string, value: number | undefined) =>
    value === undefined ? [] : datum(place, name, unit, observed(value));
  return [
    ...gauge('CPUUtilization', 'Percent', machine.cpuPercent),
    ...gauge('DatabaseConnections', 'Count', reading.connections),
    ...gauge('FreeStorageSpace', 'Bytes', machine.freeStorageBytes),
    ...gauge('FreeableMemory', 'Bytes', machine.freeableMemoryBytes),
    ...gauge('ReplicaLag', 'Seconds', reading.replicaLagSeconds),
  ];
}
