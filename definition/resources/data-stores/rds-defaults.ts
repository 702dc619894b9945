/** Where a parameter group is silent: what `default.postgres16` says that an application can observe. */
const shared: Readonly<Record<string, string>> = {
  'rds.force_ssl': '1',
  'rds.logical_replication': '0',
  'rds.accepted_password_auth_method': 'md5+scram',
  shared_preload_libraries: 'pg_stat_statements',
  max_connections: 'LEAST({DBInstanceClassMemory/9531392},5000)',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%t:%r:%u@%d:[%p]:',
  idle_in_transaction_session_timeout: '86400000',
  track_activity_query_size: '4096',
  track_io_timing: '1',
};

/** A replica of a developer’s machine must not be held up by a forgotten session for as long as one on RDS. */
const ofReplica: Readonly<Record<string, string>> = {
  max_standby_streaming_delay: '5000',
  hot_standby_feedback: '1',
};

/**
 * The parameters of RDS's default group for PostgreSQL 16.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html
 */
export function rdsDefaults(isReplica: boolean): Readonly<Record<string, string>> {
  return isReplica ? { ...shared, ...ofReplica } : shared;
}
