import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../local/machine/find-chromium.ts';
import type { BuyInBrowser } from './browser-checkout.ts';

/** Where screenshots of tests go. */
export const pictures = resolve(import.meta.dirname, '..', 'reports', 'screenshots');

/**
 * Chromium without a window, with variables on top of this process's own. It speaks HTTP/1.1: Chromium ends all connections of
 * HTTP/2 when a network of the engine comes or goes.
 */
export async function openBrowser(variables: Readonly<Record<string, string>> = {}): Promise<Browser> {
  await mkdir(pictures, { recursive: true });
  return await chromium.launch({
    env: { ...process.env, ...variables },
    executablePath: (await findChromium(process.env)) ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-http2',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-sync',
    ],
  });
}

/** Buys as a guest who has never been there; gives the number of the order, and leaves a picture of the last page. */
export async function buyInNewPage(
  browser: Browser,
  buy: BuyInBrowser,
  storefrontUrl: string,
): Promise<string> {
  return await whileNetworksChange(async () => {
    const guest = await browser.newPage({ ignoreHTTPSErrors: true });
    try {
      return await buy(guest, storefrontUrl);
    } finally {
      await guest.screenshot({ path: join(pictures, 'order.png'), fullPage: true });
      await guest.close();
    }
  });
}

/** The second is of an attempt that the page of the first error interrupts. */
const networkChanged = /ERR_NETWORK_CHANGED|is interrupted by another navigation to/;

/** Chromium gives up a new connection when a network of the engine comes or goes meanwhile: that is no fault of the store. */
export async function whileNetworksChange<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 5 || !networkChanged.test(String(error))) throw error;
    }
  }
}
