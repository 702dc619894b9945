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

/** Keeps the keys of each role while they last. */
export interface KeptCredentials extends S3Credentials {
  /** Those that were issued, where they need not be renewed yet, without asking the S3 server. */
  fresh(request: CredentialRequest): Promise<TemporaryCredentials>;
}

export interface CredentialRequest {
  readonly roleArn: string;
  /** Names the session, as ECS does with the task's id. */
  readonly sessionName: string;
}
