/**
 * Whether a version is the same as another one, or later; only its leading numbers count ("20.10.24+dfsg1" is
 * 20.10.24).
 */
export function isAtLeast(version: string, oldest: string): boolean {
  const have = numbersOf(version);
  const need = numbersOf(oldest);
  for (const [index, wanted] of need.entries()) {
    const found = have[index] ?? 0;
    if (found !== wanted) return found > wanted;
  }
  return true;
}

/** A Debian version may have an epoch ("1:20.10") and an upstream version may have a "v" in front. */
function numbersOf(version: string): number[] {
  const leading = /^v?([\d.]+)/.exec(version.replace(/^\d+:/, ''))?.[1] ?? '';
  return leading.split('.').map(Number);
}
