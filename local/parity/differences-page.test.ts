import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { parseTemplate } from '../../definition/template/template.ts';
import { storeTemplate } from '../../stack/testing/synthesize.ts';
import { differencesPage } from './differences-page.ts';

test('docs/differences.md says what the table says of the store’s own definition', async () => {
  const template = parseTemplate(storeTemplate({ environment: 'local' }).toJSON(), 'spree-local');
  const page = await readFile(join(import.meta.dirname, '..', '..', 'docs', 'differences.md'), 'utf8');
  expect(page).toBe(differencesPage(template));
});

test('the page names no environment, whatever the one of the script that writes it', () => {
  vi.stubEnv('PARITY_ENVIRONMENT', 'shop');
  expect(differencesPage(parseTemplate({ Resources: {} }, 'a test'))).not.toContain('PARITY_ENVIRONMENT');
  vi.unstubAllEnvs();
});

test('parameters of parameter groups are named as templates name them', () => {
  const page = differencesPage(parseTemplate({ Resources: {} }, 'a test'));
  expect(page).toContain('`Parameters.wal_keep_size`');
  expect(page).toContain('`Properties.activedefrag`');
});
