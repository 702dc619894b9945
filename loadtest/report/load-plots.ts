import { type Curve, curveColours, type Plot } from '../../local/plots/plot.ts';
import type { RunRecord } from '../record/run-record.ts';
import { plannedRate } from '../shapes/planned-rate.ts';
import type { JourneyStep } from './journey-steps.ts';
import { type LoadStep, sum } from './load-steps.ts';
import { type PlotClock, perStep } from './plot-clock.ts';
import { groupResponseTimes, percentilePerStep, type ResponseTimeGroups } from './response-time-groups.ts';

type LoadSteps = readonly (LoadStep | undefined)[];

/** Requests, journeys and response times in the course of a test. */
export function loadPlots(
  record: RunRecord,
  clock: PlotClock,
  steps: LoadSteps,
  journeys: readonly JourneyStep[],
): readonly Plot[] {
  return [
    requestsPlot(steps),
    journeysPlot(record, clock, steps),
    responseTimesPlot(steps),
    ...byStepPlots(journeys, clock.steps),
  ];
}

function requestsPlot(steps: LoadSteps): Plot {
  const curve = (name: string, colour: Curve['colour'], read: (step: LoadStep) => number): Curve => ({
    ...{ name, colour },
    values: steps.map((step) => (step === undefined ? undefined : read(step))),
  });
  return {
    ...{ title: 'Requests', unit: 'per second; failed and wrong ones in the worst second of each point' },
    curves: [
      curve('requests', 'green', ({ requests, seconds }) => requests / seconds),
      curve('failed or wrong', 'red', ({ worstPerSecond }) => worstPerSecond),
    ],
  };
}

function journeysPlot({ plan, load }: RunRecord, clock: PlotClock, steps: LoadSteps): Plot {
  const perSecond = (read: (step: LoadStep) => number) =>
    steps.map((step) => (step === undefined ? undefined : read(step) / step.seconds));
  return {
    ...{ title: 'Journeys', unit: 'that began, per second' },
    curves: [
      {
        ...{ name: 'planned', colour: 'grey', isDashed: true },
        values: perStep(clock, (startMs) => plannedRate(plan, startMs - load.startMs)),
      },
      { name: 'begun', colour: 'green', values: perSecond(({ iterations }) => iterations) },
      { name: 'dropped', colour: 'red', values: perSecond(({ droppedIterations }) => droppedIterations) },
    ],
  };
}

/** As many requests tell a p99. */
const wantedRequests = 100;

function responseTimesPlot(steps: LoadSteps): Plot {
  const requests = sum(steps.map((step) => step?.requests ?? 0));
  const groups = groupResponseTimes(steps, wantedRequests, requests, ({ times }) => [times]);
  return {
    ...{ title: 'Response times of all requests', unit: 'ms', isStepped: true, least: 10 },
    curves: [
      percentileCurve('p50', 'green', groups, steps.length),
      percentileCurve('p95', 'blue', groups, steps.length),
      percentileCurve('p99', 'orange', groups, steps.length),
    ],
  };
}

function percentileCurve(
  name: 'p50' | 'p95' | 'p99',
  colour: Curve['colour'],
  groups: ResponseTimeGroups,
  steps: number,
): Curve {
  return { name, colour, values: percentilePerStep(groups, steps, name) };
}

/** A plot for each journey, with a curve for each of its steps. */
function byStepPlots(journeys: readonly JourneyStep[], steps: number): readonly Plot[] {
  const byJourney = Map.groupBy(journeys, ({ name }) => name.split(': ')[0] ?? name);
  return [...byJourney].map(([journey, ofJourney]) => ({
    ...{ title: `Response times of ${journey}`, unit: 'ms, p95 by step', isStepped: true, least: 10 },
    curves: ofJourney.map(({ name, groups }, index) => ({
      name: name.slice(name.indexOf(': ') < 0 ? 0 : journey.length + 2),
      colour: curveColours[index % curveColours.length] ?? 'blue',
      isDashed: index >= curveColours.length,
      values: percentilePerStep(groups, steps, 'p95'),
    })),
  }));
}
