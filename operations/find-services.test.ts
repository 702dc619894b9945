import { expect, test } from 'vitest';
import { findService, shortServiceName } from './find-services.ts';

const services = ['spree-staging-web', 'spree-staging-worker', 'web-admin', 'shop-admin'];

test('a service is found by the end of its name, or by all of it', () => {
  expect(
    ['web', 'worker', 'spree-staging-web', 'web-admin'].map((name) => findService(services, name)),
  ).toEqual([...['spree-staging-web', 'spree-staging-worker', 'spree-staging-web', 'web-admin']]);
});

test('a name that no service or more than one has is refused, with the names that there are', () => {
  expect(() => findService(services, 'eb')).toThrow(
    expect.objectContaining({
      code: 'SERVICE_UNKNOWN',
      hint: expect.stringContaining('spree-staging-worker'),
    }),
  );
  expect(() => findService(services, 'admin')).toThrow(
    expect.objectContaining({
      code: 'SERVICE_AMBIGUOUS',
      message: "'admin' may be shop-admin or web-admin",
    }),
  );
});

test('a short name leaves out what all names of the environment begin with', () => {
  expect(shortServiceName('spree-staging-web', 'staging')).toBe('web');
  expect(shortServiceName('spree-staging-web', 'small')).toBe('spree-staging-web');
});
