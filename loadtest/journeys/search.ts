import { viewProduct } from './browse.ts';
import { hasLink, isPage } from './pages.ts';
import type { Visitor } from './visitor.ts';

/** Searches for a word and looks at a product that was found. */
export function search(visitor: Visitor): void {
  const { word, product } = visitor.pick(visitor.store.searches);
  visitor.step('search: results', { path: `/search?q=${encodeURIComponent(word)}` }, ({ status, body }) => ({
    'is a page': status === 200 && isPage(body),
    'shows a product with the word': hasLink(body, product.path),
  }));
  visitor.think();
  viewProduct(visitor, 'search: product', product);
}
