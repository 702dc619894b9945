import { expect, test } from 'vitest';
import { readAcceptedFindings } from './accepted-findings.ts';

const now = Date.parse('2026-11-27T12:00:00Z');
const read = (...lines: readonly string[]) => readAcceptedFindings(lines.join('\n'), '/shop', now);

test('each line names a finding, and comments say why', () => {
  expect(read('# not reached by us', 'CVE-2026-1', '', '  GHSA-a-b-c   # until the next Rails\r')).toEqual({
    names: new Set(['CVE-2026-1', 'GHSA-a-b-c']),
    expired: new Map(),
  });
});

test('a finding is accepted until its day', () => {
  expect(read('CVE-1 exp:2026-11-28', 'CVE-2 exp:2026-11-27', 'CVE-3 exp:2025-01-31 # too long ago')).toEqual(
    {
      names: new Set(['CVE-1']),
      expired: new Map([
        ['CVE-2', '2026-11-27'],
        ['CVE-3', '2025-01-31'],
      ]),
    },
  );
});

test.each(['exp:', 'exp:tomorrow', 'exp:2026-13-01', 'exp:2026-1-1'])(
  '%s is refused with its line',
  (expiry) => {
    expect(() => read('', `CVE-1 ${expiry}`)).toThrow(
      expect.objectContaining({
        code: 'BAD_ACCEPTED_FINDINGS',
        message: `'${expiry}' in /shop/.trivyignore, line 2, is not a day`,
      }),
    );
  },
);
