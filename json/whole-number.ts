/** The whole number that a text is in decimal digits; undefined for any other text, such as `''`, `-1`, `0x10` or `1e3`. */
export function wholeNumber(text: string): number | undefined {
  const number = Number(text);
  return /^\d+$/.test(text) && Number.isSafeInteger(number) ? number : undefined;
}
