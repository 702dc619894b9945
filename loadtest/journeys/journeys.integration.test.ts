import { expect, test } from 'vitest';
import { k6Options } from '../shapes/k6-options.ts';
import { type JourneyName, journeyNames } from '../shapes/load-plan.ts';
import { plannedJourneys } from '../shapes/planned-load.ts';
import { findShape } from '../shapes/shapes.ts';
import { realK6 } from '../testing/real-k6.ts';
import { type JourneysRun, runJourneys, runWithOptions, type StepCounts } from '../testing/run-journeys.ts';
import { goods } from '../testing/stand-in-pages.ts';
import { type Fault, type StandInOptions, standInStore } from '../testing/stand-in-store.ts';

/** k6 takes a second or two to start on a busy machine. */
const timeout = 90_000;
const administrator = { email: 'admin@example.com', password: 'a password of one test' };
const account = { ADMIN_EMAIL: administrator.email, ADMIN_PASSWORD: administrator.password };

const k6 = await realK6();

async function make(
  journeys: readonly JourneyName[],
  variables: Readonly<Record<string, string>>,
): Promise<JourneysRun> {
  return await runJourneys(k6, journeys, variables);
}

async function withOptions(
  options: unknown,
  variables: Readonly<Record<string, string>>,
): Promise<JourneysRun> {
  return await runWithOptions(k6, options, variables);
}

async function visit(
  journeys: readonly JourneyName[],
  options: StandInOptions & { readonly fault?: Fault } = {},
): Promise<JourneysRun> {
  const faults: { current: Fault } = { current: () => undefined };
  await using store = await standInStore({ administrator, faults, ...options });
  // Faults begin with the load: the store is read before.
  const { fault } = options;
  if (fault !== undefined) {
    faults.current = (request) =>
      store.requests.includes('GET /admin/orders') && request !== 'GET /admin/orders'
        ? fault(request)
        : undefined;
  }
  return await make(journeys, { STOREFRONT_URL: store.url, ...account });
}

function ofJourneys({ steps }: JourneysRun): readonly [string, StepCounts][] {
  return Object.entries(steps).filter(([name]) => !name.startsWith('setup: '));
}

const everyStep = [
  ...['admin: products', 'admin: sign in', 'admin: sign-in page'],
  ...['browse: category', 'browse: home', 'browse: picture', 'browse: product'],
  ...['cart: add', 'cart: product', 'cart: view'],
  ...['checkout: add item', 'checkout: address', 'checkout: choose shipping', 'checkout: complete'],
  ...['checkout: new cart', 'checkout: pay', 'checkout: payment methods', 'checkout: product'],
  ...['checkout: shipping rates', 'checkout: to delivery', 'checkout: to payment'],
  ...['search: product', 'search: results'],
];

test('in a good store, every step of every journey has the right content', { timeout }, async () => {
  const done = await visit(journeyNames);
  expect(done.exitCode, done.said).toBe(0);
  expect(
    ofJourneys(done)
      .map(([name]) => name)
      .toSorted(),
  ).toEqual(everyStep);
  // A store without a page of orders has not failed.
  expect(Object.values(done.steps).map(({ failed }) => failed)).toEqual(
    Object.values(done.steps).map(() => 0),
  );
  for (const [name, counts] of ofJourneys(done)) {
    expect([name, counts]).toEqual([name, { requests: 3, failed: 0, right: 3, wrong: [] }]);
  }
});

test('an order of a guest is complete, and has one piece of a product', { timeout }, async () => {
  await using store = await standInStore();
  await make(['checkout'], { STOREFRONT_URL: store.url });
  expect(store.orders.all().map(({ state, items }) => [state, items.length])).toEqual(
    Array.from({ length: 3 }, () => ['complete', 1]),
  );
});

test('where the admin has a page of orders, it is that page', { timeout }, async () => {
  const done = await visit(['admin'], { hasOrdersPage: true });
  expect(done.steps['admin: orders']).toEqual({ requests: 3, failed: 0, right: 3, wrong: [] });
});

interface Wrong {
  /** Requests whose path begins like this, such as `GET /cart`. */
  readonly answers: string;
  readonly step: string;
  readonly check: string;
}

/** One for each journey at most: it ends there. */
const rounds: readonly (readonly Wrong[])[] = [
  [
    { answers: 'GET /t/', step: 'browse: category', check: 'shows its products' },
    { answers: 'GET /search', step: 'search: results', check: 'shows a product with the word' },
    { answers: 'POST /line_items', step: 'cart: add', check: 'leads to the cart' },
    { answers: 'POST /api/v2/storefront/cart', step: 'checkout: new cart', check: 'has a number' },
    { answers: 'GET /admin_user', step: 'admin: sign-in page', check: 'has the form' },
  ],
  [
    { answers: 'GET /rails/', step: 'browse: picture', check: 'is a picture' },
    { answers: 'GET /cart', step: 'cart: view', check: 'shows the product' },
    {
      answers: 'PATCH /api/v2/storefront/checkout/complete',
      step: 'checkout: complete',
      check: 'is about the own order',
    },
    { answers: 'GET /admin/products', step: 'admin: products', check: 'has its heading' },
  ],
  [
    { answers: 'GET /products/', step: 'browse: product', check: 'has the name of the product' },
    { answers: 'GET /products/', step: 'search: product', check: 'has the name of the product' },
    { answers: 'GET /products/', step: 'cart: product', check: 'has the name of the product' },
    { answers: 'GET /products/', step: 'checkout: product', check: 'has the name of the product' },
  ],
];

