import type { MathFunction } from '../math-context.ts';
import { mapNumbers } from '../math-value.ts';
import { onlyOperand } from './operands.ts';

/** Functions of each number on its own. */
export const ofNumbers = {
  ABS: eachNumber(Math.abs),
  CEIL: eachNumber(Math.ceil),
  FLOOR: eachNumber(Math.floor),
  LOG: eachNumber(Math.log),
  LOG10: eachNumber(Math.log10),
} as const satisfies Readonly<Record<string, MathFunction>>;

function eachNumber(change: (number: number) => number): MathFunction {
  return (operands) => mapNumbers(onlyOperand(operands), change);
}
