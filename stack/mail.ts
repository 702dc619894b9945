import { Secret } from 'aws-cdk-lib/aws-ecs';
import { Secret as StoredSecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Settings } from './settings.ts';
import type { StoreContract } from './store-contract.ts';

/**
 * The contract of a task that sends mail: where the mail server is, and how to sign in there. The secret is in the
 * account already, since nobody but the provider of the mail server can make what is in it.
 */
export function withMailServer(
  scope: Construct,
  contract: StoreContract,
  { mail }: Pick<Settings, 'mail'>,
): StoreContract {
  const account = StoredSecret.fromSecretNameV2(scope, 'MailSecret', mail.secretName);
  return {
    ...contract,
    environment: {
      ...contract.environment,
      SMTP_ADDRESS: mail.host,
      SMTP_PORT: String(mail.port),
    },
    secrets: {
      ...contract.secrets,
      SMTP_USERNAME: Secret.fromSecretsManager(account, 'username'),
      SMTP_PASSWORD: Secret.fromSecretsManager(account, 'password'),
    },
  };
}
