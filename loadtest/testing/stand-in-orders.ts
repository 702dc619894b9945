import { randomUUID } from 'node:crypto';
import { type Good, goods } from './stand-in-pages.ts';

export interface StandInOrder {
  readonly number: string;
  readonly token: string;
  state: string;
  readonly items: { readonly good: Good; readonly quantity: number }[];
}

const states = ['cart', 'address', 'delivery', 'payment', 'complete'];

/** The orders of a stand-in for a store, by their token. */
export function standInOrders() {
  const orders = new Map<string, StandInOrder>();
  return {
    all: () => [...orders.values()],
    find: (token: string | undefined) => orders.get(token ?? ''),
    create: (): StandInOrder => {
      const number = `R${String(orders.size + 1).padStart(9, '0')}`;
      const order: StandInOrder = { number, token: randomUUID(), state: 'cart', items: [] };
      orders.set(order.token, order);
      return order;
    },
  };
}

export function add(order: StandInOrder, variantId: unknown, quantity: unknown): void {
  const good = goods.find(({ id }) => id === String(variantId));
  if (good !== undefined) order.items.push({ good, quantity: Number(quantity) });
}

export function itemTotal({ items }: StandInOrder): number {
  return items.reduce((total, { good, quantity }) => total + good.price * quantity, 0);
}

export function stepOn(order: StandInOrder): void {
  order.state = states[states.indexOf(order.state) + 1] ?? order.state;
}

export function orderDocument(order: StandInOrder): unknown {
  const { number, token, state } = order;
  const attributes = { number, token, state, item_total: itemTotal(order).toFixed(2) };
  return { data: { id: '1', type: 'cart', attributes }, included: [] };
}

export const shippingRatesDocument = {
  data: [{ id: '1', type: 'shipment', attributes: {} }],
  included: [{ id: '1-1', type: 'shipping_rate', attributes: { shipping_method_id: '7' } }],
};

export const paymentMethodsDocument = {
  data: [
    { id: '8', type: 'payment_method', attributes: { name: 'Card' } },
    { id: '9', type: 'payment_method', attributes: { name: 'Check' } },
  ],
};
