import { schemaStandings } from '../../definition/properties/schema-standings.ts';
import type { Standing } from '../../definition/properties/standing.ts';
import { resourceSchemas } from '../../definition/resources/resource-schemas.ts';
import type { Template } from '../../definition/template/template.ts';
import { command } from '../../failure/command.ts';
import type { Faithfulness, Realisation } from '../providers/realisation.ts';
import { customResource, resourceTable } from '../providers/resource-table.ts';

const sections: readonly (readonly [Faithfulness, string, string])[] = [
  ['absent', 'Absent', 'Nothing takes their place locally.'],
  ['recorded', 'Recorded', 'Names and values are known; nothing acts on them.'],
  ['approximated', 'Approximated', 'Something takes their place, with the differences named here and below.'],
  ['as-aws', 'As on AWS', 'What the store can observe of them is as on AWS.'],
];

const propertySections: readonly (readonly [Standing['kind'], string, string])[] = [
  ['recorded', 'Properties that are recorded', 'They are accepted, and nothing acts on them locally.'],
  ['approximated', 'Properties that act with a difference', 'They act, but not exactly as on AWS.'],
  ['refused', 'Properties that are refused', '`local:up` fails and names the resource and the property.'],
];

/**
 * The page that says what differs locally: for each resource type that the local side knows what takes its place, and
 * for every property that does not act as on AWS, the reason. `template` tells how many of each type the store has.
 */
export function differencesPage(template: Template): string {
  return [
    '# What differs from production',
    '',
    'Every resource type that the local side knows, by what takes its place on a developer’s machine, and then every',
    'property that does not act as on AWS. A property that is not listed acts; a property or a type that the local side',
    `does not know is an error at \`local:up\`. \`${command('local:differences')}\` lists what differs for one definition.`,
    '',
    `Generated from \`local/providers/rows/\` and \`definition/resources/\` by \`${command('docs:differences')}\`. Tests check`,
    'that this page is up to date, and that each property of the store’s templates acts or is listed.',
    ...sections.flatMap(([faithfulness, title, about]) =>
      typesSection(title, about, rowsOf(faithfulness), (type) => countOf(template, type)),
    ),
    ...propertySections.flatMap(([kind, title, about]) => propertiesSection(kind, title, about)),
    '',
  ].join('\n');
}

function countOf(template: Template, type: string): number {
  const matches = (Type: string) => (type.endsWith('*') ? Type.startsWith(type.slice(0, -1)) : Type === type);
  return Object.values(template.Resources).filter(({ Type }) => matches(Type)).length;
}

type Row = readonly [type: string, row: Realisation];

function rowsOf(faithfulness: Faithfulness): readonly Row[] {
  return [...Object.entries(resourceTable), ['Custom::*', customResource] as const]
    .filter(([, row]) => row.faithfulness === faithfulness)
    .toSorted(([left], [right]) => left.localeCompare(right));
}

function typesSection(
  title: string,
  about: string,
  rows: readonly Row[],
  countOf: (type: string) => number,
): readonly string[] {
  if (rows.length === 0) return [];
  const lines = rows.map(
    ([type, { provider, why }]) => `| \`${type}\` | ${countOf(type) || '-'} | ${provider} | ${why} |`,
  );
  const head = ['| type | in the store | provided by | what differs |', '|---|---|---|---|'];
  return ['', `## ${title}`, '', about, '', ...head, ...lines];
}

function propertiesSection(kind: Standing['kind'], title: string, about: string): readonly string[] {
  const rows = Object.entries(resourceSchemas)
    .toSorted(([left], [right]) => left.localeCompare(right))
    .flatMap(([type, schema]) => {
      const ofKind = schemaStandings(schema).filter(({ standing }) => standing.kind === kind);
      const byReason = Map.groupBy(ofKind, ({ standing }) => standing.why);
      return [...byReason].map(([why, entries]) => {
        const paths = entries.map(({ path }) => `\`${inTemplate(path)}\``);
        return `| \`${type}\` | ${[...new Set(paths)].join(', ')} | ${asSentence(why)} |`;
      });
    });
  if (rows.length === 0) return [];
  return ['', `## ${title}`, '', about, '', '| type | properties | reason |', '|---|---|---|', ...rows];
}

/** Schemas of ECS have the names of its API; options of a log driver are named alike everywhere. */
function inTemplate(path: readonly string[]): string {
  return path
    .map((name, index) =>
      isWrittenAsIs(name, path[index - 1]) ? name : `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    )
    .join('.');
}

/** Options, and keys of attributes, such as `deletion_protection.enabled`. */
function isWrittenAsIs(name: string, above: string | undefined): boolean {
  return above === 'options' || name.includes('.');
}

function asSentence(why: string): string {
  const text = /^[a-z]{2}/.test(why) ? `${why.charAt(0).toUpperCase()}${why.slice(1)}` : why;
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
