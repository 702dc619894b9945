import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createApp } from './create-app.ts';
import { owned } from './testing/owned.ts';
import { changed } from './testing/synthesize.ts';

it('is deployed before the store, which takes its certificate, and deleted after it', {
  timeout: 30_000,
}, () => {
  const outdir = mkdtempSync(join(tmpdir(), 'certificate-'));
  const domain = { name: 'shop.example.com', hostedZoneId: 'Z1' };
  const context = { environment: 'staging', imageTag: '3f2a1b9' };
  const assembly = createApp({ outdir, context }, changed({ ...owned, domain })).synth();
  try {
    const store = assembly.getStackByName('spree-staging');
    expect(store.dependencies.map(({ id }) => id)).toContain('spree-staging-certificate');
  } finally {
    rmSync(outdir, { recursive: true });
  }
});
