import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Secret } from '../../../failure/secret.ts';

/** Logins of the registry: signed, so that none has to be kept, and good across a restart. */
export interface RegistryTokens {
  issue(): { readonly password: Secret; readonly expiresAt: number };
  check(password: string): 'valid' | 'expired' | 'unknown';
}

/** As long as ECR's. */
const lifeMs = 12 * 3_600_000;

/** Logins that are signed with a key which follows from a secret of the environment. */
export function registryTokens(environmentSecret: Secret, now: () => number): RegistryTokens {
  const key = createHmac('sha256', environmentSecret.reveal()).update('registry logins').digest();
  const signature = (text: string) => createHmac('sha256', key).update(text).digest('base64url');
  return {
    issue: () => {
      const expiresAt = now() + lifeMs;
      const text = `${expiresAt}.${randomBytes(12).toString('base64url')}`;
      return { password: new Secret(`${text}.${signature(text)}`), expiresAt };
    },
    check: (password) => {
      const end = password.lastIndexOf('.');
      const text = password.slice(0, Math.max(end, 0));
      if (!isSame(password.slice(end + 1), signature(text))) return 'unknown';
      return Number(text.split('.')[0]) > now() ? 'valid' : 'expired';
    },
  };
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
