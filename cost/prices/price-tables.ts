import { Failure } from '../../failure/failure.ts';
import { ownValue } from '../../json/own-value.ts';
import { singapore } from './ap-southeast-1.ts';
import type { PriceTable } from './price-table.ts';

const tables: Readonly<Record<string, PriceTable>> = { [singapore.region]: singapore };

/** The prices of a region. Fails with `COST_NO_PRICES` where the repository has none. */
export function priceTable(region: string): PriceTable {
  const table = ownValue(tables, region);
  if (table !== undefined) return table;
  throw new Failure('COST_NO_PRICES', `There are no prices of the region '${region}' in the repository.`, {
    hint: `There are those of ${Object.keys(tables).join(', ')}. Add a table with its sources in cost/prices/, and name it in price-tables.ts there.`,
  });
}
