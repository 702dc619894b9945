import { Secret } from 'aws-cdk-lib/aws-ecs';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Database } from './database.ts';
import { setUpCommand } from './database-users.ts';
import type { Secrets } from './secrets.ts';
import type { Settings } from './settings.ts';
import { type StoreContract, verifiedTls } from './store-contract.ts';
import { StoreTask } from './store-task.ts';

export interface SetUpTaskProps {
  readonly settings: Settings;
  readonly logGroup: LogGroup;
  readonly contract: Pick<StoreContract, 'image'>;
  readonly database: Database;
  readonly secrets: Pick<Secrets, 'database' | 'application'>;
}

/**
 * The one-off task that makes the store's users in the database: the only task that is told the master user's
 * password.
 */
export function createSetUpTask(
  scope: Construct,
  { settings, logGroup, contract, database, secrets }: SetUpTaskProps,
): StoreTask {
  return new StoreTask(scope, 'SetUpTask', {
    ...{ settings, logGroup, name: 'setup', cpu: 256, memoryMiB: 512 },
    contract: {
      image: contract.image,
      environment: {
        ...verifiedTls,
        PGHOST: database.primary.dbInstanceEndpointAddress,
        PGPORT: database.primary.dbInstanceEndpointPort,
        PGDATABASE: database.name,
      },
      secrets: {
        PGUSER: Secret.fromSecretsManager(secrets.database, 'username'),
        PGPASSWORD: Secret.fromSecretsManager(secrets.database, 'password'),
        APPLICATION_USERNAME: Secret.fromSecretsManager(secrets.application, 'username'),
        APPLICATION_PASSWORD: Secret.fromSecretsManager(secrets.application, 'password'),
      },
    },
    container: { command: [...(settings.application.setUp ?? setUpCommand)] },
  });
}
