import { errorMessage } from '../failure/error-message.ts';

/** What was asked for, or why AWS does not tell it: a permission is missing, or the API is not offered locally. */
export type Known<T> =
  | { readonly isKnown: true; readonly value: T }
  | { readonly isKnown: false; readonly why: string };

/** Asks, and takes an error that AWS answers with for an answer. What fails otherwise is raised. */
export async function ifTold<T>(ask: () => Promise<T>): Promise<Known<T>> {
  try {
    return { isKnown: true, value: await ask() };
  } catch (error) {
    if (error instanceof Error && '$fault' in error) return { isKnown: false, why: errorMessage(error) };
    throw error;
  }
}

/** What nothing in the stack leads to: its outputs do not name it. */
export function withoutOutput(output: string): Known<never> {
  return { isKnown: false, why: `the stack has no output ${output}` };
}
