import { invalid } from '../errors.ts';

interface Capacity {
  readonly MinCapacity?: number | undefined;
  readonly MaxCapacity?: number | undefined;
}

/** Raises `ValidationException` for bounds below 0, and for ones that cross. */
export function requireBounds({ MinCapacity: min = 0, MaxCapacity: max = Infinity }: Capacity): void {
  if (min < 0) throw invalid('Minimum capacity cannot be less than 0');
  if (max < min) throw invalid('Maximum capacity cannot be less than minimum capacity');
}
