import type { Page } from 'playwright-core';
import { z } from 'zod';

/**
 * Uploads a picture on a product's page of Spree's admin by its upload dialog: the page asks the store for an address, sends
 * the file there, and adds it to the product. Gives the address to which the file went, and the status of the last answer.
 */
export async function uploadInSpreeAdmin(page: Page, picture: Buffer) {
  const sent = page.waitForResponse((response) => response.request().method() === 'PUT');
  const added = page.waitForResponse(
    (response) => response.request().method() === 'POST' && response.url().includes('/admin/assets'),
  );
  await page.locator('[data-action="asset-uploader#open"]').click();
  await page.locator('.uppy-Dashboard-inner:visible').waitFor();
  await page
    .locator('.uppy-Dashboard:not([aria-hidden="true"]) input.uppy-Dashboard-input[type="file"]')
    .first()
    .setInputFiles({ name: 'uploaded.png', mimeType: 'image/png', buffer: picture });
  const url = new URL((await sent).url());
  return { status: (await added).status(), key: url.pathname.split('/').at(-1), url: url.href };
}

/** Whether a page that uploads to the address gets an answer: what the browser makes of the bucket's CORS rules. */
export async function getsAnAnswer(page: Page, url: string): Promise<boolean> {
  return z
    .boolean()
    .parse(
      await page.evaluate(
        `fetch(${JSON.stringify(url)}, { method: 'PUT', body: 'x' }).then(() => true, () => false)`,
      ),
    );
}
