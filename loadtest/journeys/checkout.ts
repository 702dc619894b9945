import { parseJson } from '../../json/parse-json.ts';
import { viewProduct } from './browse.ts';
import { listAt, textAt, valueAt } from './documents.ts';
import { guestAddress } from './guest-address.ts';
import type { StoreProduct } from './store-facts.ts';
import type { Expectations, StoreRequest, Visitor } from './visitor.ts';

/**
 * A guest's order, until it is complete.
 * @see https://spreecommerce.org/docs/api-reference/storefront
 */
export function checkout(visitor: Visitor): void {
  const product = visitor.pick(visitor.store.products);
  viewProduct(visitor, 'checkout: product', product);
  visitor.think();
  const guest = startCart(visitor);
  guest.send('checkout: add item', 'POST', '/cart/add_item', itemOf(product), (cart) => ({
    'has the total of the product':
      Number(textAt(cart, 'data', 'attributes', 'item_total')) === product.price,
  }));
  visitor.think();
  giveAddress(guest);
  chooseShipping(guest);
  visitor.think();
  choosePayment(guest);
  guest.send('checkout: complete', 'PATCH', '/checkout/complete', undefined, (order) => ({
    'is complete': textAt(order, 'data', 'attributes', 'state') === 'complete',
    'has the total of the product':
      Number(textAt(order, 'data', 'attributes', 'item_total')) === product.price,
  }));
}

/** Someone with a cart: what is not about another order is about its own. */
interface Guest {
  /** The document that the API answers with. */
  send(
    step: string,
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    body?: StoreRequest['body'],
    expected?: (document: unknown) => Expectations,
  ): unknown;
  readonly number: string;
}

function startCart(visitor: Visitor): Guest {
  const answer = visitor.step(
    'checkout: new cart',
    { method: 'POST', path: '/cart', api: true },
    ({ body }) => ({
      'has a number': /^R\d+$/.test(textAt(parseJson(body), 'data', 'attributes', 'number') ?? ''),
      'has a token': textAt(parseJson(body), 'data', 'attributes', 'token') !== undefined,
    }),
  );
  const { number = '', cartToken = '' } = {
    number: textAt(parseJson(answer.body), 'data', 'attributes', 'number'),
    cartToken: textAt(parseJson(answer.body), 'data', 'attributes', 'token'),
  };
  return {
    number,
    send: (step, method, path, body, expected) => {
      const request = { method, path, api: true, cartToken, ...(body === undefined ? {} : { body }) };
      const given = visitor.step(step, request, (received) => {
        const document = parseJson(received.body);
        return { ...aboutOwnOrder(document, number), ...expected?.(document) };
      });
      return parseJson(given.body);
    },
  };
}

/** Of a list of rates or payment methods, only that it is one. */
function aboutOwnOrder(document: unknown, number: string): Expectations {
  return Array.isArray(valueAt(document, 'data'))
    ? { 'is a list': listAt(document, 'data').length > 0 }
    : { 'is about the own order': textAt(document, 'data', 'attributes', 'number') === number };
}

function itemOf(product: StoreProduct) {
  return { variant_id: product.variantId, quantity: 1 };
}

function giveAddress(guest: Guest): void {
  const order = {
    email: 'guest@example.com',
    bill_address_attributes: guestAddress,
    ship_address_attributes: guestAddress,
  };
  guest.send('checkout: address', 'PATCH', '/checkout', { order });
  guest.send('checkout: to delivery', 'PATCH', '/checkout/next', undefined, inState('delivery'));
}

function chooseShipping(guest: Guest): void {
  const rates = '/checkout/shipping_rates?include=shipping_rates';
  const methodIn = (document: unknown) =>
    listAt(document, 'included')
      .filter((each) => textAt(each, 'type') === 'shipping_rate')
      .map((rate) => textAt(rate, 'attributes', 'shipping_method_id'))
      .find((id) => id !== undefined);
  const document = guest.send('checkout: shipping rates', 'GET', rates, undefined, (received) => ({
    'has a way to ship': methodIn(received) !== undefined,
  }));
  const chosen = { shipping_method_id: methodIn(document) };
  guest.send('checkout: choose shipping', 'PATCH', '/checkout/select_shipping_method', chosen);
  guest.send('checkout: to payment', 'PATCH', '/checkout/next', undefined, inState('payment'));
}

/** By check, which needs no card; where there is no such method, by the first one. */
function choosePayment(guest: Guest): void {
  const document = guest.send('checkout: payment methods', 'GET', '/checkout/payment_methods');
  const methods = listAt(document, 'data');
  const check = methods.find((method) => /check/i.test(textAt(method, 'attributes', 'name') ?? ''));
  const chosen = { payment_method_id: textAt(check ?? methods[0], 'id') };
  guest.send('checkout: pay', 'POST', '/checkout/create_payment', chosen);
}

function inState(state: string): (document: unknown) => Expectations {
  return (document) => ({
    [`is in the state ${state}`]: textAt(document, 'data', 'attributes', 'state') === state,
  });
}
