import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { answerApi } from './stand-in-api.ts';
import { add, itemTotal, standInOrders } from './stand-in-orders.ts';
import * as pages from './stand-in-pages.ts';

/** What is wrong with a store, by method and path such as `GET /cart`; nothing where it answers undefined. */
export type Fault = (request: string) => undefined | 'error' | 'wrong content' | { readonly slowMs: number };

export interface StandInOptions {
  /** May change while the store is open. */
  readonly faults?: { current: Fault };
  readonly sells?: readonly pages.Good[];
  /** Whether its admin has a page of orders, as Spree's has. */
  readonly hasOrdersPage?: boolean;
  readonly administrator?: { readonly email: string; readonly password: string };
}

export interface StandInStore extends AsyncDisposable {
  readonly url: string;
  readonly orders: ReturnType<typeof standInOrders>;
  /** Each request so far, such as `GET /cart`. */
  readonly requests: readonly string[];
}

export interface StandInRequest {
  /** Such as `GET /cart`. */
  readonly what: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface StandInAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A small store on a loopback port: it answers as the demo store does, unless it is told to have a fault. */
export async function standInStore(options: StandInOptions = {}): Promise<StandInStore> {
  const orders = standInOrders();
  const requests: string[] = [];
  const server = createServer(async (incoming, response) => {
    const url = new URL(incoming.url ?? '/', 'http://store');
    const what = `${incoming.method} ${url.pathname}`;
    requests.push(what);
    const request = { what, url, headers: incoming.headers, body: await text(incoming) };
    const { status, headers, body } = await answer(request, options, orders);
    response.writeHead(status, headers).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    orders,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Orders = ReturnType<typeof standInOrders>;

async function answer(
  request: StandInRequest,
  options: StandInOptions,
  orders: Orders,
): Promise<StandInAnswer> {
  const fault = options.faults?.current(request.what);
  if (fault === 'error') return html('<h1>Error</h1>', 500);
  if (fault === 'wrong content') return html(pages.wrongPage);
  if (fault !== undefined) await pause(fault.slowMs);
  return (
    answerApi(request, options.sells ?? pages.goods, orders) ??
    answerAdmin(request, options) ??
    answerPage(request, options.sells ?? pages.goods, orders)
  );
}

function html(body: string, status = 200): StandInAnswer {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

function redirect(location: string, headers: Readonly<Record<string, string>> = {}): StandInAnswer {
  return { status: 302, headers: { location, ...headers } };
}

function answerAdmin({ what, headers, body }: StandInRequest, options: StandInOptions) {
  if (what === 'GET /admin_user/sign_in') return html(pages.signInPage);
  if (what === 'POST /admin_user/sign_in') {
    const form = new URLSearchParams(body);
    const { email, password } = options.administrator ?? {};
    const given = ['email', 'password'].map((field) => form.get(`admin_user[${field}]`));
    const right = given[0] === email && given[1] === password;
    return right && form.get('authenticity_token') === 'token-of-the-form'
      ? redirect('https://store.example/admin', { 'set-cookie': 'session=1; path=/' })
      : html(pages.signInPage, 422);
  }
  const [, list] = /^GET \/admin\/(orders|products)$/.exec(what) ?? [];
  if (list === undefined || (list === 'orders' && options.hasOrdersPage !== true)) return undefined;
  if (headers.cookie?.includes('session=1') !== true) return redirect('/admin_user/sign_in');
  return html(pages.page(list === 'orders' ? '<h4>\n Orders </h4>' : '<h1>Products</h1>'));
}

function answerPage({ what, url, body }: StandInRequest, sells: readonly pages.Good[], orders: Orders) {
  const [, category] = /^GET \/t\/categories\/(\w+)$/.exec(what) ?? [];
  const product = sells.find(({ slug }) => what === `GET /products/${slug}`);
  if (product !== undefined) return html(pages.productPage(product));
  if (what.startsWith('GET /rails/active_storage/')) {
    return { status: 200, headers: { 'content-type': 'image/png' }, body: 'picture' };
  }
  if (what === 'GET /' || what === 'GET /products') return html(pages.listPage('Products', sells));
  if (category !== undefined) {
    return html(
      pages.listPage(
        category,
        sells.filter((each) => each.category === category),
      ),
    );
  }
  if (what === 'GET /search') {
    const word = url.searchParams.get('q') ?? '';
    return html(
      pages.listPage(
        word,
        sells.filter(({ name }) => word !== '' && name.includes(word)),
      ),
    );
  }
  return answerCart({ what, url, body }, orders) ?? html('<h1>Not found</h1>', 404);
}

function answerCart({ what, url, body }: Omit<StandInRequest, 'headers'>, orders: Orders) {
  if (what === 'POST /line_items') {
    const form = new URLSearchParams(body);
    const order = orders.create();
    add(order, form.get('variant_id'), form.get('quantity'));
    return redirect(`/cart?order_token=${order.token}`);
  }
  const order = orders.find(url.searchParams.get('order_token') ?? '');
  if (what !== 'GET /cart' || order === undefined) return undefined;
  const names = order.items.map(({ good }) => `<li>${pages.escaped(good.name)}</li>`);
  return html(
    pages.page(`<h1>Cart</h1><ul>${names.join('')}</ul><p>Total ${pages.money(itemTotal(order))}</p>`),
  );
}
