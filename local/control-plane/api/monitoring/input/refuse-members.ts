import { AwsError } from '../../aws-error.ts';

/** Raises `ValidationError` for the first of these members that an input has. */
export function refuseMembers<Input extends object>(
  input: Input,
  names: readonly (keyof Input & string)[],
): void {
  const given = names.find((name) => input[name] !== undefined);
  if (given === undefined) return;
  throw new AwsError('ValidationError', `${given} is not supported by the local environment.`);
}
