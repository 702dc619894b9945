import { expect, it } from 'vitest';
import { trustText, undoText } from './trust-text.ts';

const authority = { environment: 'shop', nickname: 'spree-parity-shop-0a1b2c3d', fingerprint: '', pem: '' };

it('each store is named with what became of it, and how other programs are told', () => {
  const text = trustText(
    [
      { kind: 'system', path: '/usr/local/share/ca-certificates', result: 'done' },
      { kind: 'chromium', path: '', result: 'absent' },
      { kind: 'firefox', path: '/home/me/.mozilla/firefox/ab', result: 'failed', why: 'certutil is missing' },
    ],
    authority,
    '/ca.pem',
  );
  expect(text).toMatchInlineSnapshot(`
    "STORE     RESULT               WHERE
    system    trusted              /usr/local/share/ca-certificates
    Chromium  not on this machine
    Firefox   failed               /home/me/.mozilla/firefox/ab
                                   certutil is missing

    The authority can sign only for localhost and for names such as *.localhost and *.test.
    curl, Python, Ruby, Node, Go in a shell:  eval "$(npx -y pnpm@12 --silent local:env)"
    Java:  keytool -importcert -noprompt -cacerts -alias spree-parity-shop-0a1b2c3d -file /ca.pem
    To take it out again:  npx -y pnpm@12 local:trust --undo"
  `);
});

it('what was taken out is named, or that there was nothing', () => {
  const path = '/home/me/.pki/nssdb';
  expect(undoText([{ kind: 'chromium', path, result: 'already' }], 'shop')).toMatch(
    /Chromium +was gone already +\/home/,
  );
  expect(undoText([], 'shop')).toBe('Nothing trusts shop by local:trust.');
});
