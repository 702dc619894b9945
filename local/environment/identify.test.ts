import { expect, test } from 'vitest';
import { identifyEnvironment } from './identify.ts';

test('the name comes from the checkout, so that two checkouts do not share one', () => {
  const one = identifyEnvironment('/home/dev/My Store', {}, '/home/dev');
  const two = identifyEnvironment('/home/dev/other/My Store', {}, '/home/dev');
  expect(one.name).toMatch(/^my-store-[0-9a-f]{6}$/);
  expect(two.name).not.toBe(one.name);
  expect(one.stateFolder).toBe(`/home/dev/.local/state/spree-parity/${one.name}`);
  expect(one.labels).toEqual({ 'dev.spree-parity.environment': one.name });
});

test('a name may be given, and a folder without a usable letter still has one', () => {
  const given = identifyEnvironment('/x', { PARITY_ENVIRONMENT: 'shop-2', XDG_STATE_HOME: '/state' }, '/h');
  expect(given.name).toBe('shop-2');
  expect(given.stateFolder).toBe('/state/spree-parity/shop-2');
  expect(identifyEnvironment('/商店', {}, '/h').name).toMatch(/^store-[0-9a-f]{6}$/);
});

test('an empty name counts as not given', () => {
  expect(identifyEnvironment('/x/shop', { PARITY_ENVIRONMENT: '' }, '/h')).toEqual(
    identifyEnvironment('/x/shop', {}, '/h'),
  );
});

test('a name that Docker would not accept is refused', () => {
  expect(() => identifyEnvironment('/x', { PARITY_ENVIRONMENT: 'My Shop' }, '/h')).toThrow(
    expect.objectContaining({
      code: 'ENVIRONMENT_BAD_NAME',
      exitCode: 2,
      message: "PARITY_ENVIRONMENT is 'My Shop', which is not a valid name",
    }),
  );
});

test('an empty state home counts as not given, and one that is no absolute path is refused', () => {
  const identify = (XDG_STATE_HOME: string) =>
    identifyEnvironment('/x', { PARITY_ENVIRONMENT: 'shop', XDG_STATE_HOME }, '/h');
  expect(identify('').stateFolder).toBe('/h/.local/state/spree-parity/shop');
  expect(() => identify('state')).toThrow(
    expect.objectContaining({
      ...{ code: 'STATE_HOME_NOT_ABSOLUTE', exitCode: 2 },
      message: "XDG_STATE_HOME is 'state', which is not an absolute path",
    }),
  );
});
