import { expect, test } from 'vitest';
import { type Good, goods, listPage, productsDocument } from '../testing/stand-in-pages.ts';
import { type Ask, readStore } from './read-store.ts';
import type { StoreAnswer } from './visitor.ts';

type Answers = (path: string) => { readonly status?: number; readonly body?: string };

function asking(answers: Answers): Ask {
  return (_, { path }): StoreAnswer => {
    const { status = 200, body = '' } = answers(path);
    return { status, body, bytes: body.length, contentType: '', redirectsTo: '' };
  };
}

const document = (sold: readonly Good[]) => JSON.stringify(productsDocument(sold));

/** A store with no categories, whose search finds everything. */
const plain: Answers = (path) => {
  if (path.startsWith('/products?')) return { body: document(goods) };
  if (path === '/admin/orders') return { status: 302 };
  if (path.startsWith('/taxons')) return { status: 404 };
  return { body: path === '/' ? '<html><a href="/products">All</a></html>' : listPage('All', goods) };
};

test('a store whose home page leads to no category has the page of all products in their place', () => {
  const { categories, administers, searches } = readStore(asking(plain));
  expect(categories.map(({ path, product }) => [path, product.name])).toEqual([
    ['/products', 'Stoneware Mug'],
  ]);
  expect(searches.map(({ word }) => word)).toEqual(['Stoneware', 'Potter', 'Throw']);
  expect(administers).toBe('orders');
});

test('the categories of a store are those of its home page that show a product', () => {
  const { categories } = readStore(
    asking((path) => {
      if (path === '/') return { body: listPage('Home', []) };
      return path === '/t/categories/kitchen' ? { body: '<html></html>' } : plain(path);
    }),
  );
  expect(categories.map(({ path }) => path)).toEqual(['/t/categories/living']);
});

test('where the home page leads to none, the categories are those of the API that have products', () => {
  const taxon = (permalink: string, has_products: boolean) => ({ attributes: { permalink, has_products } });
  const taxons = JSON.stringify({ data: [taxon('new', false), taxon('categories/living', true)] });
  const { categories } = readStore(
    asking((path) => (path.startsWith('/taxons') ? { body: taxons } : plain(path))),
  );
  expect(categories.map(({ path }) => path)).toEqual(['/t/categories/living']);
});

test('what cannot be bought is not among the products', () => {
  const soldOut = document(goods).replace('"purchasable":true', '"purchasable":false');
  const { products } = readStore(
    asking((path) => (path.startsWith('/products?') ? { body: soldOut } : plain(path))),
  );
  expect(products.map(({ name }) => name)).toEqual(["Potter's Bowl & Lid", 'Wool Throw']);
  expect(products[0]).toEqual({
    name: "Potter's Bowl & Lid",
    path: '/products/potters-bowl-lid',
    variantId: '2',
    price: 1042.5,
    displayPrice: '$1,042.50',
    hasPictures: true,
    hasVariants: false,
  });
});

test.each([
  [
    '/products?',
    { status: 500 },
    "The store's API answered the request for its products with the status 500.",
  ],
  [
    '/products?',
    { status: 0 },
    "The store's API answered the request for its products with nothing: there was no connection, or no answer in time.",
  ],
  [
    '/products?',
    { body: '<html></html>' },
    'The store has no product that can be bought: a load test needs one.',
  ],
  ['/products', { body: '<html></html>' }, "None of the store's pages shows a product that its API has."],
  ['/', { body: '<html></html>' }, "The store's home page leads to no product and to no category."],
  [
    '/search',
    { body: '<html></html>' },
    "The store's search finds none of its products by a word of its name.",
  ],
  ['/search', { status: 502 }, 'The store answered the request for /search?q=Stoneware with the status 502.'],
  ['/admin/orders', { status: 503 }, 'The store answered the request for /admin/orders with the status 503.'],
])('a store that answers %s with %j is refused', (path, wrong, sentence) => {
  const isIt = (each: string) => (['/', '/products'].includes(path) ? each === path : each.startsWith(path));
  expect(() => readStore(asking((each) => (isIt(each) ? wrong : plain(each))))).toThrow(sentence);
});
