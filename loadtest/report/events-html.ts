import type { ObservedRecord } from '../record/observed-record.ts';
import type { Happening } from './happenings.ts';
import { titledTable } from './html-table.ts';
import { timeOfDay } from './in-words.ts';

/** What happened and what ECS said of it, with times: the numbers are those of the lines in the plots. */
export function eventsHtml({ services }: ObservedRecord, happenings: readonly Happening[]): string {
  const rows = happenings.map(({ atMs, service = '', sentence }, index) => [
    ...[String(index + 1), timeOfDay(atMs), service, sentence],
  ]);
  const events = services
    .flatMap(({ service, events }) => events.map((event) => ({ ...event, service })))
    .toSorted((left, right) => left.atMs - right.atMs)
    .map(({ atMs, service, message }) => [timeOfDay(atMs), service, message]);
  const [kind, head] = ['sentences', ['UTC', 'service', 'what']] as const;
  return [
    titledTable(
      { title: 'Alarms, activities and deployments', kind, head: ['', ...head], rows },
      'Nothing happened.',
    ),
    titledTable({ title: 'Events of the services', kind, head, rows: events }, 'There are none.'),
  ].join('\n');
}
