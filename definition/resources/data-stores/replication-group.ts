import type { z } from 'zod';
import type { ReplicationGroup } from '../../model/data-stores.ts';
import { present } from '../../properties/present.ts';
import { badProperty, readProperties } from '../../properties/read-properties.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
} from '../../resolution/resolved-template.ts';
import type { PasswordRules } from '../password-rules.ts';
import { cacheParameterGroupSchema } from './cache-parameter-group.ts';
import { redisSettings } from './redis-settings.ts';
import { cacheClusterSchema, replicationGroupSchema } from './replication-group-schema.ts';
import { readSecretKey } from './secret-key.ts';

/** @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html */
const tokenRules: PasswordRules = {
  least: 16,
  most: 128,
  character: /[A-Za-z0-9!&#$^<>-]/,
  characters: 'letters, digits and ! & # $ ^ < > -',
};

type Properties = z.output<typeof replicationGroupSchema>;

/** ElastiCache replication groups, and clusters of Redis, which are one without a token and without TLS. */
export function readReplicationGroups(template: ResolvedTemplate): readonly ReplicationGroup[] {
  for (const group of resourcesOfType(template, 'AWS::ElastiCache::ParameterGroup')) {
    readProperties(group, cacheParameterGroupSchema);
  }
  return [
    ...resourcesOfType(template, 'AWS::ElastiCache::ReplicationGroup').map((resource) =>
      readReplicationGroup(template, resource),
    ),
    ...resourcesOfType(template, 'AWS::ElastiCache::CacheCluster').map((resource) =>
      readCacheCluster(template, resource),
    ),
  ];
}

function readReplicationGroup(template: ResolvedTemplate, resource: ResolvedResource): ReplicationGroup {
  const properties = readProperties(resource, replicationGroupSchema);
  rejectWhatElastiCacheDoes(resource, properties);
  const { AuthToken, CacheParameterGroupName: group, CacheNodeType: nodeType } = properties;
  const token = { property: 'AuthToken', value: AuthToken ?? '', rules: tokenRules };
  return present({
    logicalId: resource.logicalId,
    cacheClusterId: `${String(template.values(resource.logicalId, 'Ref'))}-001`,
    transitEncryption: properties.TransitEncryptionEnabled,
    authToken: AuthToken === undefined ? undefined : readSecretKey(template, resource, token),
    parameters: redisSettings(template, resource, { group, nodeType }),
  });
}

function readCacheCluster(template: ResolvedTemplate, resource: ResolvedResource): ReplicationGroup {
  const { CacheParameterGroupName: group, CacheNodeType: nodeType } = readProperties(
    resource,
    cacheClusterSchema,
  );
  return {
    logicalId: resource.logicalId,
    cacheClusterId: String(template.values(resource.logicalId, 'Ref')),
    transitEncryption: false,
    parameters: redisSettings(template, resource, { group, nodeType }),
  };
}

/** @see https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html */
function rejectWhatElastiCacheDoes(resource: ResolvedResource, properties: Properties): void {
  const { AuthToken, AutomaticFailoverEnabled, MultiAZEnabled, TransitEncryptionEnabled } = properties;
  if (AuthToken !== undefined && !TransitEncryptionEnabled) {
    const why = 'AuthToken needs encryption in transit';
    throw badProperty(resource, ['TransitEncryptionEnabled'], why);
  }
  if (properties.TransitEncryptionMode !== undefined && !TransitEncryptionEnabled) {
    throw badProperty(resource, ['TransitEncryptionMode'], 'it needs TransitEncryptionEnabled');
  }
  if (MultiAZEnabled && !AutomaticFailoverEnabled) {
    throw badProperty(resource, ['MultiAZEnabled'], 'it needs AutomaticFailoverEnabled');
  }
  const nodes = properties.NumCacheClusters ?? 1 + (properties.ReplicasPerNodeGroup ?? 0);
  if (AutomaticFailoverEnabled && nodes < 2) {
    throw badProperty(resource, ['AutomaticFailoverEnabled'], 'it needs a replica: two nodes or more');
  }
}
