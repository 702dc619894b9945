import type { Page } from 'playwright-core';
import { z } from 'zod';

const uploadedSchema = z.object({ status: z.number(), key: z.string(), url: z.string() });

/**
 * Uploads a picture on a product's page of Spree's admin as its upload dialog does: the page's own Active Storage module
 * asks the store for an address and sends the file there, then the page adds it to the product. (The dialog itself is
 * loaded from a CDN.) Gives the address to which the file went, and the status of the last answer.
 */
export async function uploadInSpreeAdmin(page: Page, picture: Buffer) {
  const sent = page.waitForResponse((response) => response.request().method() === 'PUT');
  // As text: it runs in the page, whose types are not those of the test.
  const status = await page.evaluate(`(async () => {
    const { DirectUpload } = await import('@rails/activestorage');
    const bytes = Uint8Array.from(atob('${picture.toString('base64')}'), (character) => character.charCodeAt(0));
    const file = new File([bytes], 'uploaded.png', { type: 'image/png' });
    const address = document.querySelector("meta[name='direct-upload-url']").content;
    const blob = await new Promise((resolve, reject) =>
      new DirectUpload(file, address).create((error, made) => (error ? reject(error) : resolve(made))),
    );
    const { dataset } = document.querySelector('[data-controller="asset-uploader"]');
    const answer = await fetch(dataset.assetUploaderAdminAssetsPathValue, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/vnd.turbo-stream.html',
        'x-csrf-token': document.querySelector("meta[name='csrf-token']").content,
      },
      body: JSON.stringify({
        asset: {
          type: 'Spree::Image',
          viewable_type: dataset.assetUploaderViewableTypeValue,
          viewable_id: dataset.assetUploaderViewableIdValue,
          attachment: blob.signed_id,
        },
      }),
    });
    return answer.status;
  })()`);
  const response = await sent;
  const url = new URL(response.url());
  return uploadedSchema.parse({
    status,
    key: url.pathname.split('/').at(-1),
    url: response.url(),
  });
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
