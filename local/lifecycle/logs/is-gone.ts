import { Failure } from '../../../failure/failure.ts';

/** A container that was removed after it had been found. */
export function isGone(error: unknown): boolean {
  return error instanceof Failure && error.code === 'ENGINE_NOT_FOUND';
}
