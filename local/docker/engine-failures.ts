import { z } from 'zod';
import { command } from '../../failure/command.ts';
import { errorMessage } from '../../failure/error-message.ts';
import { isNamed } from '../../failure/error-name.ts';
import { Failure } from '../../failure/failure.ts';

const httpError = z.object({ statusCode: z.number(), json: z.unknown().optional() });
const connectionError = z.object({
  code: z.enum([
    'ENOENT',
    'ECONNREFUSED',
    'EACCES',
    'EPERM',
    'ECONNRESET',
    'ETIMEDOUT',
    'EPIPE',
    'ENOTFOUND',
  ]),
});
const engineMessage = z.object({ message: z.string() });

/** The HTTP status of an engine's answer, or undefined if the error is not an answer of the engine. */
export function statusOf(error: unknown): number | undefined {
  const parsed = httpError.safeParse(error);
  return parsed.success ? parsed.data.statusCode : undefined;
}

/**
 * Translates whatever the client library raised, by status code and system error code, never by text.
 * `what` completes the sentence "The engine could not ...". An abort passes through as it is.
 */
export function engineFailure(what: string, error: unknown): Error {
  if (error instanceof Failure) return error;
  if (isNamed(error, 'AbortError')) return error;
  const lost = connectionError.safeParse(error);
  if (lost.success) return unreachable(lost.data.code, error);
  return new Failure(codeOf(statusOf(error)), `The engine could not ${what}: ${messageOf(error)}`, {
    cause: error,
  });
}

/** Runs a call of the client library and translates what it raises. */
export async function translated<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw engineFailure(what, error);
  }
}

/** As `translated`, but an answer with one of these statuses gives `otherwise` instead. */
export async function unlessStatus<T, U>(
  statuses: readonly number[],
  otherwise: U,
  what: string,
  call: () => Promise<T>,
): Promise<T | U> {
  try {
    return await call();
  } catch (error) {
    const status = statusOf(error);
    if (status !== undefined && statuses.includes(status)) return otherwise;
    throw engineFailure(what, error);
  }
}

function unreachable(code: string, cause: unknown): Failure {
  const denied = code === 'EACCES' || code === 'EPERM';
  return new Failure('ENGINE_UNREACHABLE', `The container engine does not respond (${code}).`, {
    cause,
    hint: denied
      ? "Give this user access to the engine's socket (for Docker: add it to the group docker and sign in again)."
      : `Start Docker, or run \`${command('local:doctor')}\` to see what is missing.`,
  });
}

function codeOf(status: number | undefined): string {
  if (status === 404) return 'ENGINE_NOT_FOUND';
  return status === 409 ? 'ENGINE_CONFLICT' : 'ENGINE_ERROR';
}

function messageOf(error: unknown): string {
  const http = httpError.safeParse(error);
  const said = http.success ? engineMessage.safeParse(http.data.json) : undefined;
  if (said?.success === true) return said.data.message;
  return errorMessage(error);
}
