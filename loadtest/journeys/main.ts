/**
 * What k6 runs: the options that a plan became, and a function for each journey. Its variables:
 *
 * - `LOADTEST_OPTIONS`: the file with the options (`k6Options` of `loadtest/shapes`)
 * - `STOREFRONT_URL`: the address of the storefront, through the edge
 * - `STOREFRONT_API_URL`: the address of the Storefront API, unless it is below that of the storefront
 * - `ADMIN_EMAIL`, `ADMIN_PASSWORD`: the account of the administrators' journey, only in the environment of the process
 * - `LOADTEST_START_MS`: when the load begins, in milliseconds since the epoch; at once unless it is set
 * - `LOADTEST_THINK_DIVISOR`: how many times as short pauses are; 1 unless it is set
 */
import { sleep } from 'k6';
import type { Options } from 'k6/options';
import { admin as visitAdmin } from './admin.ts';
import { browse as visitPages } from './browse.ts';
import { cart as fillCart } from './cart.ts';
import { checkout as buy } from './checkout.ts';
import { makeJourney, type VisitorSettings } from './k6-visitor.ts';
import { readStore } from './read-store.ts';
import { search as find } from './search.ts';
import { sendRequest } from './send-request.ts';
import type { StoreFacts } from './store-facts.ts';

export const options: Options = JSON.parse(open(variable('LOADTEST_OPTIONS')));

const settings = readSettings();
/** Asked before k6 puts options of its own in the place of these. */
const hasAdministrators = options.scenarios?.admin !== undefined;

export function setup(): StoreFacts {
  if (hasAdministrators && settings.account === undefined) {
    throw new Error("The administrators' journey needs the variables ADMIN_EMAIL and ADMIN_PASSWORD.");
  }
  const store = readStore((step, request) => sendRequest(settings.address, step, request));
  sleep(Math.max(Number(__ENV.LOADTEST_START_MS || 0) - Date.now(), 0) / 1000);
  return store;
}

export function browse(store: StoreFacts): void {
  makeJourney(visitPages, store, settings);
}

export function search(store: StoreFacts): void {
  makeJourney(find, store, settings);
}

export function cart(store: StoreFacts): void {
  makeJourney(fillCart, store, settings);
}

export function checkout(store: StoreFacts): void {
  makeJourney(buy, store, settings);
}

export function admin(store: StoreFacts): void {
  makeJourney(visitAdmin, store, settings);
}

function readSettings(): VisitorSettings {
  const storefrontUrl = variable('STOREFRONT_URL').replace(/\/+$/, '');
  const { STOREFRONT_API_URL, ADMIN_EMAIL, ADMIN_PASSWORD, LOADTEST_THINK_DIVISOR } = __ENV;
  return {
    address: {
      storefrontUrl,
      apiUrl: (STOREFRONT_API_URL || `${storefrontUrl}/api/v2/storefront`).replace(/\/+$/, ''),
    },
    ...(ADMIN_EMAIL && ADMIN_PASSWORD ? { account: { email: ADMIN_EMAIL, password: ADMIN_PASSWORD } } : {}),
    thinkDivisor: positive('LOADTEST_THINK_DIVISOR', LOADTEST_THINK_DIVISOR || '1'),
    random: Math.random,
  };
}

function positive(name: string, value: string): number {
  if (Number(value) > 0) return Number(value);
  throw new Error(`The variable ${name} is '${value}'; it is a number above 0.`);
}

function variable(name: string): string {
  const value = __ENV[name];
  if (!value) throw new Error(`The variable ${name} is not set.`);
  return value;
}
