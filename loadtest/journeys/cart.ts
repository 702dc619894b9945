import { viewProduct } from './browse.ts';
import { multiplied } from './money.ts';
import { htmlText, isPage } from './pages.ts';
import type { Visitor } from './visitor.ts';

/** Puts one or two pieces of a product into the cart as the button on its page does, and looks at the cart. */
export function cart(visitor: Visitor): void {
  const product = visitor.pick(visitor.store.products);
  const quantity = visitor.pick([1, 2]);
  viewProduct(visitor, 'cart: product', product);
  visitor.think();
  const body = { variant_id: product.variantId, quantity: String(quantity) };
  const { redirectsTo } = visitor.step(
    'cart: add',
    { method: 'POST', path: '/line_items', body },
    (added) => ({
      'leads to the cart': /^\/cart\?order_token=./.test(added.redirectsTo),
    }),
  );
  const total = multiplied(product.displayPrice, product.price, quantity);
  visitor.step('cart: view', { path: redirectsTo }, ({ status, body: page }) => ({
    'is a page': status === 200 && isPage(page),
    'shows the product': page.includes(htmlText(product.name)),
    'shows the total': page.includes(total),
  }));
}
