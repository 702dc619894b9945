import { stripVTControlCharacters } from 'node:util';
import type { ToolkitError } from '@aws-cdk/toolkit-lib';
import { errorMessage } from '../../failure/error-message.ts';
import { Failure } from '../../failure/failure.ts';
import { redacted } from '../../failure/redacted.ts';

const checkCredentials = 'Check which ones are used with `aws sts get-caller-identity`.';

/** Failures by the name of the error that the library, or AWS below it, raises; each with what to do. */
const known: Readonly<Record<string, readonly [code: string, hint: string]>> = {
  NoCredentials: [
    'NO_CREDENTIALS',
    `Set AWS_PROFILE, or sign in with \`aws sso login\`. ${checkCredentials}`,
  ],
  UnresolvedAccount: [
    'NO_CREDENTIALS',
    `Set AWS_PROFILE, or sign in with \`aws sso login\`. ${checkCredentials}`,
  ],
  CredentialsProviderError: [
    'NO_CREDENTIALS',
    `Set AWS_PROFILE to a profile of ~/.aws/config, or sign in with \`aws sso login\`. ${checkCredentials}`,
  ],
  IncorrectDefaultCredentials: [
    'WRONG_ACCOUNT',
    `Use credentials of the environment's account. ${checkCredentials}`,
  ],
  AssumeRoleFailed: [
    'ROLE_NOT_ASSUMED',
    'The credentials may not assume the roles that bootstrapping makes: use those of an administrator, or of the deploy role.',
  ],
  AssumeRoleExpiredToken: ['CREDENTIALS_EXPIRED', 'Sign in again, with `aws sso login`, and run it again.'],
  ExpiredToken: ['CREDENTIALS_EXPIRED', 'Sign in again, with `aws sso login`, and run it again.'],
  ExpiredTokenException: ['CREDENTIALS_EXPIRED', 'Sign in again, with `aws sso login`, and run it again.'],
  InvalidClientTokenId: ['CREDENTIALS_REFUSED', `AWS does not know these credentials. ${checkCredentials}`],
  SignatureDoesNotMatch: ['CREDENTIALS_REFUSED', `AWS does not know these credentials. ${checkCredentials}`],
  UnrecognizedClientException: [
    'CREDENTIALS_REFUSED',
    `AWS does not know these credentials. ${checkCredentials}`,
  ],
  AccessDenied: [
    'NOT_ALLOWED',
    `The credentials lack a permission: the message names it. ${checkCredentials}`,
  ],
  AccessDeniedException: [
    'NOT_ALLOWED',
    `The credentials lack a permission: the message names it. ${checkCredentials}`,
  ],
};

/** How the library tells its kinds of errors apart. */
type Kinds = Pick<
  typeof ToolkitError,
  'isAbortError' | 'isAssemblyError' | 'isBootstrapError' | 'isLockError'
>;

/**
 * What an error of CDK's library, or of AWS below it, is in our words: by names and kinds, never by texts, and without secrets.
 */
export function toolkitFailure(error: unknown, kinds: Kinds): Failure {
  const chain = causesOf(error);
  const failure = chain.find((each) => each instanceof Failure);
  if (failure instanceof Failure) return failure;
  const message = messageOf(error);
  for (const { name } of chain.toReversed()) {
    const found = Object.hasOwn(known, name) ? known[name] : undefined;
    if (found !== undefined) return new Failure(found[0], message, { hint: found[1] });
  }
  const [code, hint] = byKind(chain, kinds);
  return new Failure(code, message, { hint });
}

/** Errors whose kind says what to do, where no name does. */
function byKind(chain: readonly Error[], kinds: Kinds): readonly [code: string, hint: string] {
  if (chain.some((each) => kinds.isBootstrapError(each))) {
    return [
      'NOT_BOOTSTRAPPED',
      'Bootstrap the account and region: a deployment does so where it is missing.',
    ];
  }
  if (chain.some((each) => kinds.isAssemblyError(each))) {
    return ['SYNTH_FAILED', 'Fix what the message names, and run it again.'];
  }
  if (chain.some((each) => kinds.isAbortError(each))) return ['NOT_CONFIRMED', 'Nothing more was changed.'];
  if (chain.some((each) => kinds.isLockError(each))) {
    return [
      'ASSEMBLY_IN_USE',
      'Another deployment uses the same folder: wait for its end, and run it again.',
    ];
  }
  return ['INFRASTRUCTURE_FAILED', 'Fix what the message names, and run it again: it goes on from there.'];
}

/** The error and those below it, outermost first. A cause that refers to itself ends the list. */
function causesOf(error: unknown): readonly Error[] {
  const chain: Error[] = [];
  for (let each = error; each instanceof Error && !chain.includes(each); each = each.cause) chain.push(each);
  return chain;
}

/** What the library says, and what lies below as far as it does not repeat that. */
function messageOf(error: unknown): string {
  const said = [errorMessage(error), ...causesOf(error).map(errorMessage)].map(plain);
  return said.reduce((all, each) => (all.includes(each) ? all : `${all}: ${each}`));
}

function plain(text: string): string {
  return redacted(stripVTControlCharacters(text))
    .replace(/^(?:\p{So}|\uFE0F|\s)+/u, '')
    .trim();
}
