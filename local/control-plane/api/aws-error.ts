import { Failure } from '../../../failure/failure.ts';

/** An error that goes to the client in its protocol's shape; `code` is the AWS exception's name. */
export class AwsError extends Failure {
  readonly status: number;

  constructor(code: string, message: string, status = 400, cause?: unknown) {
    super(code, message, { cause });
    this.name = 'AwsError';
    this.status = status;
  }
}

/**
 * The error response for a client. A failure of the scheduler with the name of an ECS exception is returned
 * as it is; anything else is a server error, with the code that the service uses for those.
 */
export function toAwsError(error: unknown, faultCode: string): AwsError {
  if (error instanceof AwsError) return error;
  if (!(error instanceof Failure))
    return new AwsError(faultCode, 'The request failed because of an internal error.', 500, error);
  const message = error.hint === undefined ? error.message : `${error.message} ${error.hint}`;
  return /(?:Exception|Error)$/.test(error.code)
    ? new AwsError(error.code, message, 400, error)
    : new AwsError(faultCode, message, 500, error);
}
