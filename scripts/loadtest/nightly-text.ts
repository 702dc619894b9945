import type { NightlyResult, NightlyScenario } from '../../loadtest/nightly/run-nightly.ts';
import { comparisonText } from './comparison-text.ts';
import { paragraph } from './wrapped.ts';

/** The result of a night for a terminal and for a log: each scenario with its reasons, then the comparisons. */
export function nightlyText({ outcome, scenarios }: NightlyResult): string {
  const comparisons = scenarios.flatMap((scenario) =>
    'comparison' in scenario && scenario.comparison !== undefined
      ? [comparisonText(scenario.comparison)]
      : [],
  );
  return [...comparisons, ...scenarios.map(scenarioText), `The night ${outcome}.\n`].join('\n');
}

function scenarioText(scenario: NightlyScenario): string {
  const { scenario: name, outcome, reasons } = scenario;
  const isFirst = outcome !== 'not-run' && scenario.comparison === undefined;
  const first = isFirst ? ' There is no earlier night to compare with.' : '';
  return `${[`${name}: ${outcome.replace('-', ' ')}.${first}`, ...reasons.map(paragraph)].join('\n')}\n`;
}
