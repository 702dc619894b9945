/** What the stand-in for a store sells. */
export const goods = [
  { id: '1', name: 'Stoneware Mug', slug: 'stoneware-mug', price: 18, category: 'kitchen' },
  { id: '2', name: "Potter's Bowl & Lid", slug: 'potters-bowl-lid', price: 1042.5, category: 'kitchen' },
  { id: '3', name: 'Wool Throw', slug: 'wool-throw', price: 120, category: 'living' },
] as const;

export type Good = (typeof goods)[number];

export function page(body: string): string {
  return `<!DOCTYPE html><html><head><title>Store</title></head><body>${body}</body></html>`;
}

/** What a store shows that is closed for maintenance: with the status 200, and on every page. */
export const wrongPage = page('<h1>We will be back soon</h1>');

export function money(amount: number): string {
  return amount.toLocaleString('en-US', { style: 'currency', currency: 'USD' });
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll("'", '&#39;');
}

export function listPage(title: string, shown: readonly Good[]): string {
  const items = shown.map(({ slug, name }) => `<li><a href="/products/${slug}">${escaped(name)}</a></li>`);
  return page(`<nav><a class="x" href="https://store.example/t/categories/kitchen">Kitchen</a>
    <a href="/t/categories/living">Living</a></nav><h1>${title}</h1><ul>${items.join('')}</ul>`);
}

export function productPage({ id, slug, name, price }: Good): string {
  return page(`<h1 class="name">
      ${escaped(name)}
    </h1>
    <img alt="" src="/rails/active_storage/blobs/proxy/${slug}.png?a=1&amp;b=2"><img src="/assets/icon.svg">
    <p>${money(price)}</p>
    <form action="/line_items" method="post"><input type="hidden" name="variant_id" value="${id}"></form>`);
}

export const signInPage = page(`<form action="/search"><input name="q"></form>
  <form action="/admin_user/sign_in" method="post">
    <input type="hidden" name="authenticity_token" value="token-of-the-form">
    <input name="admin_user[email]"><input name="admin_user[password]"></form>`);

export function productsDocument(shown: readonly Good[]): unknown {
  return {
    data: shown.map(({ id, name, slug, price }) => ({
      id,
      type: 'product',
      attributes: { name, slug, price: price.toFixed(2), display_price: money(price), purchasable: true },
      relationships: {
        images: { data: [{ id, type: 'image' }] },
        default_variant: { data: { id, type: 'variant' } },
      },
    })),
  };
}
