import { resolve } from 'node:path';
import { wrongUsage } from '../failure/wrong-usage.ts';
import { runScript } from '../scripts/run-script.ts';
import { shareEnvironment } from './environment/shared-environment.ts';
import type { Figure } from './figure.ts';
import { figures } from './figures.ts';
import { type Measurement, verdictOf } from './result/measurement.ts';
import { markdownTable } from './result/table.ts';

const checkout = resolve(import.meta.dirname, '..');

await runScript({
  name: 'bench',
  about: `measures the figures in README.md, with a store of its own: ${figures.map(({ name }) => name).join(', ')}`,
  operands: '[FIGURE...]',
  run: async ({ operands, progress, signal, json, print }) => {
    const chosen = chooseFigures(operands);
    const shared = shareEnvironment(checkout, progress, signal);
    const measurements: Measurement[] = [];
    try {
      for (const figure of chosen) {
        signal.throwIfAborted();
        const found = await progress.step(figure.about, (step) =>
          figure.measure({ checkout, environment: shared.get, step, signal }),
        );
        measurements.push(...found);
      }
    } finally {
      await shared.remove();
    }
    print(json ? JSON.stringify(withVerdicts(measurements), null, 2) : markdownTable(measurements));
    return measurements.some((measurement) => verdictOf(measurement) === 'over') ? 1 : 0;
  },
});

function chooseFigures(names: readonly string[]): readonly Figure[] {
  const unknown = names.find((name) => figures.every((figure) => figure.name !== name));
  if (unknown !== undefined) {
    throw wrongUsage(
      'BAD_ARGUMENT',
      `There is no figure '${unknown}'`,
      `There are: ${figures.map(({ name }) => name).join(', ')}`,
    );
  }
  return names.length === 0 ? figures : figures.filter(({ name }) => names.includes(name));
}

function withVerdicts(measurements: readonly Measurement[]) {
  return measurements.map((measurement) => ({ ...measurement, verdict: verdictOf(measurement) }));
}
