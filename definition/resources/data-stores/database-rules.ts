import type { z } from 'zod';
import { badProperty, readProperties } from '../../properties/read-properties.ts';
import type { ResolvedResource } from '../../resolution/resolved-template.ts';
import { databaseSchema } from './database-schema.ts';
import { rejectBadStorage } from './database-storage.ts';

type Properties = z.output<typeof databaseSchema>;

/**
 * Fails with `TEMPLATE_BAD_PROPERTY` where RDS refuses how the properties of an instance go together.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
 */
export function rejectWhatRdsDoes(
  resource: ResolvedResource,
  properties: Properties,
  source: ResolvedResource | undefined,
): void {
  if (source === undefined) rejectIncomplete(resource, properties);
  else rejectBadReplica(resource, properties, source);
  rejectBadStorage(resource, properties);
  if (properties.MultiAZ && properties.AvailabilityZone !== undefined) {
    throw badProperty(resource, ['AvailabilityZone'], 'RDS chooses the zones if MultiAZ is on');
  }
  if ((properties.MonitoringInterval ?? 0) > 0 && properties.MonitoringRoleArn === undefined) {
    throw badProperty(resource, ['MonitoringInterval'], 'it needs a MonitoringRoleArn');
  }
  if (properties.KmsKeyId !== undefined && properties.StorageEncrypted !== true) {
    throw badProperty(resource, ['StorageEncrypted'], 'KmsKeyId needs it to be on');
  }
}

const asked = ['DBInstanceClass', 'AllocatedStorage', 'MasterUsername', 'MasterUserPassword'] as const;

function rejectIncomplete(resource: ResolvedResource, properties: Properties): void {
  const missing = asked.find((name) => properties[name] === undefined);
  if (missing !== undefined) throw badProperty(resource, [missing], 'RDS requires it');
}

const ofSource = ['DBName', 'MasterUsername', 'MasterUserPassword'] as const;

function rejectBadReplica(
  resource: ResolvedResource,
  properties: Properties,
  source: ResolvedResource,
): void {
  const own = ofSource.find((name) => properties[name] !== undefined);
  if (own !== undefined)
    throw badProperty(resource, [own], `a replica has the same value as its source ${source.logicalId}`);
  if (readProperties(source, databaseSchema).BackupRetentionPeriod !== 0) return;
  throw badProperty(
    source,
    ['BackupRetentionPeriod'],
    `its replica ${resource.logicalId} needs automated backups`,
  );
}
