const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** A size as Docker writes it, with a decimal unit: `742 B`, `1.4 GB`. */
export function byteSize(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 999.5 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1];
  const digits = unit === 0 || value >= 9.95 ? 0 : 1;
  return `${value.toFixed(digits)} ${units[unit]}`;
}
