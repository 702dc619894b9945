import { hasHeading, hasLink, isPage, picturePaths } from './pages.ts';
import type { StoreProduct } from './store-facts.ts';
import type { StoreAnswer, Visitor } from './visitor.ts';

/** The home page, a category, a product, and its pictures through the edge. */
export function browse(visitor: Visitor): void {
  viewHome(visitor);
  visitor.think();
  const category = visitor.pick(visitor.store.categories);
  visitor.step('browse: category', { path: category.path }, ({ status, body }) => ({
    'is a page': status === 200 && isPage(body),
    'shows its products': hasLink(body, category.product.path),
  }));
  visitor.think();
  const product = visitor.pick(visitor.store.products);
  const page = viewProduct(visitor, 'browse: product', product);
  visitor.pictures('browse: picture', picturePaths(page.body).slice(0, 4));
}

function viewHome(visitor: Visitor): void {
  visitor.step('browse: home', { path: '/' }, ({ status, body }) => ({
    'is a page': status === 200 && isPage(body),
    'leads to products': hasLink(body, visitor.store.homeLeadsTo),
  }));
}

/** The page of a product: with its own name, its price unless that depends on a choice, and pictures if it has any. */
export function viewProduct(visitor: Visitor, step: string, product: StoreProduct): StoreAnswer {
  return visitor.step(step, { path: product.path }, ({ status, body }) => ({
    'is a page': status === 200 && isPage(body),
    'has the name of the product': hasHeading(body, product.name, '1'),
    'has the price of the product': product.hasVariants || body.includes(product.displayPrice),
    'has pictures of the product': !product.hasPictures || picturePaths(body).length > 0,
  }));
}
