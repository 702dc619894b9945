import { z } from 'zod';
import { parseJson } from '../../json/parse-json.ts';
import * as orders from './stand-in-orders.ts';
import { type Good, productsDocument } from './stand-in-pages.ts';
import type { StandInAnswer, StandInRequest } from './stand-in-store.ts';

const itemSchema = z.object({ variant_id: z.string(), quantity: z.number() });

/** The part of the Storefront API that a guest's checkout uses; undefined for any other request. */
export function answerApi(
  { what, headers, body }: StandInRequest,
  sells: readonly Good[],
  all: ReturnType<typeof orders.standInOrders>,
): StandInAnswer | undefined {
  const operation = what.replace('/api/v2/storefront', '');
  if (operation === what) return undefined;
  if (operation === 'GET /products') return document(productsDocument(sells));
  if (operation === 'POST /cart') return document(orders.orderDocument(all.create()), 201);
  const order = all.find(String(headers['x-spree-order-token']));
  if (order === undefined) return document({ error: 'There is no such order.' }, 404);
  if (operation === 'GET /checkout/shipping_rates') return document(orders.shippingRatesDocument);
  if (operation === 'GET /checkout/payment_methods') return document(orders.paymentMethodsDocument);
  if (operation === 'POST /cart/add_item') {
    const item = itemSchema.parse(parseJson(body));
    orders.add(order, item.variant_id, item.quantity);
  }
  if (['PATCH /checkout', 'PATCH /checkout/next', 'PATCH /checkout/complete'].includes(operation)) {
    orders.stepOn(order);
  }
  return document(orders.orderDocument(order));
}

function document(content: unknown, status = 200): StandInAnswer {
  return { status, headers: { 'content-type': 'application/vnd.api+json' }, body: JSON.stringify(content) };
}
