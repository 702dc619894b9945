import type { ServiceResult } from '../../local/capacity/simulated/run-service.ts';
import { textTable } from '../text-table.ts';
import { differenceSentence, leftOutSentence, resultRows, runsOf } from './simulation-rows.ts';

/** Results for a terminal. */
export function simulationTable(results: readonly ServiceResult[]): string {
  return results.map(resultText).join('\n');
}

function resultText(result: ServiceResult): string {
  const { service } = result;
  const sentences = [differenceSentence(result), leftOutSentence(result)];
  return [
    textTable([service.name, ...runsOf(result).map(([title]) => title)], resultRows(result)),
    ...sentences.flatMap((sentence) => (sentence === undefined ? [] : [`${sentence}\n`])),
  ].join('');
}
