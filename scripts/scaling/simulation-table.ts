import type { ServiceResult } from '../../local/capacity/simulated/run-service.ts';
import { textTable } from '../text-table.ts';
import { differenceSentence, resultRows, runsOf } from './simulation-rows.ts';

/** Results for a terminal. */
export function simulationTable(results: readonly ServiceResult[]): string {
  return results.map(resultText).join('\n');
}

function resultText(result: ServiceResult): string {
  const { service } = result;
  const { leftOut } = service;
  const sentence = differenceSentence(result);
  return [
    textTable([service.name, ...runsOf(result).map(([title]) => title)], resultRows(result)),
    ...(sentence === undefined ? [] : [`${sentence}\n`]),
    ...(leftOut.length === 0 ? [] : [`Not simulated, as the metric is not known: ${leftOut.join(', ')}\n`]),
  ].join('');
}
