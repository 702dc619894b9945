import { Failure } from '../../../failure/failure.ts';

/** An alarm that CloudWatch refuses; the message is CloudWatch's where it was seen. */
export function invalidAlarm(message: string): Failure {
  return new Failure('ValidationError', message);
}

/** An alarm that is not there. */
export function alarmNotFound(): Failure {
  return new Failure('ResourceNotFound', 'The named resource does not exist.');
}
