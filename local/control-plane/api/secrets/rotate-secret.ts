import { z } from 'zod';
import { Failure } from '../../../../failure/failure.ts';
import { parseJson } from '../../../../json/parse-json.ts';
import { type Answer, json } from '../answer.ts';
import { AwsError } from '../aws-error.ts';

/** Rotates a secret, by name or ARN. */
export type Rotate = (secretId: string) => Promise<RotatedSecret>;

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html */
export interface RotatedSecret {
  readonly ARN: string;
  readonly Name: string;
  readonly VersionId: string;
}

const inputSchema = z.strictObject({
  SecretId: z.string().min(1),
  ClientRequestToken: z.string().optional(),
  RotateImmediately: z.literal(true).optional(),
});

/** Whether a request asks for a rotation, for which LocalStack would need Lambda. */
export function asksForRotation(target: string | undefined): boolean {
  return target === 'secretsmanager.RotateSecret';
}

/** Answers `RotateSecret` once the secret is rotated; on AWS the answer comes first, and a failure only in a log. */
export async function answerRotateSecret(body: string, rotate: Rotate): Promise<Answer> {
  const { data: input, error } = inputSchema.safeParse(parseJson(body));
  if (input === undefined) {
    const message = `Only SecretId is supported by the local environment: how a secret is rotated is in the definition. ${z.prettifyError(error)}`;
    throw new AwsError('InvalidParameterException', message, 400);
  }
  try {
    return json(200, await rotate(input.SecretId));
  } catch (cause) {
    if (cause instanceof AwsError || !(cause instanceof Failure)) throw cause;
    throw new AwsError('InvalidRequestException', `The rotation failed: ${cause.message}`, 400, cause);
  }
}
