/** What an error says, or what was thrown in the place of one. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
