import { schemaStandings } from '../../definition/properties/schema-standings.ts';
import type { Standing } from '../../definition/properties/standing.ts';
import { resourceSchemas } from '../../definition/resources/resource-schemas.ts';
import type { Template } from '../../definition/template/template.ts';
import type { Faithfulness } from '../providers/realisation.ts';
import { type RealisedResource, realisedResources } from '../providers/realised-resources.ts';

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
 * The page that says what differs locally: for each resource type of a template what takes its place, and for every
 * property that does not act as on AWS, the reason.
 */
export function differencesPage(template: Template): string {
  const resources = realisedResources(template);
  return [
    '# What differs from production',
    '',
    'The resources of the definition, by what takes their place on a developer’s machine, and then every property that',
    'does not act as on AWS. A property that is not listed acts; one that the local side does not know is an error.',
    'Generated from `local/providers/rows/` and `definition/resources/` by `npx -y pnpm@12 docs:differences`. Tests check',
    'that this page is up to date, and that each property acts or is listed.',
    ...sections.flatMap(([faithfulness, title, about]) =>
      typesSection(
        title,
        about,
        resources.filter((resource) => resource.faithfulness === faithfulness),
      ),
    ),
    ...propertySections.flatMap(([kind, title, about]) => propertiesSection(kind, title, about)),
    '',
  ].join('\n');
}

function typesSection(
  title: string,
  about: string,
  resources: readonly RealisedResource[],
): readonly string[] {
  if (resources.length === 0) return [];
  const byType = Map.groupBy(resources, ({ type }) => type);
  const rows = [...byType]
    .toSorted(([left], [right]) => left.localeCompare(right))
    .map(([type, [first, ...others]]) => {
      return `| \`${type}\` | ${1 + others.length} | ${first?.player ?? ''} | ${first?.why ?? ''} |`;
    });
  const head = ['| type | resources | provided by | what differs |', '|---|---|---|---|'];
  return ['', `## ${title}`, '', about, '', ...head, ...rows];
}

function propertiesSection(kind: Standing['kind'], title: string, about: string): readonly string[] {
  const rows = Object.entries(resourceSchemas)
    .toSorted(([left], [right]) => left.localeCompare(right))
    .flatMap(([type, schema]) => {
      const ofKind = schemaStandings(schema).filter(({ standing }) => standing.kind === kind);
      const byReason = Map.groupBy(ofKind, ({ standing }) => standing.why);
      return [...byReason].map(([why, entries]) => {
        const paths = entries.map(({ path }) => `\`${path.join('.')}\``);
        return `| \`${type}\` | ${[...new Set(paths)].join(', ')} | ${asSentence(why)} |`;
      });
    });
  if (rows.length === 0) return [];
  return ['', `## ${title}`, '', about, '', '| type | properties | reason |', '|---|---|---|', ...rows];
}

function asSentence(why: string): string {
  const text = `${why.charAt(0).toUpperCase()}${why.slice(1)}`;
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
