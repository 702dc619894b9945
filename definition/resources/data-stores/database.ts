import { z } from 'zod';
import type { DatabaseInstance } from '../../model/data-stores.ts';
import { present } from '../../properties/present.ts';
import { readProperties } from '../../properties/read-properties.ts';
import { number, text, textRecord } from '../../properties/scalars.ts';
import { templatedKey } from '../../properties/templated-key.ts';
import { parseDynamicReference } from '../../resolution/dynamic-reference.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
  resourceWithValue,
} from '../../resolution/resolved-template.ts';

const schema = z.object({
  DBInstanceIdentifier: text.optional(),
  Engine: text.optional(),
  EngineVersion: text.optional(),
  DBName: text.optional(),
  MasterUsername: text.optional(),
  Port: number.optional(),
  SourceDBInstanceIdentifier: text.optional(),
  DBParameterGroupName: text.optional(),
});

const parameterGroup = z.object({ Parameters: textRecord.default({}) });
const instance = 'AWS::RDS::DBInstance';
const defaultPorts: Readonly<Record<string, number>> = { postgres: 5432, mysql: 3306, mariadb: 3306 };

type Properties = z.output<typeof schema>;

/** Database instances; a read replica takes engine and version from its source, as RDS does. */
export function readDatabases(template: ResolvedTemplate): readonly DatabaseInstance[] {
  return resourcesOfType(template, instance).map((resource) => readDatabase(template, resource));
}

function readDatabase(template: ResolvedTemplate, resource: ResolvedResource): DatabaseInstance {
  const properties = readProperties(resource, schema);
  const source = findSource(template, resource, properties.SourceDBInstanceIdentifier);
  const inherited = source === undefined ? {} : readProperties(source, schema);
  const engine = properties.Engine ?? inherited.Engine ?? 'postgres';
  return present({
    logicalId: resource.logicalId,
    identifier: String(template.values(resource.logicalId, 'Ref')),
    engine,
    engineVersion: properties.EngineVersion ?? inherited.EngineVersion ?? '',
    databaseName: properties.DBName ?? inherited.DBName,
    masterUsername: readUsername(template, properties.MasterUsername ?? inherited.MasterUsername),
    port: properties.Port ?? inherited.Port ?? defaultPorts[engine] ?? 5432,
    sourceInstance: source?.logicalId,
    parameters: readParameters(template, resource, properties),
  });
}

/** A name that comes from a secret of the template is in clear in the text that the secret is generated from. */
function readUsername(template: ResolvedTemplate, username: string | undefined): string | undefined {
  const reference = username === undefined ? undefined : parseDynamicReference(username);
  if (reference?.service !== 'secretsmanager') return username;
  const wanted = { types: ['AWS::SecretsManager::Secret'], value: reference.secretId };
  const secret = resourceWithValue(template, wanted, `MasterUsername ${username}`);
  return templatedKey(secret, reference.jsonKey ?? 'username') ?? username;
}

/** A source is named by its identifier or by its ARN, which ends in the identifier. */
function findSource(
  template: ResolvedTemplate,
  resource: ResolvedResource,
  source: string | undefined,
): ResolvedResource | undefined {
  if (source === undefined) return undefined;
  const wanted = { types: [instance], value: source.split(':').at(-1) ?? source };
  return resourceWithValue(template, wanted, `${resource.logicalId}.SourceDBInstanceIdentifier`);
}

/** A group that the template does not define (`default.postgres16`) has RDS's own values. */
function readParameters(
  template: ResolvedTemplate,
  resource: ResolvedResource,
  { DBParameterGroupName: name }: Properties,
): Readonly<Record<string, string>> {
  if (name === undefined || name.startsWith('default.')) return {};
  const wanted = { types: ['AWS::RDS::DBParameterGroup'], value: name };
  const group = resourceWithValue(template, wanted, `${resource.logicalId}.DBParameterGroupName`);
  return readProperties(group, parameterGroup).Parameters;
}
