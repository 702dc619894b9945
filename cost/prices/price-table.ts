/**
 * How well a price is known. `confirmed`: two independent publications agree. `one source`: one publication has it.
 * `derived`: computed from a published price. `planning value`: no published price for the region was found.
 */
export type Confidence = 'confirmed' | 'one source' | 'derived' | 'planning value';

/** A list price in US dollars before tax, without free allowances. */
export interface Price {
  readonly usd: number;
  /** What the price is for, such as `GB` or `hour`. */
  readonly unit: string;
  /** How many units the price is for, where that is not one: requests are sold by the thousand. */
  readonly per?: number;
  /** Keys of the table's sources. */
  readonly sources: readonly string[];
  readonly confidence: Confidence;
  /** Where the price is not certain: the least and the most that it may be. */
  readonly range?: readonly [number, number];
  /** How it was derived, or what it leaves out. */
  readonly note?: string;
}

/** What a price was read from, and when that was published or queried. */
export interface PriceSource {
  readonly what: string;
  readonly date: string;
}

/** The prices of one region, by names such as `nat-gateway/hour`. */
export interface PriceTable {
  readonly region: string;
  /** The day on which the sources were read, such as `2026-11-24`. */
  readonly lookedUpOn: string;
  readonly sources: Readonly<Record<string, PriceSource>>;
  readonly prices: Readonly<Record<string, Price>>;
}
