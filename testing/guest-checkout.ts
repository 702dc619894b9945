import { z } from 'zod';
import { guestAddress } from '../loadtest/journeys/guest-address.ts';
import { type ApiResource, type EdgeClient, type StorefrontApi, storefrontApi } from './edge-client.ts';

const related = z.object({ data: z.object({ id: z.string() }) });

/** An order that lacks its last step only. */
export interface OpenOrder {
  /** What its guest knows it by. */
  readonly token: string;
  complete(): Promise<ApiResource>;
}

/** Buys one piece of the first product as a guest and gives the completed order. */
export async function buyAsGuest(edge: EdgeClient, email = 'guest@example.com'): Promise<ApiResource> {
  return await (await orderAsGuest(edge, email)).complete();
}

/** Takes all steps of a guest's checkout but the last one. */
export async function orderAsGuest(edge: EdgeClient, email = 'guest@example.com'): Promise<OpenOrder> {
  const cart = await storefrontApi(edge).one('POST', '/cart');
  const token = z.string().parse(cart.attributes.token);
  const guest = storefrontApi(edge, token);
  await guest.one('POST', '/cart/add_item', { variant_id: await firstVariant(edge), quantity: 1 });
  await guest.one('PATCH', '/checkout', {
    order: {
      email,
      bill_address_attributes: guestAddress,
      ship_address_attributes: guestAddress,
    },
  });
  await guest.one('PATCH', '/checkout/next');
  await chooseShipping(guest);
  await guest.one('PATCH', '/checkout/next');
  const { data: methods } = await guest.list('/checkout/payment_methods');
  const check = methods.find(({ attributes }) => /check/i.test(String(attributes.name)));
  await guest.one('POST', '/checkout/create_payment', { payment_method_id: check?.id ?? methods[0]?.id });
  return { token, complete: () => guest.one('PATCH', '/checkout/complete') };
}

/** What a cart is given of the first product. */
export async function firstVariant(edge: EdgeClient): Promise<string> {
  const products = await storefrontApi(edge).list('/products?page=1&per_page=1&include=default_variant');
  return related.parse(products.data[0]?.relationships?.default_variant).data.id;
}

async function chooseShipping(guest: StorefrontApi): Promise<void> {
  const { included } = await guest.list('/checkout/shipping_rates?include=shipping_rates');
  const rate = included.find(({ type }) => type === 'shipping_rate');
  const shippingMethodId = z.string().parse(rate?.attributes.shipping_method_id);
  await guest.one('PATCH', '/checkout/select_shipping_method', { shipping_method_id: shippingMethodId });
}
