import type { S3Credentials, TemporaryCredentials } from './temporary-credentials.ts';

export interface EndpointAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** The task that asks for its role's keys; undefined when the id is not known or the task has no role. */
export interface CredentialAsker {
  readonly taskId: string;
  readonly roleArn: string;
  /** What the client says of itself. */
  readonly userAgent?: string;
}

/**
 * Answers `GET /v2/credentials/ID`.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export async function answerCredentials(
  asker: CredentialAsker | undefined,
  credentials: S3Credentials,
): Promise<EndpointAnswer> {
  if (asker === undefined) return refused(404, 'InvalidIdInRequest', 'Credentials not found');
  const { roleArn, taskId } = asker;
  const issued = await credentials.issue({ roleArn, sessionName: taskId });
  return { status: 200, body: credentialsBody(roleArn, issued, isRuby(asker)) };
}

/**
 * The keys in the words of ECS's credential endpoint.
 *
 * The S3 server that has no STS refuses a presigned URL with an empty token in it, which the SDK for Ruby signs. The
 * one for JavaScript leaves it out, and takes no answer without a token.
 * @see https://github.com/aws/aws-sdk-ruby/blob/version-3/gems/aws-sigv4/lib/aws-sigv4/signer.rb
 */
export function credentialsBody(roleArn: string, issued: TemporaryCredentials, isForRuby: boolean) {
  const token = issued.sessionToken.reveal();
  return {
    RoleArn: roleArn,
    AccessKeyId: issued.accessKeyId,
    SecretAccessKey: issued.secretAccessKey.reveal(),
    ...(token === '' && isForRuby ? {} : { Token: token }),
    Expiration: new Date(issued.expiration).toISOString().replace(/\.\d+Z$/, 'Z'),
  };
}

function isRuby({ userAgent }: CredentialAsker): boolean {
  return userAgent !== undefined && /ruby/i.test(userAgent);
}

/** The shape of errors of ECS's credential endpoint. */
export function refused(status: number, code: string, message: string): EndpointAnswer {
  return { status, body: { code, message: `CredentialsV2Request: ${message}`, HTTPErrorCode: status } };
}
