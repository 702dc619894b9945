import { schemaStandings } from '../../definition/properties/schema-standings.ts';
import type { Standing } from '../../definition/properties/standing.ts';
import { resourceSchemas } from '../../definition/resources/resource-schemas.ts';
import type { Template } from '../../definition/template/template.ts';
import type { Faithfulness, Provision } from '../providers/provision.ts';
import { customResource, resourceTable } from '../providers/resource-table.ts';

const sections: readonly (readonly [Faithfulness, string, string])[] = [
  ['absent', 'Absent', 'Templates may contain them, but nothing provides them locally.'],
  [
    'recorded',
    'Recorded',
    'Other resources can reference their names and attributes, but they have no effect locally.',
  ],
  [
    'approximated',
    'Approximated',
    'Provided locally, with the differences listed here and in the property tables below.',
  ],
  ['as-aws', 'As on AWS', 'The store observes no difference from AWS.'],
];

const propertySections: readonly (readonly [Standing['kind'], string, string])[] = [
  ['recorded', 'Recorded properties', 'They are accepted, but have no effect locally.'],
  [
    'approximated',
    'Approximated properties',
    'They take effect, or are reported, but not exactly as on AWS.',
  ],
  [
    'refused',
    'Unsupported properties',
    '`local:up` fails with an error that names the resource and the property.',
  ],
];

/**
 * The page of local differences: what provides each known resource type, and the reason for every property that does
 * not behave as on AWS. Its commands are for every checkout, not for the environment of whoever writes it. `template`
 * gives the number of resources of each type in the store.
 */
export function differencesPage(template: Template): string {
  return [
    '# Differences from production',
    '',
    'This page lists every known resource type with what provides it locally, and every property that does not behave as',
    'on AWS. Properties that are not listed take effect. An unknown type or property is an error at `local:up`.',
    '`npx -y pnpm@12 local:differences` lists the differences of one definition.',
    '',
    'Generated from `local/providers/rows/` and `definition/resources/` by `npx -y pnpm@12 docs:differences`. Tests check',
    'that this page is up to date, and that each property of the store’s templates either takes effect or is listed.',
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

type Row = readonly [type: string, row: Provision];

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
    ([type, { provider, why }]) =>
      `| \`${type}\` | ${countOf(type) || '-'} | ${provider === 'none' ? '-' : provider} | ${why} |`,
  );
  const head = ['| type | in the store | provided by | notes |', '|---|---|---|---|'];
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

/** Schemas of ECS have the names of its API; keys of maps, such as options of a log driver, are named alike everywhere. */
function inTemplate(path: readonly string[]): string {
  return path
    .map((name, index) =>
      isWrittenAsIs(name, path[index - 1]) ? name : `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    )
    .join('.');
}

const keyed: readonly (string | undefined)[] = ['options', 'Parameters', 'Properties'];

/** Options, parameters of parameter groups, and keys of attributes, such as `deletion_protection.enabled`. */
function isWrittenAsIs(name: string, above: string | undefined): boolean {
  return keyed.includes(above) || name.includes('.');
}

function asSentence(why: string): string {
  const text = /^[a-z]{2}/.test(why) ? `${why.charAt(0).toUpperCase()}${why.slice(1)}` : why;
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
