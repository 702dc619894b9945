import { AwsError } from '../aws-error.ts';

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/CommonErrors.html */
export const invalid = (message: string) => new AwsError('ValidationException', message);

export const objectNotFound = (message: string) => new AwsError('ObjectNotFoundException', message);

export const limitExceeded = (message: string) => new AwsError('LimitExceededException', message);

export const invalidNextToken = () =>
  new AwsError('InvalidNextTokenException', 'The NextToken value is not valid');
