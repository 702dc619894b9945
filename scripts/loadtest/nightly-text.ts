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
  const lines = [`${name}: ${outcome.replace('-', ' ')}.`, ...remarks(scenario), ...reasons];
  return `${lines.map(paragraph).join('\n')}\n`;
}

/** A spike by which no policy acts shows nothing about them, though it passes. */
function remarks(scenario: NightlyScenario): readonly string[] {
  if (scenario.outcome === 'not-run') return [];
  const acted = scenario.verdict.policies
    .filter(({ observed }) => observed.length > 0)
    .map(({ policyName, service }) => `${policyName} of ${service}`);
  return [
    ...(scenario.comparison === undefined ? ['There is no earlier night to compare with.'] : []),
    acted.length === 0 ? 'No scaling policy acted.' : `Scaling policies that acted: ${acted.join(', ')}.`,
  ];
}
