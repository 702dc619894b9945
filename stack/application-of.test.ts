import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { defaultApplication } from '../application/defaults.ts';
import { applicationOf } from './application-of.ts';
import { SettingError } from './setting-error.ts';

let checkout = '';

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'application-of-'));
  mkdirSync(join(checkout, 'store', 'demo'), { recursive: true });
  mkdirSync(join(checkout, 'shop'));
  writeFileSync(join(checkout, 'store', 'parity.yml'), 'web: { port: 3001 }');
  writeFileSync(join(checkout, 'shop', 'parity.yml'), 'web: { port: 4000 }');
  writeFileSync(join(checkout, 'other.yml'), 'web: { port: 5000 }');
});

afterEach(() => rmSync(checkout, { recursive: true }));

const portOf = (context: unknown, variables: Record<string, string> = {}) =>
  applicationOf(checkout, variables)(context).web.port;

it('reads the file of the application that the variables mean, without one all is as by default', () => {
  expect(portOf(undefined)).toBe(3001);
  expect(portOf(undefined, { STORE_CONTEXT: 'shop' })).toBe(4000);
  expect(portOf(undefined, { STORE_CONTEXT: join(checkout, 'shop') })).toBe(4000);
  expect(portOf(undefined, { STORE_KIND: 'demo' })).toBe(3000);
  expect(portOf(undefined, { STORE_IMAGE: 'shop:1' })).toBe(3000);
  expect(portOf(undefined, { STORE_IMAGE: 'shop:1', STORE_SETTINGS: 'other.yml' })).toBe(5000);
});

it('takes what the context names before what the variables mean', () => {
  const variables = { STORE_CONTEXT: 'shop' };
  expect(portOf(join(checkout, 'other.yml'), variables)).toBe(5000);
  expect(applicationOf(checkout, variables)('none')).toBe(defaultApplication);
});

it('refuses a file that is named and not there', () => {
  expect(() => portOf(undefined, { STORE_SETTINGS: 'gone.yml' })).toThrow(
    `${join(checkout, 'gone.yml')} cannot be read: name the settings of an application with STORE_SETTINGS, or unset it`,
  );
});

it('refuses a file with all that is wrong in it', () => {
  writeFileSync(join(checkout, 'shop', 'parity.yml'), 'web:\n  port: 80\nredis: maybe\n');
  const read = () => portOf(undefined, { STORE_CONTEXT: 'shop' });
  expect(read).toThrow(SettingError);
  expect(read).toThrow(/^shop\/parity.yml:2: web.port is 80.*\nshop\/parity.yml:3: redis is "maybe"/);
});
