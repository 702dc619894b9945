/** Whether it is an error with one of these names, as those of AWS and of aborted requests are told apart. */
export function isNamed(error: unknown, ...names: readonly string[]): error is Error {
  return error instanceof Error && names.includes(error.name);
}
