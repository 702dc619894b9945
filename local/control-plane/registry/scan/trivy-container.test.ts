import { expect, test } from 'vitest';
import { fetchDatabase, scanLayout, scannerContainer } from './trivy-container.ts';

test('the fetch of the database ends in time, and the scan fetches nothing', () => {
  expect(fetchDatabase.join(' ')).toBe(
    'timeout -s KILL 120 trivy image --download-db-only --no-progress --cache-dir /cache',
  );
  expect(scanLayout('/registry/scan/1').join(' ')).toBe(
    [
      'trivy image --input /registry/scan/1 --format json --scanners vuln',
      '--skip-db-update --skip-files **/*.jar --list-all-pkgs=false',
      '--no-progress --timeout 5m --cache-dir /cache',
    ].join(' '),
  );
});

test('the scanner can read the registry only, and tells its makers nothing', () => {
  const place = { environmentName: 'shop', network: 'shop_default', folder: '/registry' };
  const spec = scannerContainer(place, 'trivy:1');
  expect(spec.mounts).toMatchObject([
    { volume: 'shop_registry', target: '/registry', readOnly: true },
    { volume: 'shop_scanner', readOnly: false },
  ]);
  expect(spec.environment).toEqual({ TRIVY_DISABLE_TELEMETRY: 'true', TRIVY_SKIP_VERSION_CHECK: 'true' });
  // It outlives the longest fetch and the longest scan.
  expect(Number(spec.entrypoint?.[1])).toBeGreaterThan(120 + 300);
});
