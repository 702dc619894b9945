import type { DatabaseInstance, ReplicationGroup } from '../../../definition/model/data-stores.ts';
import type { ResolvedTemplate } from '../../../definition/resolution/resolved-template.ts';
import { isJsonObject } from '../../../definition/template/json-value.ts';
import type { CheckedCache, CheckedDatabase } from '../../scaling/check/check-input.ts';

/** What PostgreSQL keeps for administrators: `superuser_reserved_connections`. */
const reserved = 3;

/**
 * Share of a class's memory that RDS counts with, after its own processes. Assumed: AWS does not document it; a
 * db.t4g.small, whose 2 GiB would be 225 connections, shows 181.
 */
const countedShare = 0.8;

/**
 * The connections of a database that are left for clients.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
 */
export function checkedDatabase(template: ResolvedTemplate, database: DatabaseInstance): CheckedDatabase {
  const { logicalId, parameters } = database;
  const maximum = Number(parameters.max_connections ?? 0);
  if (isSet(template, logicalId)) {
    return {
      ...{ logicalId, connections: maximum - reserved },
      because: `max_connections is ${maximum}, of which ${reserved} are reserved`,
    };
  }
  const counted = Math.floor(maximum * countedShare);
  return {
    ...{ logicalId, connections: counted - reserved },
    because: `${classOf(template, logicalId)} has ${maximum} by its nominal memory, of which RDS counts about ${Math.round(countedShare * 100)} %, and ${reserved} are reserved`,
  };
}

function propertiesOf({ resources }: ResolvedTemplate, logicalId: string) {
  return resources.find((resource) => resource.logicalId === logicalId)?.properties ?? {};
}

function classOf(template: ResolvedTemplate, logicalId: string): string {
  const { DBInstanceClass: name } = propertiesOf(template, logicalId);
  return typeof name === 'string' ? name : 'its class';
}

/** Whether the parameter group has a number instead of a formula. */
function isSet(template: ResolvedTemplate, logicalId: string): boolean {
  const { DBParameterGroupName: name } = propertiesOf(template, logicalId);
  const group = template.resources.find(
    (resource) =>
      resource.type === 'AWS::RDS::DBParameterGroup' && template.values(resource.logicalId, 'Ref') === name,
  );
  const parameters = group?.properties.Parameters;
  return isJsonObject(parameters) && /^\d+$/.test(String(parameters.max_connections));
}

/** Of the smallest burstable nodes, and of all others. @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html#ParameterGroups.Redis */
const fewClients = 20_000;
const manyClients = 65_000;

export function checkedCache(template: ResolvedTemplate, { logicalId }: ReplicationGroup): CheckedCache {
  const { CacheNodeType: type } = propertiesOf(template, logicalId);
  const isSmall = /^cache\.t(2|4g)\./.test(String(type));
  return { logicalId, maxClients: isSmall ? fewClients : manyClients };
}
