import type { Template } from '../../definition/template/template.ts';
import type { Faithfulness } from './realisation.ts';
import { type RealisedResource, realisedResources } from './realised-resources.ts';

const headings: readonly (readonly [Faithfulness, string, string])[] = [
  ['absent', 'Absent', 'Nothing stands in for them.'],
  ['recorded', 'Recorded', 'Known by name and values; nothing acts on them.'],
  ['approximated', 'Approximated', 'Something stands in for them, with the differences that are named.'],
  ['as-aws', 'As on AWS', 'What the store can see of them is as on AWS.'],
];

/** The page that says, for every type of resource of a template, what plays it locally and what differs. */
export function differencesPage(template: Template): string {
  const resources = realisedResources(template);
  return [
    '# What differs from production',
    '',
    'Every resource of the definition, by what stands in for it on a developer’s machine. Written from the table in',
    '`local/providers/rows/` by `npx -y pnpm@12 docs:differences`; a test holds it to that.',
    ...headings.flatMap(([faithfulness, title, about]) =>
      section(
        title,
        about,
        resources.filter((resource) => resource.faithfulness === faithfulness),
      ),
    ),
    '',
  ].join('\n');
}

function section(title: string, about: string, resources: readonly RealisedResource[]): readonly string[] {
  if (resources.length === 0) return [];
  const types = [...new Set(resources.map(({ type }) => type))].toSorted();
  return [
    '',
    `## ${title}`,
    '',
    about,
    '',
    '| type | resources | played by | what differs |',
    '|---|---|---|---|',
    ...types.map((type) => {
      const ofType = resources.filter((resource) => resource.type === type);
      const [first] = ofType;
      return `| \`${type}\` | ${ofType.length} | ${first?.player ?? ''} | ${first?.why ?? ''} |`;
    }),
  ];
}
