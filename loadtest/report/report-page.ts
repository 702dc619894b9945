import { escapeMarkup } from '../../local/plots/escape-markup.ts';
import { plotPage } from '../../local/plots/plot-page.ts';
import { duration } from '../../time/duration.ts';
import type { RunRecord } from '../record/run-record.ts';
import type { RunVerdict } from '../verdict/verdict.ts';
import { courseTable } from './course-table.ts';
import { eventsHtml } from './events-html.ts';
import { type Happening, happeningsOf } from './happenings.ts';
import { journeySteps } from './journey-steps.ts';
import { loadPlots } from './load-plots.ts';
import { loadSteps } from './load-steps.ts';
import { plotClock } from './plot-clock.ts';
import { runSummary } from './run-summary.ts';
import { servicePlots } from './service-plots.ts';
import { stepTable } from './step-table.ts';
import { verdictTables } from './verdict-tables.ts';

/** The report of a load test: the verdict, plots of all that happened on one clock, and the same as tables. It needs no network. */
export function reportPage(record: RunRecord, verdict: RunVerdict): Promise<string> {
  const clock = plotClock(record);
  const steps = loadSteps(record.load, clock);
  const journeys = journeySteps(record.load, steps);
  const happenings = happeningsOf(record.observed);
  const plots = [...loadPlots(record, clock, steps, journeys), ...servicePlots(record, clock)];
  return plotPage(`Load test ${record.plan.scenario} against ${record.environment}: ${verdict.outcome}`, [
    {
      heading: 'Verdict',
      html: [runSummary(record, verdict, steps, journeys), verdictTables(verdict)].join('\n'),
    },
    {
      heading: 'Course',
      html: `<p>Each point is ${escapeMarkup(duration(clock.stepMs))}. Percentiles are of as many points together as they need for enough requests. The numbered lines are changes of the number of tasks, as in the table of events.</p>`,
      group: { startMs: clock.startMs, stepMs: clock.stepMs, plots, marks: marksOf(happenings) },
    },
    { heading: 'Steps of the journeys', html: stepTable(journeys) },
    { heading: 'Events', html: eventsHtml(record.observed, happenings) },
    { heading: 'The course in numbers', html: courseTable(record, clock, steps) },
  ]);
}

/** A numbered line in the plots for each change of the number of tasks: the numbers of the table of events. */
function marksOf(happenings: readonly Happening[]) {
  return happenings.flatMap(({ atMs, isChange }, index) =>
    isChange ? [{ atMs, label: String(index + 1) }] : [],
  );
}
