import type { AwsClients } from '../../aws/clients.ts';
import { Failure } from '../../failure/failure.ts';
import { Secret } from '../../failure/secret.ts';

/** The credentials that STS returns for a role; `expiration` is in milliseconds since the epoch. */
export interface AssumedRole {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly sessionToken: Secret;
  readonly expiration: number;
}

/** Asks the STS that the clients speak to (locally the S3 server's own) for keys of an hour. */
export async function assumeRole(
  clients: AwsClients,
  request: { readonly roleArn: string; readonly sessionName: string; readonly durationSeconds: number },
): Promise<AssumedRole> {
  const answer = await (await clients.sts()).assumeRole({
    RoleArn: request.roleArn,
    RoleSessionName: request.sessionName,
    DurationSeconds: request.durationSeconds,
  });
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer.Credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) {
    throw new Failure('ROLE_NOT_ASSUMED', `STS returned no credentials for the role ${request.roleArn}.`);
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: new Secret(SecretAccessKey),
    sessionToken: new Secret(SessionToken),
    expiration: Expiration.getTime(),
  };
}
