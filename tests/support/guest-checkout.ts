import { z } from 'zod';
import { type ApiResource, type EdgeClient, storefrontApi } from './edge-client.ts';

const address = {
  firstname: 'Guest',
  lastname: 'Buyer',
  address1: '1 Market Street',
  city: 'New York',
  zipcode: '10001',
  phone: '2125550100',
  state_name: 'New York',
  country_iso: 'US',
};

const related = z.object({ data: z.object({ id: z.string() }) });

/** Buys one piece of the first product as a guest and gives the completed order. */
export async function buyAsGuest(edge: EdgeClient): Promise<ApiResource> {
  const [product] = await storefrontApi(edge).list('/products?page=1&per_page=1&include=default_variant');
  const variant = related.parse(product?.relationships?.default_variant).data.id;
  const cart = await storefrontApi(edge).one('POST', '/cart');
  const guest = storefrontApi(edge, z.string().parse(cart.attributes.token));
  await guest.one('POST', '/cart/add_item', { variant_id: variant, quantity: 1 });
  await guest.one('PATCH', '/checkout', {
    order: { email: 'guest@example.com', bill_address_attributes: address, ship_address_attributes: address },
  });
  await guest.one('PATCH', '/checkout/next');
  await chooseShipping(guest);
  await guest.one('PATCH', '/checkout/next');
  const methods = await guest.list('/checkout/payment_methods');
  const check = methods.find(({ attributes }) => /check/i.test(String(attributes.name)));
  await guest.one('POST', '/checkout/create_payment', { payment_method_id: check?.id ?? methods[0]?.id });
  return await guest.one('PATCH', '/checkout/complete');
}

const rates = z.object({ data: z.array(z.object({ id: z.string() })) });

async function chooseShipping(guest: ReturnType<typeof storefrontApi>): Promise<void> {
  const [shipment] = await guest.list('/checkout/shipping_rates?include=shipping_rates,shipping_method');
  const rate = rates.safeParse(shipment?.relationships?.shipping_rates).data?.data[0];
  if (shipment === undefined || rate === undefined) throw new Error('The order has no shipping rate');
  await guest.one('PATCH', '/checkout/select_shipping_method', { shipping_method_id: rate.id });
}
