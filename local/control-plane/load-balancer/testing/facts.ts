import type { Fact } from '../../model/fact.ts';

/** Keeps the facts that come, and waits for one. */
export interface Facts {
  readonly all: readonly Fact[];
  readonly take: (fact: Fact) => void;
  /** Resolves with the first fact that has all these fields, past or to come. */
  until(fields: Readonly<Record<string, unknown>>): Promise<Fact>;
}

export function recordFacts(): Facts {
  const all: Fact[] = [];
  const waiting: { readonly fits: (fact: Fact) => boolean; readonly resolve: (fact: Fact) => void }[] = [];
  return {
    all,
    take: (fact) => {
      all.push(fact);
      for (const { fits, resolve } of waiting) if (fits(fact)) resolve(fact);
    },
    until: (fields) => {
      const fits = (fact: Fact) =>
        Object.entries(fields).every(([name, value]) =>
          Object.entries(fact).some(([key, own]) => key === name && own === value),
        );
      const past = all.find(fits);
      return past === undefined
        ? new Promise((resolve) => waiting.push({ fits, resolve }))
        : Promise.resolve(past);
    },
  };
}
