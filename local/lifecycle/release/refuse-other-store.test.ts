import { expect, test } from 'vitest';
import { imageVersionLabel } from '../../images/image-definition.ts';
import { refuseOtherStore } from './refuse-other-store.ts';

const imageOf = (kind: string) => ({ labels: { [imageVersionLabel]: kind } });

test('the demo store that was pushed from a commit is not taken for Spree, which has the same tag', () => {
  expect(() => refuseOtherStore({ kind: 'spree' }, imageOf('demo'), '3f2a1b9c0d1e')).toThrow(
    expect.objectContaining({ code: 'TAG_TAKEN', message: expect.stringContaining('3f2a1b9c0d1e') }),
  );
});

test.each([
  ['the same store', 'spree', imageOf('spree')],
  ['an image that does not say of which it is', 'spree', { labels: {} }],
  ['a store from elsewhere, whose tag has its content', 'context', imageOf('context')],
] as const)('%s is taken', (_, kind, details) => {
  expect(() => refuseOtherStore({ kind }, details, '3f2a1b9c0d1e')).not.toThrow();
});
