import { AwsError } from '../aws-error.ts';

/** The body of a call, which has members. Raises `SerializationException` for any other value. */
export function inputMembers(value: unknown): object {
  const isOther = Array.isArray(value) || value instanceof Uint8Array;
  if (typeof value === 'object' && value !== null && !isOther) return value;
  throw new AwsError('SerializationException', 'The body is not a structure.');
}
