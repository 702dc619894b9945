/** A multiple of a price as the store writes it: `$1,234.50` for three times `$411.50`. Its separators are those of English. */
export function multiplied(displayPrice: string, price: number, quantity: number): string {
  const [whole = '', cents = ''] = (price * quantity).toFixed(2).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return displayPrice.replace(/\d[\d,]*\.\d\d/, `${grouped}.${cents}`);
}
