import type { z } from 'zod';
import type { DatabaseInstance, DatabaseSettings, SecretKey } from '../../model/data-stores.ts';
import { present } from '../../properties/present.ts';
import { badProperty, readProperties, unsupportedProperty } from '../../properties/read-properties.ts';
import { text } from '../../properties/scalars.ts';
import { schemaBelow, standingAt } from '../../properties/schema-node.ts';
import { templatedKey } from '../../properties/templated-key.ts';
import { parseDynamicReference } from '../../resolution/dynamic-reference.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
  resourceWithValue,
} from '../../resolution/resolved-template.ts';
import type { PasswordRules } from '../password-rules.ts';
import { rejectWhatRdsDoes } from './database-rules.ts';
import { databaseSchema } from './database-schema.ts';
import { memoryOf } from './instance-class.ts';
import { evaluateFormula, isFormula } from './parameter-formula.ts';
import { parameterGroupSchema } from './parameter-group.ts';
import { rdsDefaults } from './rds-defaults.ts';
import { readSecretKey } from './secret-key.ts';

const instance = 'AWS::RDS::DBInstance';

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html */
const passwordRules: PasswordRules = {
  least: 8,
  most: 128,
  character: /[ !#-.0-?A-~]/,
  characters: 'printable ASCII characters except / " @',
};

type Properties = z.output<typeof databaseSchema>;

/** Database instances; a read replica takes engine, version, class and parameter group from its source, as RDS does. */
export function readDatabases(template: ResolvedTemplate): readonly DatabaseInstance[] {
  for (const group of resourcesOfType(template, 'AWS::RDS::DBParameterGroup')) {
    readProperties(group, parameterGroupSchema);
  }
  return resourcesOfType(template, instance).map((resource) => readDatabase(template, resource));
}

function readDatabase(template: ResolvedTemplate, resource: ResolvedResource): DatabaseInstance {
  const own = readProperties(resource, databaseSchema);
  const source = findSource(template, resource, own.SourceDBInstanceIdentifier);
  const properties = source === undefined ? own : { ...readProperties(source, databaseSchema), ...own };
  requireLocalEngine(resource, properties);
  const database = present({
    logicalId: resource.logicalId,
    identifier: String(template.values(resource.logicalId, 'Ref')),
    engine: 'postgres' as const,
    databaseName: properties.DBName,
    masterUsername: readUsername(template, resource, properties.MasterUsername),
    masterPassword: readPassword(template, resource, properties.MasterUserPassword),
    port: 5432,
    sourceInstance: source?.logicalId,
    parameters: readParameters(template, resource, properties, source !== undefined),
    settings: readSettings(properties, own),
  });
  rejectWhatRdsDoes(resource, own, source);
  return database;
}

/** A replica has the storage of its source, and neither its standby nor its backups nor its tags. */
function readSettings(properties: Properties, own: Properties): DatabaseSettings {
  return present({
    instanceClass: properties.DBInstanceClass,
    engineVersion: properties.EngineVersion,
    allocatedStorageGiB: properties.AllocatedStorage,
    maxAllocatedStorageGiB: properties.MaxAllocatedStorage,
    storageType: properties.StorageType,
    isEncrypted: properties.StorageEncrypted,
    isMultiAz: own.MultiAZ,
    backupRetentionDays: own.BackupRetentionPeriod,
    copiesTagsToSnapshots: own.CopyTagsToSnapshot,
    upgradesMinorVersion: properties.AutoMinorVersionUpgrade,
    isProtectedFromDeletion: own.DeletionProtection,
    parameterGroup: properties.DBParameterGroupName,
    subnetGroup: properties.DBSubnetGroupName,
    securityGroups: properties.VPCSecurityGroups,
    tags: own.Tags,
  });
}

/** RDS requires an engine, and takes its own default version, of a later major one, where the template names none. */
function requireLocalEngine(resource: ResolvedResource, { Engine, EngineVersion }: Properties): void {
  if (Engine === undefined) throw badProperty(resource, ['Engine'], 'RDS requires an engine');
  const why = 'set version 16, which runs locally: without a version, RDS uses a later one';
  if (EngineVersion === undefined) throw badProperty(resource, ['EngineVersion'], why);
}

/** A name that comes from a secret of the template is in clear in the text that the secret is generated from. */
function readUsername(
  template: ResolvedTemplate,
  resource: ResolvedResource,
  username: string | undefined,
): string | undefined {
  const reference = username === undefined ? undefined : parseDynamicReference(username);
  if (reference?.service !== 'secretsmanager') return username;
  const wanted = { types: ['AWS::SecretsManager::Secret'], value: reference.secretId };
  const secret = resourceWithValue(template, wanted, `MasterUsername ${username}`);
  const name = templatedKey(secret, reference.jsonKey ?? 'username');
  if (name !== undefined) return name;
  throw badProperty(
    resource,
    ['MasterUsername'],
    'the secret generates the user name: put a fixed name in the secret',
  );
}

function readPassword(
  template: ResolvedTemplate,
  resource: ResolvedResource,
  password: string | undefined,
): SecretKey | undefined {
  if (password === undefined) return undefined;
  return readSecretKey(template, resource, {
    property: 'MasterUserPassword',
    value: password,
    rules: passwordRules,
  });
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
  { DBParameterGroupName: name, DBInstanceClass }: Properties,
  isReplica: boolean,
): Readonly<Record<string, string>> {
  const variables = present({ DBInstanceClassMemory: memoryOf(DBInstanceClass), EndPointPort: 5432 });
  const evaluate = (value: string) => (isFormula(value) ? evaluateFormula(value, variables) : value);
  const defaults = Object.entries(rdsDefaults(isReplica)).map(([key, value]) => [key, evaluate(value)]);
  const group = findGroup(template, resource, name);
  const own =
    group === undefined
      ? []
      : honouredParameters(group).map(([key, value]) => {
          const found = evaluate(value);
          if (found !== undefined) {
            rejectComputed(group, key, String(found));
            return [key, found];
          }
          const why = `the local environment cannot compute it for the instance class ${DBInstanceClass ?? '(none)'}`;
          throw unsupportedProperty(group, ['Parameters', key], why);
        });
  const known = [...defaults, ...own].filter(([, value]) => value !== undefined);
  return Object.fromEntries(known.map(([key, value]) => [key, String(value)]));
}

/** What a formula gives has to be legal too. */
function rejectComputed(group: ResolvedResource, key: string, value: string): void {
  const path = ['Parameters', key];
  const issue = schemaBelow(parameterGroupSchema, path)?.safeParse(value).error?.issues[0];
  if (issue !== undefined) throw badProperty(group, path, `it evaluates to ${value}: ${issue.message}`);
}

function findGroup(
  template: ResolvedTemplate,
  resource: ResolvedResource,
  name: string | undefined,
): ResolvedResource | undefined {
  if (name === undefined || name === 'default.postgres16') return undefined;
  if (name.startsWith('default.')) {
    throw badProperty(resource, ['DBParameterGroupName'], 'PostgreSQL 16 has default.postgres16');
  }
  const wanted = { types: ['AWS::RDS::DBParameterGroup'], value: name };
  return resourceWithValue(template, wanted, `${resource.logicalId}.DBParameterGroupName`);
}

function honouredParameters(group: ResolvedResource): readonly (readonly [string, string])[] {
  const { Parameters } = readProperties(group, parameterGroupSchema);
  return Object.entries(Parameters).flatMap(([name, value]) => {
    const isRecorded = standingAt(parameterGroupSchema, ['Parameters', name])?.kind === 'recorded';
    const honoured = text.safeParse(value);
    return isRecorded || !honoured.success ? [] : [[name, honoured.data] as const];
  });
}
