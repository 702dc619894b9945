import type { Secret } from '../../../../failure/secret.ts';

/** Keys that end at `expiration`, in milliseconds since the epoch. */
export interface TemporaryCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly sessionToken: Secret;
  readonly expiration: number;
}

/** Makes keys that the S3 server takes; LocalStack takes any. */
export interface S3Credentials {
  issue(request: CredentialRequest): Promise<TemporaryCredentials>;
  /** Makes sure that buckets grant what the definition says, and to keys given before too. */
  confirm(): Promise<void>;
}

export interface CredentialRequest {
  readonly roleArn: string;
  /** Names the session, as ECS does with the task's id. */
  readonly sessionName: string;
}
