/** What an error says; errors of connections may have nothing but a code or the errors of each address. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'no answer in time';
  if (error.message !== '') return error.message;
  if (error instanceof AggregateError) return [...new Set(error.errors.map(messageOf))].join(', ');
  return error.name;
}
