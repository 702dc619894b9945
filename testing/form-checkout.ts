const answers: Readonly<Record<string, string>> = {
  email: 'guest@example.com',
  'address[firstname]': 'Guest',
  'address[lastname]': 'Buyer',
  'address[address1]': '1 Market Street',
  'address[city]': 'New York',
  'address[zipcode]': '10001',
  'address[country_iso]': 'US',
};

/**
 * Buys the first product of the demo store as a browser does: by sending the fields of the pages' own forms under the
 * names that the pages give them. Gives the page that thanks for the order.
 */
export async function buyByForms(store: string): Promise<string> {
  const visitor = formVisitor(store);
  const [product = ''] = /\/products\/[a-z0-9-]+/.exec(await visitor.read('/products')) ?? [];
  await visitor.submit(await visitor.read(product), '/line_items');
  return await visitor.submit(await visitor.read('/checkout'), '/checkout');
}

/** A visitor who keeps cookies and follows redirects; requests come as those of a load balancer behind HTTPS. */
function formVisitor(store: string) {
  const cookies = new Map<string, string>();
  const send = async (path: string, form?: URLSearchParams): Promise<string> => {
    const answer = await fetch(new URL(path, store), {
      ...(form === undefined ? {} : { method: 'POST', body: form }),
      redirect: 'manual',
      signal: AbortSignal.timeout(60_000),
      headers: {
        'x-forwarded-proto': 'https',
        cookie: [...cookies].map((pair) => pair.join('=')).join('; '),
      },
    });
    for (const [, name = '', value = ''] of answer.headers
      .getSetCookie()
      .map((set) => /^([^=]+)=([^;]*)/.exec(set) ?? [])) {
      cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location !== null)
      return await send(new URL(location, store).pathname + new URL(location, store).search);
    const page = await answer.text();
    if (!answer.ok)
      throw new Error(
        `${form === undefined ? 'GET' : 'POST'} ${path} answered ${answer.status}: ${page.slice(0, 500)}`,
      );
    return page;
  };
  return {
    read: (path: string) => send(path),
    submit: (page: string, action: string) => send(action, fieldsOf(page, action)),
  };
}

/** The fields of the page's form with this action: as the page filled them in, else as the guest does. */
function fieldsOf(page: string, action: string): URLSearchParams {
  const [form = ''] = new RegExp(`<form[^>]*action="${action}"[\\s\\S]*?</form>`).exec(page) ?? [];
  const fields = new URLSearchParams();
  for (const [input = '', name = ''] of form.matchAll(/<(?:input|select)[^>]*?name="([^"]+)"[^>]*>/g)) {
    const [, value] = /value="([^"]*)"/.exec(input) ?? /<option[^>]*value="([^"]*)"/.exec(form) ?? [];
    fields.append(name, answers[name] ?? value ?? '');
  }
  return fields;
}
