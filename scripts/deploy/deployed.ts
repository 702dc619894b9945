import { awsCommand } from '../../operations/aws-command.ts';
import type { ReleaseResult } from '../../operations/release/release-image.ts';
import type { Target } from '../../operations/target.ts';

/** What a deployment has brought. */
export interface Deployed extends ReleaseResult {
  /** How to sign in to a store that is new; absent where it ran before. */
  readonly signIn?: {
    readonly url: string;
    /** The command that prints the account with its password. */
    readonly accountCommand: string;
  };
}

/** The result of a deployment, of the first one with how to sign in. The password itself is not read. */
export async function deployedStore(
  released: ReleaseResult,
  { environment, clients }: Target,
  isFirst: boolean,
): Promise<Deployed> {
  if (!isFirst) return released;
  const read = ['get-secret-value', '--secret-id', `spree-${environment}/admin`, '--query', 'SecretString'];
  const words = ['secretsmanager', ...read, '--output', 'text'];
  return {
    ...released,
    signIn: {
      url: `${released.storefrontUrl}/admin`,
      accountCommand: await awsCommand(await clients.secretsManager(), words),
    },
  };
}

/** The same for a person. */
export function deployedText({ release, storefrontUrl, signIn }: Deployed, environment: string): string {
  const runs = `${release} runs in ${environment}: ${storefrontUrl}`;
  if (signIn === undefined) return runs;
  return `${runs}\nSign in at ${signIn.url}. This prints the account and its password:\n  ${signIn.accountCommand}`;
}