test.each(rounds.map((round) => [round.map(({ step }) => step).join(', '), round] as const))(
  'wrong content with the status 200 fails the checks of its steps, and no request: %s',
  { timeout },
  async (_, round) => {
    const isWrong = (request: string) => round.some(({ answers }) => request.startsWith(answers));
    const done = await visit(journeyNames, {
      fault: (each) => (isWrong(each) ? 'wrong content' : undefined),
    });
    expect(done.exitCode, done.said).toBe(0);
    for (const { step, check } of round) {
      expect([step, done.steps[step]]).toEqual([
        step,
        { requests: 3, failed: 0, right: 0, wrong: [check, check, check] },
      ]);
    }
    const others = ofJourneys(done).filter(([name]) => round.every(({ step }) => step !== name));
    for (const [name, { failed, wrong }] of others) expect([name, failed, wrong]).toEqual([name, 0, []]);
  },
);

test('a step without a usable answer is the last one of its journey', { timeout }, async () => {
  const fault: Fault = (request) =>
    request === 'POST /api/v2/storefront/cart' || request === 'GET /' ? 'wrong content' : undefined;
  const done = await visit(['browse', 'checkout'], { fault });
  expect(
    ofJourneys(done)
      .map(([name]) => name)
      .toSorted(),
  ).toEqual(['browse: home', 'checkout: new cart', 'checkout: product']);
});

test('a request that failed is no wrong answer, and ends its journey', { timeout }, async () => {
  const done = await visit(['cart'], {
    fault: (request) => (request === 'POST /line_items' ? 'error' : undefined),
  });
  expect(done.steps['cart: add']).toEqual({ requests: 3, failed: 3, right: 0, wrong: [] });
  expect(done.steps['cart: view']).toBeUndefined();
});

test('a slow answer with the right content is right', { timeout }, async () => {
  const done = await visit(['search'], { fault: () => ({ slowMs: 50 }) });
  expect(done.steps['search: results']).toEqual({ requests: 3, failed: 0, right: 3, wrong: [] });
});

test('the password of the administrator is in nothing that k6 says', { timeout }, async () => {
  const done = await visit(['admin'], { administrator: { ...administrator, password: 'another one' } });
  expect(done.steps['admin: sign in']).toEqual({ requests: 3, failed: 3, right: 0, wrong: [] });
  expect(done.said).not.toContain(administrator.password);
});

test.each([
  ['no product', { sells: [] }, 'The store has no product that can be bought'],
  [
    'nothing that its search finds',
    { fault: fails('GET /search') },
    'The store answered the request for /search',
  ],
] as const)(
  'a store with %s is said to be so before the load begins',
  { timeout },
  async (_, options, sentence) => {
    const faults = { current: 'fault' in options ? options.fault : () => undefined };
    await using store = await standInStore({ ...options, faults });
    const done = await make(['browse'], { STOREFRONT_URL: store.url });
    expect(done.exitCode).not.toBe(0);
    expect(done.said).toContain(sentence);
    expect(done.steps['browse: home']).toBeUndefined();
  },
);

test('an administrators’ journey without an account is refused', { timeout }, async () => {
  await using store = await standInStore({ sells: goods });
  const done = await make(['admin'], {
    STOREFRONT_URL: store.url,
    ADMIN_EMAIL: '',
    ADMIN_PASSWORD: '',
  });
  expect(done.exitCode).not.toBe(0);
  expect(done.said).toContain('needs the variables ADMIN_EMAIL and ADMIN_PASSWORD');
});

test('k6 takes the options of a plan, and begins as many journeys of each kind as it says', {
  timeout,
}, async () => {
  const plan = findShape('spike').plan({ ratePerSecond: 20, durationMs: 4000, timeScale: 10 });
  await using store = await standInStore({ administrator });
  const options = k6Options(plan, { trustAnyCertificate: true });
  const done = await withOptions(options, { STOREFRONT_URL: store.url, ...account });
  expect(done.exitCode, done.said).toBe(0);
  for (const name of journeyNames) {
    const planned = plannedJourneys(plan) * plan.mix[name];
    expect([name, Math.abs((done.due[name] ?? 0) - planned) <= 1, planned]).toEqual([name, true, planned]);
  }
});

test('pauses that would never end are refused', { timeout }, async () => {
  const variables = { STOREFRONT_URL: 'http://127.0.0.1:1', LOADTEST_THINK_DIVISOR: '0' };
  const done = await make(['browse'], variables);
  expect(done.exitCode).not.toBe(0);
  expect(done.said).toContain("The variable LOADTEST_THINK_DIVISOR is '0'");
});

function fails(path: string): Fault {
  return (request) => (request === path ? 'error' : undefined);
}
