import { badProperty, readProperties } from '../../properties/read-properties.ts';
import { text } from '../../properties/scalars.ts';
import { standingAt } from '../../properties/schema-node.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourceWithValue,
} from '../../resolution/resolved-template.ts';
import { memoryOfNode } from './cache-node-type.ts';
import { cacheParameterGroupSchema } from './cache-parameter-group.ts';
import { bufferLimits, limitedClients } from './redis-parameters.ts';

type Parameters = Readonly<Record<string, string>>;

/** What ElastiCache sets by itself: a quarter of the memory is reserved, keys with a time to live are evicted. */
const defaults: Parameters = { 'maxmemory-policy': 'volatile-lru', 'reserved-memory-percent': '25' };

/** ElastiCache's limits on what waits for a client that reads too slowly. */
const defaultLimits: Parameters = {
  'client-output-buffer-limit-pubsub-hard-limit': '33554432',
  'client-output-buffer-limit-pubsub-soft-limit': '8388608',
  'client-output-buffer-limit-pubsub-soft-seconds': '60',
};

/**
 * The lines of redis.conf for a node type and a parameter group; a group that the template does not define
 * (`default.redis7`) has ElastiCache's own values.
 */
export function redisSettings(
  template: ResolvedTemplate,
  resource: ResolvedResource,
  { group, nodeType }: { readonly group: string | undefined; readonly nodeType: string | undefined },
): Parameters {
  const own = { ...defaults, ...defaultLimits, ...groupParameters(template, resource, group) };
  const isLine = (name: string) =>
    !/^(reserved-memory|cluster-enabled|client-output-buffer-limit-)/.test(name);
  return {
    ...Object.fromEntries(Object.entries(own).filter(([name]) => isLine(name))),
    ...memoryLimit(own, memoryOfNode(nodeType)),
    'client-output-buffer-limit': limitedClients.flatMap((client) => clientLimit(own, client)).join(' '),
  };
}

function memoryLimit(parameters: Parameters, memory: number | undefined): Parameters {
  if (memory === undefined) return {};
  const reserved = parameters['reserved-memory'];
  const percent = Number(parameters['reserved-memory-percent'] ?? 0);
  const free = reserved === undefined ? (memory * (100 - percent)) / 100 : memory - Number(reserved);
  return { maxmemory: String(Math.max(1, Math.floor(free))) };
}

/** Redis takes the three numbers of a class of clients together. */
function clientLimit(parameters: Parameters, client: string): readonly string[] {
  const values = bufferLimits.map((limit) => parameters[`client-output-buffer-limit-${client}-${limit}`]);
  return values.every((value) => value === undefined) ? [] : [client, ...values.map((value) => value ?? '0')];
}

function groupParameters(
  template: ResolvedTemplate,
  resource: ResolvedResource,
  name: string | undefined,
): Parameters {
  if (name?.endsWith('.cluster.on')) {
    throw badProperty(resource, ['CacheParameterGroupName'], 'cluster mode is not supported locally');
  }
  if (name === undefined || name === 'default.redis7') return {};
  if (name.startsWith('default.')) {
    throw badProperty(resource, ['CacheParameterGroupName'], 'Redis 7 has default.redis7');
  }
  const wanted = { types: ['AWS::ElastiCache::ParameterGroup'], value: name };
  const group = resourceWithValue(template, wanted, `${resource.logicalId}.CacheParameterGroupName`);
  const { Properties } = readProperties(group, cacheParameterGroupSchema);
  return Object.fromEntries(
    Object.entries(Properties).flatMap(([key, value]) => {
      const isRecorded = standingAt(cacheParameterGroupSchema, ['Properties', key])?.kind === 'recorded';
      const honoured = text.safeParse(value);
      return isRecorded || !honoured.success ? [] : [[key, honoured.data] as const];
    }),
  );
}
