import { secretInName, secretInParameters, secretInSentence, vaultOf } from '@/lib/core/risk/raise/secrets';
import type { Weighed, Weighing } from './severity';

/** High where secrets are read or changed; undefined otherwise. */
export function weighSecret(weighed: Weighed): Weighing | undefined {
  if (weighed.words === 'Read' || weighed.words === 'Other') return weighSecretAnswer(weighed);
  const named = weighed.category === 'Write' ? secretInName(weighed.tool.name) : undefined;
  return named
    ? {
        severity: 'High',
        because: `“${named}” in the name says that it works on secrets, which open more than this server.`,
      }
    : undefined;
}

function weighSecretAnswer({
  tool,
  parameters,
  sentence,
}: Pick<Weighed, 'tool' | 'parameters' | 'sentence'>): Weighing | undefined {
  const found =
    placed('name', secretInName(tool.name)) ??
    placed('description', secretInSentence(sentence)) ??
    placed('arguments', secretInParameters(parameters) ?? vaultOf(tool.name, parameters, tool.siblings ?? []));
  if (!found) return undefined;
  return {
    severity: 'High',
    because: `${found} says that its answer can hold secrets: what an agent reads it can pass on, and whoever has a secret can act with it elsewhere, so reading it is not harmless.`,
  };
}

function placed(place: string, quote: string | undefined): string | undefined {
  return quote && (place === 'arguments' ? `“${quote}” among its arguments` : `“${quote}” in the ${place}`);
}
