import { Secret } from 'aws-cdk-lib/aws-ecs';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Settings } from './settings.ts';
import type { StoreContract } from './store-contract.ts';
import { StoreTask } from './store-task.ts';

export interface SeedTaskProps {
  readonly settings: Settings;
  readonly logGroup: LogGroup;
  readonly contract: StoreContract;
  /** `email` and `password` of the store's first administrator. */
  readonly admin: ISecret;
}

/** The one-off task of the seeds, if the application has any, which alone is told the password of the first administrator. */
export function createSeedTask(
  scope: Construct,
  { settings, logGroup, contract, admin }: SeedTaskProps,
): StoreTask | undefined {
  const { seed } = settings.application;
  if (seed === 'none') return undefined;
  return new StoreTask(scope, 'SeedTask', {
    ...{ settings, logGroup, name: 'seed', cpu: 1024, memoryMiB: 2048 },
    contract: {
      ...contract,
      environment: { ...contract.environment, SEED_SAMPLE: settings.seedsSample ? '1' : '0' },
      secrets: {
        ...contract.secrets,
        ADMIN_EMAIL: Secret.fromSecretsManager(admin, 'email'),
        ADMIN_PASSWORD: Secret.fromSecretsManager(admin, 'password'),
      },
    },
    container: { command: [...seed] },
  });
}
