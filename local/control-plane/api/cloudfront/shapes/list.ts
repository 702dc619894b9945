/** A list inside a configuration as CloudFront writes it: its length, and its items in elements of their name. */
export function itemsShape(name: string, items: readonly unknown[]) {
  return { Quantity: items.length, Items: items.length === 0 ? undefined : { [name]: items } };
}
