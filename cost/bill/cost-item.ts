import type { Confidence } from '../prices/price-table.ts';

/** A line of a bill. */
export interface CostItem {
  readonly name: string;
  /** Logical ids of what it is for. */
  readonly resources: readonly string[];
  /** Of `unit`, in a month. */
  readonly quantity: number;
  readonly unit: string;
  /** For one `unit`, in US dollars. */
  readonly unitPriceUsd: number;
  /** US dollars a month. */
  readonly usd: number;
  /** The least and the most that it may be, where the price is not certain. */
  readonly rangeUsd?: readonly [number, number];
  /** How `usd` comes about, such as `2 × 730 × 0.059`. */
  readonly computation: string;
  /** Name of the price in the table. */
  readonly price: string;
  readonly confidence: Confidence;
  readonly sources: readonly string[];
  readonly note?: string;
}

/** The lines of one kind. */
export interface CostPart {
  /** US dollars a month. */
  readonly usd: number;
  readonly items: readonly CostItem[];
}
