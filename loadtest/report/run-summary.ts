import { escapeMarkup } from '../../local/plots/escape-markup.ts';
import { duration } from '../../time/duration.ts';
import type { RunRecord } from '../record/run-record.ts';
import type { RunVerdict } from '../verdict/verdict.ts';
import { number, timeOfDay } from './in-words.ts';
import type { JourneyStep } from './journey-steps.ts';
import { type LoadStep, sum } from './load-steps.ts';

/** What was done in which time, in a few sentences. */
export function runSummary(
  record: RunRecord,
  { outcome }: RunVerdict,
  steps: readonly (LoadStep | undefined)[],
  journeys: readonly JourneyStep[],
): string {
  const { startMs, endMs, timeScale, k6, workers } = record;
  const of = (read: (step: LoadStep) => number) =>
    number(sum(steps.map((step) => (step === undefined ? 0 : read(step)))));
  const requests = sum(journeys.map((step) => step.requests));
  const sentences = [
    `From ${new Date(startMs).toISOString().slice(0, 10)} ${timeOfDay(startMs)} to ${timeOfDay(endMs)} UTC, ${duration(endMs - startMs)}${timeScale === 1 ? '' : `, at time scale ${timeScale}`}.`,
    `${of(({ iterations }) => iterations)} journeys with ${number(requests)} requests, of which ${of(({ failed }) => failed)} failed and ${of(({ wrong }) => wrong)} had the wrong content; ${of(({ droppedIterations }) => droppedIterations)} journeys were dropped.`,
    `k6 ${k6.version}${workers === undefined ? '' : ` in ${workers} ${workers === 1 ? 'worker' : 'workers'}`} ${endOf(k6)}.`,
    ...preparation(record),
  ];
  const tone = outcome === 'passed' ? 'good' : 'bad';
  return [
    `<p class="${tone}">The test ${outcome}.</p>`,
    `<p>${sentences.map(escapeMarkup).join(' ')}</p>`,
    ...(k6.lastLines === undefined ? [] : [`<pre>${escapeMarkup(k6.lastLines.join('\n'))}</pre>`]),
  ].join('\n');
}

function preparation({ load: { setupRequests = 0 } }: RunRecord): readonly string[] {
  return setupRequests === 0 ? [] : [`${number(setupRequests)} more requests prepared the test.`];
}

function endOf({ ended, exitCode }: RunRecord['k6']): string {
  const code = exitCode === undefined ? '' : ` with exit code ${exitCode}`;
  switch (ended) {
    case 'completed':
      return 'completed its plan';
    case 'interrupted':
      return 'was interrupted';
    case 'died':
      return `died${code} before the end of its plan`;
  }
}
