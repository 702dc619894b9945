import { join } from 'node:path';
import { Failure } from '../../failure/failure.ts';

/** Findings that were looked at, and do not stop a release. */
export interface AcceptedFindings {
  readonly names: ReadonlySet<string>;
  /** Those that were accepted until a day that is over, and that day. */
  readonly expired: ReadonlyMap<string, string>;
}

/** The list of a checkout, which scans with Trivy elsewhere go by too. */
export const acceptedFindingsFile = '.trivyignore';

const day = /^exp:(\d{4}-\d{2}-\d{2})$/;

/**
 * Reads a list of accepted findings: one name a line, with the day from which it is not accepted any more
 * (`CVE-2026-1234 exp:2027-01-31`), and comments after `#`. `now` is in milliseconds. Raises `BAD_ACCEPTED_FINDINGS`.
 * @see https://trivy.dev/latest/docs/configuration/filtering/#trivyignore
 */
export function readAcceptedFindings(text: string, checkout: string, now: number): AcceptedFindings {
  const names = new Set<string>();
  const expired = new Map<string, string>();
  for (const [index, line] of text.split('\n').entries()) {
    const [name, ...words] = line.replace(/#.*/, '').split(/\s+/).filter(Boolean);
    if (name === undefined) continue;
    const expiry = words.find((word) => word.startsWith('exp:'));
    const until = expiry === undefined ? undefined : day.exec(expiry)?.[1];
    const endsAt = until === undefined ? Number.NaN : Date.parse(until);
    if (expiry === undefined || endsAt > now) names.add(name);
    else if (until === undefined || Number.isNaN(endsAt)) throw badExpiry(checkout, index + 1, expiry);
    else expired.set(name, until);
  }
  return { names, expired };
}

function badExpiry(checkout: string, line: number, expiry: string): Failure {
  const file = join(checkout, acceptedFindingsFile);
  return new Failure('BAD_ACCEPTED_FINDINGS', `'${expiry}' in ${file}, line ${line}, is not a day`, {
    hint: 'Write the day from which the finding stops a release again as exp:YYYY-MM-DD.',
  });
}
