import { expect, test } from 'vitest';
import { readTrivyReport, trivyDatabaseAt } from './trivy-report.ts';

const report = (...Results: readonly object[]) =>
  JSON.stringify({ SchemaVersion: 2, ArtifactName: 'x', Results });

test('findings of packages of the system and of the application are read, the worst first', () => {
  const system = {
    ...{ Target: 'store (debian 13.1)', Class: 'os-pkgs', Type: 'debian' },
    Vulnerabilities: [
      {
        ...{
          VulnerabilityID: 'CVE-2026-0001',
          PkgID: 'zlib1g@1.3',
          PkgName: 'zlib1g',
          InstalledVersion: '1.3',
        },
        ...{ FixedVersion: '1.4', Severity: 'LOW', PrimaryURL: 'https://example.com/1' },
        ...{ Title: 'short', Description: 'x'.repeat(2000), CVSS: { nvd: { V3Score: 3 } } },
      },
    ],
  };
  const gems = {
    ...{ Target: 'Ruby', Class: 'lang-pkgs', Type: 'gemspec' },
    Vulnerabilities: [
      {
        VulnerabilityID: 'CVE-2026-0002',
        PkgName: 'rack',
        InstalledVersion: '3',
        Severity: 'CRITICAL',
        Title: 'bad',
      },
      { VulnerabilityID: 'GHSA-1', PkgName: 'rack', InstalledVersion: '3', Severity: 'UNKNOWN' },
    ],
  };
  expect(readTrivyReport(report(system, gems, { Target: 'Node.js' }))?.findings).toEqual([
    {
      ...{ name: 'CVE-2026-0002', severity: 'CRITICAL', description: 'bad' },
      attributes: [
        { key: 'package_name', value: 'rack' },
        { key: 'package_version', value: '3' },
      ],
    },
    {
      ...{ name: 'CVE-2026-0001', severity: 'LOW', uri: 'https://example.com/1' },
      description: 'x'.repeat(1024),
      attributes: [
        { key: 'package_name', value: 'zlib1g' },
        { key: 'package_version', value: '1.3' },
        { key: 'fixed_version', value: '1.4' },
      ],
    },
    {
      ...{ name: 'GHSA-1', severity: 'UNDEFINED' },
      attributes: [
        { key: 'package_name', value: 'rack' },
        { key: 'package_version', value: '3' },
      ],
    },
  ]);
});

test('a vulnerability counts once for each package, however many files of it there are', () => {
  const one = { VulnerabilityID: 'CVE-1', PkgName: 'rack', InstalledVersion: '3', Severity: 'HIGH' };
  const found = readTrivyReport(
    report({ Vulnerabilities: [one, { ...one, PkgName: 'rails' }] }, { Vulnerabilities: [one] }),
  );
  expect(found?.findings).toHaveLength(2);
});

test('an image without vulnerabilities has none, and what is no report gives nothing', () => {
  expect(readTrivyReport(report())?.findings).toEqual([]);
  expect(readTrivyReport('{"SchemaVersion":2}')?.findings).toEqual([]);
  expect([readTrivyReport(''), readTrivyReport('{}'), readTrivyReport('FATAL error')]).toEqual(
    Array(3).fill(undefined),
  );
});

test('packages were looked at where the distribution is known, or those of an application were found', () => {
  const metadata = (Metadata: object) => JSON.stringify({ SchemaVersion: 2, Metadata });
  const has = (text: string) => readTrivyReport(text)?.hasPackages;
  expect(has(metadata({ OS: { Family: 'debian', Name: '13.8' } }))).toBe(true);
  expect(has(report({ Target: 'Ruby', Class: 'lang-pkgs', Type: 'gemspec' }))).toBe(true);
  expect(has(metadata({ ImageID: 'sha256:1' }))).toBe(false);
});

test('the date of the database is read where there is one', () => {
  const version =
    '{"Version":"0.76.0","VulnerabilityDB":{"Version":2,"UpdatedAt":"2026-11-01T18:30:00.123456789Z"}}';
  expect(trivyDatabaseAt(version)).toBe(Date.parse('2026-11-01T18:30:00.123Z'));
  expect([trivyDatabaseAt('{"Version":"0.76.0"}'), trivyDatabaseAt('')]).toEqual([undefined, undefined]);
});
