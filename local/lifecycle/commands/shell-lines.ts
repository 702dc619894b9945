import { shellQuoted } from '../../../failure/shell-quoted.ts';

/**
 * Variables that would still direct a client elsewhere: the JavaScript SDK prefers a profile to keys, a
 * session token of another account invalidates the keys, and the last one disables every endpoint of the
 * environment.
 */
export const misleading = [
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_SESSION_TOKEN',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
];

/** Lines for a POSIX shell that set these variables, and unset what would keep AWS clients from using them. */
export function shellLines(variables: Readonly<Record<string, string>>): string {
  const exports = Object.entries(variables).map(([name, value]) => `export ${name}=${shellQuoted(value)}`);
  return [`unset ${misleading.join(' ')}`, ...exports].join('\n');
}
