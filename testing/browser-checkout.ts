import type { Page } from 'playwright-core';

/** Buys the first product as a guest in a browser and gives the number of the order that the last page names. */
export type BuyInBrowser = (page: Page, storefrontUrl: string) => Promise<string>;

const address = {
  firstname: 'Guest',
  lastname: 'Buyer',
  address1: '1 Market Street',
  city: 'New York',
  zipcode: '10001',
} as const;

/** The demo store has all of Spree's steps on one page. */
export const buyInDemoStore: BuyInBrowser = async (page, storefrontUrl) => {
  await page.goto(`${storefrontUrl}/products`);
  await page.locator('a[href^="/products/"]').first().click();
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByRole('link', { name: 'Checkout' }).click();
  await page.getByLabel('Email').fill('guest@example.com');
  await page.getByLabel('First name').fill(address.firstname);
  await page.getByLabel('Last name').fill(address.lastname);
  await page.getByLabel('Address').fill(address.address1);
  await page.getByLabel('City').fill(address.city);
  await page.getByLabel('Postcode').fill(address.zipcode);
  await page.getByLabel('Country (two letters)').fill('US');
  await page.getByRole('button', { name: 'Place order' }).click();
  await page.waitForURL(/\/orders\//);
  return await orderNumber(page);
};

/** Spree asks for address, delivery and payment in turn. */
export const buyInSpree: BuyInBrowser = async (page, storefrontUrl) => {
  await page.goto(`${storefrontUrl}/products`);
  await page.locator('a[href*="/products/"]:visible').first().click();
  await page.waitForURL(/\/products\/./);
  await page.locator('button.add-to-cart-button:visible').first().click();
  // In the cart that slides over the page, or on the cart's own page where the scripts have not been loaded yet.
  await page.locator('a[href*="/checkout/"]:visible').first().click();
  await page.locator('input[name="order[email]"]').fill('guest@example.com');
  const field = (name: string) => `[name="order[ship_address_attributes][${name}]"]`;
  await page.locator(`select${field('country_id')}`).selectOption({ label: 'United States of America' });
  for (const [name, value] of Object.entries(address)) await page.locator(`input${field(name)}`).fill(value);
  await page.locator(`select${field('state_id')}`).selectOption({ label: 'New York' });
  await continueTo(page, /\/delivery/);
  await continueTo(page, /\/payment/);
  await continueTo(page, /\/complete/);
  return await orderNumber(page);
};

async function continueTo(page: Page, next: RegExp): Promise<void> {
  await page.locator('.checkout-content-save-continue-button:visible').click();
  await page.waitForURL(next);
}

async function orderNumber(page: Page): Promise<string> {
  const number = page.locator('strong', { hasText: /^R\d{9}$/ }).first();
  return (await number.textContent()) ?? '';
}
