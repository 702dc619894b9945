import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findGems } from './store-gems.ts';

/** A checkout with gem files in these folders, as relative paths. */
async function checkoutWith(...folders: readonly string[]): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'spree-parity-gems-'));
  onTestFinished(() => rm(home, { recursive: true }));
  const checkout = join(home, 'checkout');
  await mkdir(checkout);
  for (const folder of folders) {
    await mkdir(join(checkout, folder), { recursive: true });
    await writeFile(join(checkout, folder, 'spree-5.1.0.gem'), '');
  }
  return checkout;
}

it('takes the gems of the folder that the user names before all others', async () => {
  const checkout = await checkoutWith('mine/cache', 'vendor/store-gems');
  const found = findGems(checkout, { STORE_GEMS: 'mine' });
  expect(found?.folder).toBe(join(checkout, 'mine/cache'));
  expect(() => findGems(checkout, { STORE_GEMS: 'none' })).toThrow(
    expect.objectContaining({
      code: 'STORE_GEMS_EMPTY',
      message: "STORE_GEMS is 'none', which contains no .gem files",
    }),
  );
});

it('looks in the checkout, then in the folder that checkouts share', async () => {
  const checkout = await checkoutWith('vendor/store-gems', '../shared/store-gems');
  expect(findGems(checkout, {})?.folder).toBe(join(checkout, 'vendor/store-gems'));
  await rm(join(checkout, 'vendor'), { recursive: true });
  expect(findGems(checkout, {})?.folder).toBe(join(checkout, '../shared/store-gems'));
  await rm(join(checkout, '../shared'), { recursive: true });
  expect(findGems(checkout, {})).toBeUndefined();
});
