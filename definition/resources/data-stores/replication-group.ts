import { z } from 'zod';
import { Failure } from '../../../failure/failure.ts';
import type { ReplicationGroup } from '../../model/data-stores.ts';
import { present } from '../../properties/present.ts';
import { readProperties } from '../../properties/read-properties.ts';
import { flag, number, text, textRecord } from '../../properties/scalars.ts';
import { parseDynamicReference } from '../../resolution/dynamic-reference.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
  resourceWithValue,
} from '../../resolution/resolved-template.ts';

const schema = z.object({
  EngineVersion: text.default(''),
  Port: number.default(6379),
  TransitEncryptionEnabled: flag.default(false),
  AuthToken: text.optional(),
  CacheParameterGroupName: text.optional(),
});

const parameterGroup = z.object({ Properties: textRecord.default({}) });

/** ElastiCache replication groups. */
export function readReplicationGroups(template: ResolvedTemplate): readonly ReplicationGroup[] {
  return resourcesOfType(template, 'AWS::ElastiCache::ReplicationGroup').map((resource) => {
    const properties = readProperties(resource, schema);
    return present({
      logicalId: resource.logicalId,
      id: String(template.values(resource.logicalId, 'Ref')),
      engineVersion: properties.EngineVersion,
      port: properties.Port,
      transitEncryptionEnabled: properties.TransitEncryptionEnabled,
      authToken: readAuthToken(template, resource, properties.AuthToken),
      parameters: readParameters(template, resource, properties.CacheParameterGroupName),
    });
  });
}

/** The token is a dynamic reference to a secret of the template: a token in clear is refused, and not shown. */
function readAuthToken(
  template: ResolvedTemplate,
  resource: ResolvedResource,
  token: string | undefined,
): ReplicationGroup['authToken'] {
  if (token === undefined) return undefined;
  const reference = parseDynamicReference(token);
  if (reference?.service !== 'secretsmanager') {
    throw new Failure(
      'TEMPLATE_BAD_PROPERTY',
      `${resource.logicalId} (${resource.type}): AuthToken is no reference to a secret of Secrets Manager.`,
      { hint: 'Keep the token in a secret and give its value as a dynamic reference to it.' },
    );
  }
  const wanted = { types: ['AWS::SecretsManager::Secret'], value: reference.secretId };
  const secret = resourceWithValue(template, wanted, `${resource.logicalId}.AuthToken`);
  return present({ secret: secret.logicalId, jsonKey: reference.jsonKey });
}

/** A group that the template does not define (`default.redis7`) has ElastiCache's own values. */
function readParameters(
  template: ResolvedTemplate,
  resource: ResolvedResource,
  name: string | undefined,
): Readonly<Record<string, string>> {
  if (name === undefined || name.startsWith('default.')) return {};
  const wanted = { types: ['AWS::ElastiCache::ParameterGroup'], value: name };
  const group = resourceWithValue(template, wanted, `${resource.logicalId}.CacheParameterGroupName`);
  return readProperties(group, parameterGroup).Properties;
}
