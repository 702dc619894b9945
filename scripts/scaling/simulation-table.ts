import type { ServiceResult } from '../../local/capacity/simulated/run-service.ts';
import { textTable } from '../text-table.ts';
import { resultRows, resultSentences, runsOf } from './simulation-rows.ts';

/** Results for a terminal. */
export function simulationTable(results: readonly ServiceResult[]): string {
  return results.map(resultText).join('\n');
}

function resultText(result: ServiceResult): string {
  const { service } = result;
  return [
    textTable([service.name, ...runsOf(result).map(([title]) => title)], resultRows(result)),
    ...resultSentences(result).map((sentence) => `${sentence}\n`),
  ].join('');
}
