import { z } from 'zod';
import { ownValue } from '../../../json/own-value.ts';
import { text } from '../../properties/scalars.ts';
import { recorded, refused, withoutValues } from '../../properties/standing.ts';

const yesOrNo = text.pipe(z.enum(['yes', 'no'])).optional();
/** Where Redis takes other numbers than those from 0 on. */
const ranges: Readonly<Record<string, readonly [number, number]>> = {
  'active-expire-effort': [1, 10],
  databases: [1, 1_200_000],
  'lfu-log-factor': [1, Number.MAX_SAFE_INTEGER],
  'list-max-listpack-size': [-5, Number.MAX_SAFE_INTEGER],
  'maxmemory-samples': [1, Number.MAX_SAFE_INTEGER],
  'reserved-memory-percent': [0, 100],
  'slowlog-log-slower-than': [-1, Number.MAX_SAFE_INTEGER],
};

function wholeNumber(name: string) {
  const [least, most] = ownValue(ranges, name) ?? [0, Number.MAX_SAFE_INTEGER];
  const isLegal = (value: string) => /^-?\d+$/.test(value) && Number(value) >= least && Number(value) <= most;
  return text.refine(isLegal, `expected whole numbers from ${least} to ${most}`).optional();
}
const noReplica = 'A single Redis node runs locally, without replicas.';
const noCluster = 'It applies only to cluster mode, which is not supported locally.';
const fixed = 'ElastiCache does not allow parameter groups to change it';

const policies = [
  ...['volatile-lru', 'allkeys-lru', 'volatile-lfu', 'allkeys-lfu', 'volatile-random', 'allkeys-random'],
  ...['volatile-ttl', 'noeviction'],
] as const;

const numbers = [
  ...['active-defrag-cycle-max', 'active-defrag-cycle-min', 'active-defrag-ignore-bytes'],
  ...['active-defrag-max-scan-fields', 'active-defrag-threshold-lower', 'active-defrag-threshold-upper'],
  ...['active-expire-effort', 'acllog-max-len', 'client-query-buffer-limit', 'databases'],
  ...['hash-max-listpack-entries', 'hash-max-listpack-value', 'hll-sparse-max-bytes', 'lfu-decay-time'],
  ...['lfu-log-factor', 'list-compress-depth', 'list-max-listpack-size', 'maxmemory-samples'],
  ...['proto-max-bulk-len', 'set-max-intset-entries', 'slowlog-log-slower-than', 'slowlog-max-len'],
  ...['stream-node-max-bytes', 'stream-node-max-entries', 'tcp-keepalive', 'timeout'],
  ...['tracking-table-max-keys', 'zset-max-listpack-entries', 'zset-max-listpack-value'],
];

const switches = [
  ...['lazyfree-lazy-eviction', 'lazyfree-lazy-expire', 'lazyfree-lazy-server-del', 'lazyfree-lazy-user-del'],
  ...['lazyfree-lazy-user-flush', 'latency-tracking'],
];

/** Of a class of clients: `client-output-buffer-limit-pubsub-hard-limit` and its like. */
export const bufferLimits = ['hard-limit', 'soft-limit', 'soft-seconds'] as const;
export const limitedClients = ['normal', 'pubsub', 'replica'] as const;

const limits = limitedClients.flatMap((client) =>
  bufferLimits.map((limit) => `client-output-buffer-limit-${client}-${limit}`),
);

/**
 * The parameters of ElastiCache's family redis7.
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html#ParameterGroups.Redis
 */
export const redisParameters = z.strictObject({
  ...Object.fromEntries([...numbers, ...limits].map((name) => [name, wholeNumber(name)])),
  ...Object.fromEntries(switches.map((name) => [name, yesOrNo])),
  'maxmemory-policy': text.pipe(z.enum(policies)).optional(),
  'notify-keyspace-events': text
    .refine(
      (events) => /^[KEg$lshzxeAtmdn]*$/.test(events),
      'expected only the letters K E g $ l s h z x e A t m d n',
    )
    .optional(),
  ...Object.fromEntries(
    ['reserved-memory-percent', 'reserved-memory'].map((name) => [name, wholeNumber(name)]),
  ),
  'cluster-enabled': withoutValues(text.pipe(z.literal('no')).optional(), {
    yes: 'cluster mode is not supported locally',
  }),
  'rename-commands': refused('`local:reset` and the local health checks need the original command names'),
  ...withoutEffect(
    ['activedefrag'],
    'The memory allocator of the local Redis does not support defragmentation.',
  ),
  ...withoutEffect(['close-on-replica-write', 'close-on-slave-write', 'min-replicas-max-lag'], noReplica),
  ...withoutEffect(
    ['min-replicas-to-write', 'min-slaves-max-lag', 'min-slaves-to-write', 'repl-backlog-size'],
    noReplica,
  ),
  ...withoutEffect(
    ['repl-backlog-ttl', 'repl-timeout', 'replica-lazy-flush', 'replica-allow-chaining'],
    noReplica,
  ),
  ...withoutEffect(['cluster-allow-pubsubshard-when-down', 'cluster-allow-reads-when-down'], noCluster),
  ...withoutEffect(['cluster-preferred-endpoint-type', 'cluster-require-full-coverage'], noCluster),
  ...withoutEffect(['maxmemory-clients'], 'Client memory is not limited locally.'),
  ...withoutEffect(['lua-replicate-commands'], 'Redis 7 always replicates the effects of scripts.'),
  ...Object.fromEntries(
    ['activerehashing', 'appendfsync', 'appendonly', 'lua-time-limit', 'maxclients', 'maxmemory', 'port'].map(
      (name) => [name, refused(fixed)],
    ),
  ),
});

function withoutEffect(names: readonly string[], why: string) {
  return Object.fromEntries(names.map((name) => [name, recorded(why)]));
}
