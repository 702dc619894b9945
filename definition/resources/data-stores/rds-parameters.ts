import { z } from 'zod';
import { text } from '../../properties/scalars.ts';
import { approximated, recorded, withoutValues } from '../../properties/standing.ts';

const bit = text.pipe(z.enum(['0', '1'], 'expected 0 and 1'));
const inLogs = 'The server writes its log to its output: see `local:logs postgres`.';
const noSuchPart = 'It belongs to an RDS feature that is not available locally.';

/** The parameters that RDS adds to those of PostgreSQL. */
export const rdsParameters = {
  'rds.force_ssl': bit.optional(),
  'rds.accepted_password_auth_method': text.pipe(z.enum(['md5+scram', 'scram'])).optional(),
  'rds.logical_replication': approximated(
    bit.optional(),
    'The master user itself gets the attribute `REPLICATION`; on RDS, membership in `rds_replication` is enough.',
  ),
  'rds.restrict_password_commands': withoutValues(text.pipe(z.literal('0')).optional(), {
    1: 'the local server does not restrict who can change passwords',
  }),
  'rds.allowed_extensions': withoutValues(text.pipe(z.literal('*')).optional(), (extensions) =>
    extensions === '*' ? undefined : 'the local server allows every RDS extension that it has',
  ),
  'rds.log_retention_period': recorded(inLogs),
  'rds.force_autovacuum_logging_level': recorded(inLogs),
  'rds.force_admin_logging_level': recorded(inLogs),
  'rds.adaptive_autovacuum': recorded(noSuchPart),
  'rds.pg_stat_ramdisk_size': recorded(noSuchPart),
  'rds.custom_dns_resolution': recorded(noSuchPart),
  'rds.rds_superuser_reserved_connections': recorded(noSuchPart),
  'rds.blue_green_replication_type': recorded(noSuchPart),
};

const withoutLibrary = 'It belongs to a library that the local PostgreSQL does not have.';

/** The parameters of libraries that only RDS has: without the library they do nothing on RDS either. */
export const libraryParameters = Object.fromEntries(
  [
    ...['log', 'log_catalog', 'log_client', 'log_level', 'log_parameter', 'log_relation', 'log_rows'].map(
      (name) => `pgaudit.${name}`,
    ),
    ...['pgaudit.log_statement', 'pgaudit.log_statement_once', 'pgaudit.role'],
    ...['database_name', 'host', 'log_run', 'log_statement', 'max_running_jobs', 'timezone'].map(
      (name) => `cron.${name}`,
    ),
    ...['cron.use_background_workers', 'orafce.nls_date_format', 'orafce.timezone'],
    ...['debug_print', 'enable_hint', 'enable_hint_table', 'message_level', 'parse_messages'].map(
      (name) => `pg_hint_plan.${name}`,
    ),
    ...['pg_bigm.enable_recheck', 'pg_bigm.gin_key_limit', 'pg_bigm.similarity_limit'],
    ...['batch_inserts', 'conflict_log_level', 'conflict_resolution', 'synchronous_commit', 'use_spi'].map(
      (name) => `pglogical.${name}`,
    ),
  ].map((name) => [name, recorded(withoutLibrary)]),
);
