import type {
  CredentialRequest,
  KeptCredentials,
  S3Credentials,
  TemporaryCredentials,
} from './temporary-credentials.ts';

/** SDKs ask again some minutes before the end, and must then get newer ones. */
export const renewBeforeMs = 15 * 60 * 1000;

export interface CredentialStoreOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Told when it is not sure that the buckets still grant what the definition says. */
  readonly onUnconfirmed: (error: unknown) => void;
}

/** Keeps each role's credentials until they are about to end, and gives them while the S3 server is away, too. */
export function credentialStore(
  issuer: S3Credentials,
  { now, onUnconfirmed }: CredentialStoreOptions,
): KeptCredentials {
  const kept = new Map<string, Promise<TemporaryCredentials>>();
  const issue = (request: CredentialRequest) => {
    const issued = issuer.issue(request);
    kept.set(request.roleArn, issued);
    issued.catch(() => kept.delete(request.roleArn));
    return issued;
  };
  const isFresh = ({ expiration }: TemporaryCredentials) => expiration - now() > renewBeforeMs;
  const fresh = async (request: CredentialRequest) => {
    const present = kept.get(request.roleArn);
    if (present === undefined) return issue(request);
    const credentials = await present;
    if (isFresh(credentials)) return credentials;
    // Another request may have renewed them while this one waited.
    const newer = kept.get(request.roleArn);
    return newer === undefined || newer === present ? issue(request) : newer;
  };
  return {
    confirm: issuer.confirm,
    fresh,
    issue: async (request) => {
      const before = kept.get(request.roleArn);
      const credentials = await fresh(request);
      if (before === kept.get(request.roleArn)) await issuer.confirm().catch(onUnconfirmed);
      return credentials;
    },
  };
}
