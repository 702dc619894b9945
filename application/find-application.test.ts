import { expect, test } from 'vitest';
import { applicationPlace } from './find-application.ts';

test.each([
  [{}, { file: '/checkout/store/parity.yml', isNamed: false }],
  [{ STORE_KIND: 'demo' }, { file: '/checkout/store/demo/parity.yml', isNamed: false }],
  [
    { STORE_CONTEXT: '../shop', STORE_KIND: 'demo' },
    { file: '/shop/parity.yml', isNamed: false },
  ],
  [
    { STORE_CONTEXT: '/srv/shop', STORE_IMAGE: '' },
    { file: '/srv/shop/parity.yml', isNamed: false },
  ],
  [{ STORE_IMAGE: 'shop:1', STORE_CONTEXT: '/srv/shop' }, undefined],
  [
    { STORE_IMAGE: 'shop:1', STORE_SETTINGS: 'shop.yml' },
    { file: '/checkout/shop.yml', isNamed: true },
  ],
  [{ STORE_SETTINGS: '/srv/shop.yml' }, { file: '/srv/shop.yml', isNamed: true }],
])('%j: the file beside the Dockerfile of what runs, or the one that is named', (variables, place) => {
  expect(applicationPlace('/checkout', variables)).toEqual(place);
});
