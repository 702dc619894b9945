import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runAgain } from './run-again.ts';

test('a release is run again for the same environment and region, with the findings that were accepted', () => {
  const options = { env: 'staging', region: 'eu-west-1', yes: true, 'force-unlock': true };
  const lists = { accept: ['CVE-2026-1', "it's"] };
  expect(runAgain('store:release', { options, lists })).toBe(
    "npx -y pnpm@12 store:release --env staging --region eu-west-1 --accept CVE-2026-1 --accept 'it'\\''s'",
  );
});

test('the local environment needs no option', () => {
  expect(runAgain('store:release', { options: { env: 'local' }, lists: {} })).toBe(
    'npx -y pnpm@12 store:release',
  );
});

test('a deployment that did not look for drift does not do so the next time', () => {
  const options = { 'no-drift': true, preview: undefined, yes: true };
  expect(runAgain('deploy:staging', { options, lists: { accept: ['CVE-2026-1'] } })).toBe(
    'npx -y pnpm@12 deploy:staging --accept CVE-2026-1 --no-drift',
  );
});

test.each(['scripts/store-release.ts', 'scripts/deploy/deploy-script.ts'])('%s is run again so', (file) => {
  expect(readFileSync(file, 'utf8')).toMatch(/runAgain\((name|'store:release'), context\)/);
});
