/** What a load test knows of the store: read from the store itself before the load begins. */
export interface StoreFacts {
  readonly products: readonly StoreProduct[];
  /** What the home page leads to. */
  readonly homeLeadsTo: string;
  readonly categories: readonly StoreCategory[];
  readonly searches: readonly StoreSearch[];
  /** What the page of the administrators' journey lists: the demo store's has no orders. */
  readonly administers: 'orders' | 'products';
}

export interface StoreProduct {
  readonly name: string;
  readonly path: string;
  readonly variantId: string;
  readonly price: number;
  /** As its page shows it, such as `$18.00`. */
  readonly displayPrice: string;
  readonly hasPictures: boolean;
  /** Whose prices may differ from each other, and from the one on the page. */
  readonly hasVariants: boolean;
}

/** A page of products, and one that it shows. */
export interface StoreCategory {
  readonly path: string;
  readonly product: StoreProduct;
}

/** A word to search for, and a product that has it in its name. */
export interface StoreSearch {
  readonly word: string;
  readonly product: StoreProduct;
}
