import type { AlarmOverview, Subscriber } from '../../operations/alarms/alarm-overview.ts';
import type { StoreAlarm } from '../../operations/alarms/store-alarms.ts';
import type { Known } from '../../operations/known.ts';
import { age } from '../../time/age.ts';
import { wrapped } from '../loadtest/wrapped.ts';

const width = 80;
const shownChanges = 10;

/** The alarms of an environment for a terminal: those in `ALARM`, or all, and who is told. */
export function alarmsText(overview: AlarmOverview, isAll: boolean): string {
  const { environment, alarms, history, subscribers } = overview;
  const own = alarms.filter(({ isForScaling }) => !isForScaling);
  const shown = isAll ? alarms : own.filter(({ state }) => state === 'ALARM');
  const count = (state: StoreAlarm['state']) => own.filter((alarm) => alarm.state === state).length;
  const short = (name: string) => name.replace(`spree-${environment}-`, '');
  // Data that begins or ends is no news.
  const news = history.filter(({ from, to }) => from === 'ALARM' || to === 'ALARM');
  const changes = news.slice(-shownChanges);
  return [
    `${environment}: ${count('ALARM')} of ${own.length} alarms in ALARM, ${count('OK')} OK, ${count('INSUFFICIENT_DATA')} without enough data`,
    ...shown.flatMap((alarm) => ['', ...alarmLines(alarm, short(alarm.name), overview.atMs)]),
    '',
    `In and out of ALARM in the last day, times in UTC:${news.length > changes.length ? ` the last ${changes.length} of ${news.length}` : ''}`,
    ...(changes.length === 0 ? ['  none'] : []),
    ...changes.map(({ atMs, name, from, to }) => `  ${utc(atMs).slice(5)} ${short(name)}: ${from} to ${to}`),
    '',
    ...subscriberLines(subscribers),
  ].join('\n');
}

function alarmLines(alarm: AlarmOverview['alarms'][number], name: string, nowMs: number): readonly string[] {
  const { state, sinceMs, metric, condition, lastValue, description } = alarm;
  const since = sinceMs === undefined ? '' : ` for ${age(nowMs - sinceMs)}, since ${utc(sinceMs)} UTC`;
  const value = lastValue === undefined ? '' : `; last value ${Number(lastValue.toPrecision(4))}`;
  const notes = [
    ...(alarm.isForScaling ? ['It only scales: nothing is wrong.'] : []),
    ...(alarm.areActionsEnabled ? [] : ['Its actions are disabled: nobody is told.']),
  ];
  const told = [`${metric} ${condition}${value}`, description, ...notes].filter((text) => text.trim() !== '');
  return [
    ...wrapped(`${name}: ${state}${since}`, width),
    ...told.flatMap((text) => wrapped(text, width - 4).map((line) => `  ${line}`)),
  ];
}

function utc(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

function subscriberLines(subscribers: Known<readonly Subscriber[]>): readonly string[] {
  if (!subscribers.isKnown) return wrapped(`Who is told of alarms is unknown: ${subscribers.why}`, width);
  const { value } = subscribers;
  const isTold = value.some(({ isConfirmed }) => isConfirmed);
  return [
    isTold ? 'Alarms are sent to:' : 'Nobody is told of alarms:',
    ...(value.length === 0 ? ['  nobody has subscribed: set alarmEmails in stack/environments/'] : []),
    ...value.map(({ endpoint, protocol, isConfirmed }) =>
      isConfirmed
        ? `  ${endpoint} (${protocol})`
        : `  ${endpoint} (${protocol}), not yet: follow the link in the mail of SNS`,
    ),
  ];
}
