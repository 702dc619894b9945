import type { S3Credentials } from './temporary-credentials.ts';

export interface EndpointAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** The task that asks for its role's keys; undefined when the id is not known or the task has no role. */
export interface CredentialAsker {
  readonly taskId: string;
  readonly roleArn: string;
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
  return {
    status: 200,
    body: {
      RoleArn: roleArn,
      AccessKeyId: issued.accessKeyId,
      SecretAccessKey: issued.secretAccessKey.reveal(),
      Token: issued.sessionToken.reveal(),
      Expiration: new Date(issued.expiration).toISOString().replace(/\.\d+Z$/, 'Z'),
    },
  };
}

/** The shape of errors of ECS's credential endpoint. */
export function refused(status: number, code: string, message: string): EndpointAnswer {
  return { status, body: { code, message: `CredentialsV2Request: ${message}`, HTTPErrorCode: status } };
}
