import type { CapacityDocument } from '../../loadtest/capacity/capacity-document.ts';
import {
  capacitySentences,
  sizeRows,
  sizesHead,
  stepRows,
  stepsHead,
  titleOfSize,
} from '../../loadtest/capacity/capacity-words.ts';
import { findingsText } from '../scaling/findings-text.ts';
import { textTable } from '../text-table.ts';
import { paragraph } from './wrapped.ts';

/** What was found of the capacity of a service, for a terminal. */
export function capacityText(found: CapacityDocument): string {
  const { sizes, policies, findings, limits } = found;
  return [
    ...(found.ended === 'interrupted' ? ['INTERRUPTED: this is what was measured until then.'] : []),
    ...capacitySentences(found).map(paragraph),
    '',
    ...(sizes.length === 0 ? [] : [textTable(sizesHead, sizeRows(found))]),
    ...sizes.flatMap((size) => [
      `Steps of ${titleOfSize(size)}`,
      textTable(stepsHead, stepRows(size.steps, limits)),
    ]),
    ...(policies.length === 0 ? [] : ['When policies add tasks, the first one first']),
    ...policies.map(({ sentence }) => paragraph(`  ${sentence}`)),
    '',
    ...(sizes.length === 0 ? [] : ['scaling:check with these figures', findingsText(findings)]),
  ].join('\n');
}
