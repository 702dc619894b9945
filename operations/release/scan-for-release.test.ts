import { expect, test } from 'vitest';
import type { ScanResult } from '../images/scan-result.ts';
import { judgeScan } from './scan-for-release.ts';

const now = Date.parse('2026-11-27T12:00:00Z');
const none = { names: new Set<string>(), expired: new Map<string, string>() };
const finding = (name: string, of?: string, severity = 'CRITICAL') => ({
  ...{ name, severity, package: of },
  link: `https://example.com/${name}`,
});
const scan = (worst: readonly ReturnType<typeof finding>[], critical = worst.length): ScanResult => ({
  ...{ status: 'complete', worst },
  findings: { CRITICAL: critical, HIGH: 2 },
});
const accepting = (...names: readonly string[]) => ({ ...none, names: new Set(names) });

test('a scan without critical findings is said with its counts', () => {
  expect(judgeScan(scan([]), none, now)).toBe('0 critical, 2 high, 0 medium');
  expect(judgeScan({ status: 'absent', reason: 'no scanner' }, none, now)).toBe('not scanned: no scanner');
});

test('a critical finding stops a release, once for all packages that have it', () => {
  const found = scan([finding('CVE-1', 'libssl3'), finding('CVE-1', 'openssl'), finding('CVE-2')]);
  expect(() => judgeScan(found, none, now)).toThrow(
    expect.objectContaining({
      code: 'CRITICAL_FINDINGS',
      message: [
        'The scan of the image has 3 critical findings:',
        '  CVE-1 in libssl3, openssl: https://example.com/CVE-1',
        '  CVE-2: https://example.com/CVE-2',
      ].join('\n'),
      hint: 'Update what they are in and release again. To release in spite of them: --accept CVE-1 --accept CVE-2, or a line for each in .trivyignore.',
    }),
  );
});

test('findings that are accepted stop nothing, and are counted', () => {
  const found = scan([finding('CVE-1', 'a'), finding('CVE-1', 'b'), finding('CVE-3', 'c', 'HIGH')], 2);
  expect(judgeScan(found, accepting('CVE-1', 'CVE-3'), now)).toBe(
    '2 critical, 2 high, 0 medium (2 accepted)',
  );
  expect(() => judgeScan(found, accepting('CVE-3'), now)).toThrow('2 critical findings');
});

test('what was accepted until a day that is over stops a release, with that day', () => {
  const expired = new Map([['CVE-1', '2026-10-01']]);
  expect(() => judgeScan(scan([finding('CVE-1')]), { ...none, expired }, now)).toThrow(
    'The scan of the image has one critical finding:\n  CVE-1: https://example.com/CVE-1 (was accepted until 2026-10-01)',
  );
});

test('critical findings that are counted and not listed cannot be accepted', () => {
  expect(() => judgeScan(scan([finding('CVE-1')], 3), accepting('CVE-1'), now)).toThrow(
    'The scan of the image has 2 critical findings:\n  and 2 more',
  );
});

test('a scan by a database that is older than a week says so', () => {
  const by = (date: string): ScanResult => ({
    ...{ status: 'complete', worst: [], findings: {} },
    knownAt: new Date(date),
  });
  expect(judgeScan(by('2026-11-25T00:00:00Z'), none, now)).toBe('0 critical, 0 high, 0 medium');
  expect(judgeScan(by('2026-11-01T18:00:00Z'), none, now)).toBe(
    '0 critical, 0 high, 0 medium by a database of 2026-11-01',
  );
});
