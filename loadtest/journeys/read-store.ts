import { parseJson } from '../../json/parse-json.ts';
import { listAt, textAt, valueAt } from './documents.ts';
import { hasLink, linkedPaths } from './pages.ts';
import type { StoreCategory, StoreFacts, StoreProduct, StoreSearch } from './store-facts.ts';
import type { StoreAnswer, StoreRequest } from './visitor.ts';

/** Sends a request of the step with this name. */
export type Ask = (step: string, request: StoreRequest) => StoreAnswer;

/** More would make a run begin later and would not make it any more varied. */
const mostProducts = 50;
const mostCategories = 5;
const mostSearches = 5;

/** Reads from the store what its visitors look for. Raises a sentence that says what the store lacks. */
export function readStore(ask: Ask): StoreFacts {
  const products = readProducts(ask);
  const linked = linkedPaths(readPage(ask, 'setup: home', '/'));
  return {
    products,
    homeLeadsTo: firstOf(linked, products),
    categories: readCategories(ask, products, linked),
    searches: readSearches(ask, products),
    administers: whatIsAdministered(ask),
  };
}

function readProducts(ask: Ask): readonly StoreProduct[] {
  const path = `/products?page=1&per_page=${mostProducts}&include=default_variant`;
  const { status, body } = ask('setup: products', { path, api: true });
  if (status !== 200)
    throw new Error(`The store's API answered the request for its products with ${answered(status)}.`);
  const products = listAt(parseJson(body), 'data').flatMap(productOf);
  if (products.length > 0) return products;
  throw new Error('The store has no product that can be bought: a load test needs one.');
}

function productOf(resource: unknown): readonly StoreProduct[] {
  const attribute = (name: string) => textAt(resource, 'attributes', name);
  const variantId = textAt(resource, 'relationships', 'default_variant', 'data', 'id');
  const [name, slug, price, displayPrice] = ['name', 'slug', 'price', 'display_price'].map(attribute);
  if (name === undefined || slug === undefined || variantId === undefined) return [];
  if (price === undefined || displayPrice === undefined || !isSold(resource)) return [];
  return [
    {
      name,
      path: `/products/${slug}`,
      variantId,
      price: Number(price),
      displayPrice,
      hasPictures: hasRelated(resource, 'images'),
      hasVariants: hasRelated(resource, 'variants'),
    },
  ];
}

function hasRelated(resource: unknown, name: string): boolean {
  return listAt(resource, 'relationships', name, 'data').length > 0;
}

function isSold(resource: unknown): boolean {
  return valueAt(resource, 'attributes', 'purchasable') !== false;
}

/** A category, a product, or the page of all products. */
function firstOf(linked: readonly string[], products: readonly StoreProduct[]): string {
  const known = ['/products', ...products.map(({ path }) => path)];
  const first = linked.find((path) => path.startsWith('/t/') || known.includes(path));
  if (first !== undefined) return first;
  throw new Error("The store's home page leads to no product and to no category.");
}

/** Pages of products: of the categories that the home page leads to, else of those of the API, else of all products. */
function readCategories(
  ask: Ask,
  products: readonly StoreProduct[],
  linked: readonly string[],
): readonly StoreCategory[] {
  const sources = [
    () => linked.filter((path) => path.startsWith('/t/')),
    () => readTaxons(ask),
    () => ['/products'],
  ];
  for (const paths of sources) {
    const categories = paths()
      .slice(0, mostCategories)
      .flatMap((path) => shownOn(readPage(ask, 'setup: category', path), products, path));
    if (categories.length > 0) return categories;
  }
  throw new Error("None of the store's pages shows a product that its API has.");
}

/** The paths of what Spree calls taxons, where the store's API has them. */
function readTaxons(ask: Ask): readonly string[] {
  const path = '/taxons?page=1&per_page=50';
  const { status, body } = ask('setup: taxons', { path, api: true, mayBeMissing: true });
  const taxons = status === 200 ? listAt(parseJson(body), 'data') : [];
  return taxons
    .filter((taxon) => valueAt(taxon, 'attributes', 'has_products') !== false)
    .map((taxon) => textAt(taxon, 'attributes', 'permalink'))
    .filter((permalink) => permalink !== undefined)
    .map((permalink) => `/t/${permalink}`);
}

function shownOn(html: string, products: readonly StoreProduct[], path: string): readonly StoreCategory[] {
  return products
    .filter((product) => hasLink(html, product.path))
    .slice(0, 1)
    .map((product) => ({ path, product }));
}

/** The longest words of some names, where the store finds a product for them. */
function readSearches(ask: Ask, products: readonly StoreProduct[]): readonly StoreSearch[] {
  const searches = products.slice(0, mostSearches).flatMap((product) => {
    const word = longestWord(product.name);
    const path = `/search?q=${encodeURIComponent(word)}`;
    return hasLink(readPage(ask, 'setup: search', path), product.path) ? [{ word, product }] : [];
  });
  if (searches.length > 0) return searches;
  throw new Error("The store's search finds none of its products by a word of its name.");
}

function longestWord(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u);
  return words.reduce((longest, word) => (word.length > longest.length ? word : longest), '');
}

/** Nobody is signed in: an admin that has the page asks for that. */
function whatIsAdministered(ask: Ask): StoreFacts['administers'] {
  const path = '/admin/orders';
  const { status } = ask('setup: orders page', { path, mayBeMissing: true });
  if (status === 404) return 'products';
  if (status >= 200 && status < 400) return 'orders';
  throw new Error(`The store answered the request for ${path} with ${answered(status)}.`);
}

function readPage(ask: Ask, step: string, path: string): string {
  const { status, body } = ask(step, { path });
  if (status === 200) return body;
  throw new Error(`The store answered the request for ${path} with ${answered(status)}.`);
}

function answered(status: number): string {
  return status === 0 ? 'nothing: there was no connection, or no answer in time' : `the status ${status}`;
}
