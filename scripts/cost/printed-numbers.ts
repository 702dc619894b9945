/** For `JSON.stringify`: amounts without what binary fractions add. */
export function printedNumbers(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : value;
}
