import { type Curve, curveColours, type Plot } from '../../local/plots/plot.ts';
import type { ObservedMetric, ObservedService } from '../record/observed-record.ts';
import type { RunRecord } from '../record/run-record.ts';
import { type PlotClock, perStep } from './plot-clock.ts';
import { namedAlarms, type PolicyMetric, policyMetrics } from './policy-metrics.ts';
import { alarmStates, alarmSteps, type TaskStep, taskSteps, valueSteps } from './service-steps.ts';

/** The tasks, the metrics and the alarms of all services in the course of a test. */
export function servicePlots(record: RunRecord, clock: PlotClock): readonly Plot[] {
  const { observed, timeScale } = record;
  return observed.services.flatMap((service) => [
    tasksPlot(service, taskSteps(service.samples, observed.gaps, clock)),
    ...policyMetrics(service).map((metric) => policyPlot(service.service, metric, timeScale, clock)),
    ...alarmsPlot(service, clock),
    ...service.metrics.map((metric) => metricPlot(service.service, metric, timeScale, clock)),
  ]);
}

function tasksPlot({ service }: ObservedService, steps: readonly (TaskStep | undefined)[]): Plot {
  const curve = (name: keyof TaskStep, colour: Curve['colour'], isDashed = false): Curve => ({
    ...{ name, colour, isDashed },
    values: steps.map((step) => step?.[name]),
  });
  const hasTargets = steps.some((step) => step?.healthy !== undefined);
  return {
    ...{ title: `Tasks of ${service}`, unit: '', isStepped: true },
    curves: [
      curve('desired', 'grey', true),
      curve('running', 'blue'),
      curve('pending', 'orange'),
      ...(hasTargets ? [curve('healthy', 'green')] : []),
    ],
  };
}

const limitColours = ['red', 'grey'] as const;

function policyPlot(service: string, metric: PolicyMetric, timeScale: number, clock: PlotClock): Plot {
  const { policyName, alarm, unit, limits } = metric;
  const highest = Math.max(...limits.map(([, value]) => value));
  return {
    title: `${alarm.metricName} of ${service}`,
    unit: [unit, `policy ${policyName}`].filter((part) => part !== '').join(', '),
    ...{ isStepped: true, least: highest * 1.1 },
    curves: [
      {
        ...{ name: alarm.metricName, colour: 'blue' },
        values: valueSteps(alarm.values, periodMs(alarm, timeScale), clock),
      },
      ...limits.map(([name, value], index) => ({
        ...{ name, colour: limitColours[index] ?? 'grey', isDashed: true },
        values: perStep(clock, () => value),
      })),
    ],
  };
}

function metricPlot(service: string, metric: ObservedMetric, timeScale: number, clock: PlotClock): Plot {
  const { name, statistic, unit } = metric;
  return {
    ...{
      title: `${name} of ${service}`,
      unit: [unit ?? [], statistic].flat().join(', '),
      isStepped: true,
      least: 0.01,
    },
    curves: [{ name, colour: 'blue', values: valueSteps(metric.values, periodMs(metric, timeScale), clock) }],
  };
}

/** A time scale shortens the periods of metrics. */
function periodMs({ periodSeconds }: { readonly periodSeconds: number }, timeScale: number): number {
  return (periodSeconds * 1000) / timeScale;
}

/** None where a service has no alarms. */
function alarmsPlot(service: ObservedService, clock: PlotClock): readonly Plot[] {
  const alarms = namedAlarms(service);
  if (alarms.length === 0) return [];
  const curves = alarms.map(([name, alarm], index) => ({
    ...{ name, colour: curveColours[index % curveColours.length] ?? 'blue' },
    values: alarmSteps(alarm, clock),
  }));
  const [title, unit] = [`Alarms of ${service.service}`, 'OK below, ALARM above, INSUFFICIENT_DATA between'];
  return [{ title, unit, curves, isStepped: true, states: alarmStates }];
}
