import type { AwsClients } from '../../aws/clients.ts';
import { errorMessage } from '../../failure/error-message.ts';
import { Failure } from '../../failure/failure.ts';
import { redacted } from '../../failure/redacted.ts';

/** Whose credentials are used. */
export interface Caller {
  readonly account: string;
  /** Such as `arn:aws:sts::111122223333:assumed-role/deploy/session`. */
  readonly arn: string;
}

const signIn = 'Set AWS_PROFILE to a profile of ~/.aws/config, or sign in with `aws sso login`.';

/** Failures by the name of the error that the SDK raises. */
const known: Readonly<Record<string, readonly [code: string, message: string, hint: string]>> = {
  CredentialsProviderError: ['NO_CREDENTIALS', 'There are no credentials for AWS', signIn],
  TokenProviderError: ['CREDENTIALS_EXPIRED', 'The sign-in has expired', 'Sign in again: `aws sso login`.'],
  ExpiredToken: ['CREDENTIALS_EXPIRED', 'The credentials have expired', 'Sign in again: `aws sso login`.'],
  ExpiredTokenException: [
    'CREDENTIALS_EXPIRED',
    'The credentials have expired',
    'Sign in again: `aws sso login`.',
  ],
  InvalidClientTokenId: ['CREDENTIALS_REFUSED', 'AWS does not know the credentials', signIn],
  SignatureDoesNotMatch: [
    'CREDENTIALS_REFUSED',
    'AWS does not accept the signature of the credentials',
    signIn,
  ],
  UnrecognizedClientException: ['CREDENTIALS_REFUSED', 'AWS does not know the credentials', signIn],
};

/**
 * Whose credentials are used, as AWS sees them. Raises `NO_CREDENTIALS` (an unknown profile as well), `CREDENTIALS_EXPIRED`,
 * `CREDENTIALS_REFUSED`, or `CALLER_UNKNOWN`.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export async function readCaller(
  clients: Pick<AwsClients, 'sts'>,
  variables: NodeJS.ProcessEnv = process.env,
): Promise<Caller> {
  try {
    const { Account: account, Arn: arn } = await (await clients.sts()).getCallerIdentity({});
    if (account !== undefined && arn !== undefined) return { account, arn };
  } catch (cause) {
    throw callerUnknown(cause, variables);
  }
  throw callerUnknown(new Error('the answer names no account'), variables);
}

function callerUnknown(cause: unknown, { AWS_PROFILE: profile = '' }: NodeJS.ProcessEnv): Failure {
  const name = cause instanceof Error ? cause.name : '';
  const said = redacted(errorMessage(cause));
  const [code, message, hint] = (Object.hasOwn(known, name) ? known[name] : undefined) ?? [
    'CALLER_UNKNOWN',
    'AWS does not say whose credentials are used',
    'Check them with `aws sts get-caller-identity`.',
  ];
  const chosen = profile === '' ? '' : `, AWS_PROFILE is '${profile}'`;
  return new Failure(code, `${message}${chosen}: ${said}`, { hint, cause });
}
