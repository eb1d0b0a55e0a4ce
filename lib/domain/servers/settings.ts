import { z } from 'zod';

/** What a server may ask of clients; `ping` always, and nothing else. */
export const askables = ['elicitation/create', 'roots/list', 'sampling/createMessage'] as const;

const MEBIBYTE = 1_048_576;
const SECOND_MS = 1_000;

function whole(min: number, max: number) {
  const sentence = `Enter a whole number from ${min} to ${max.toLocaleString('en')}.`;
  const typed = z.string().trim().regex(/^\d+$/, sentence).transform(Number);
  return z.union([z.number(), typed], sentence).pipe(z.int(sentence).min(min, sentence).max(max, sentence));
}

/** Settings as people enter them: mebibytes and seconds. */
export const UpdateSettingsInput = z.object({
  serverId: z.string(),
  bodyMebibytes: whole(1, 16),
  /** The gateway gives up on a whole answer after 300 seconds. */
  firstByteSeconds: whole(1, 300),
  sessionsPerMinute: whole(1, 1_000),
  sessionsOpenMax: whole(1, 1_000),
  mayAsk: z.array(z.enum(askables, 'Choose among what is listed.')).max(askables.length),
});
export type UpdateSettingsInput = z.input<typeof UpdateSettingsInput>;

export type Settings = {
  bodyBytesMax: number;
  firstByteMs: number;
  sessionsPerMinute: number;
  sessionsOpenMax: number;
  mayAsk: string[];
};

export function toStored({ bodyMebibytes, firstByteSeconds, ...rest }: z.output<typeof UpdateSettingsInput>): Settings {
  return {
    bodyBytesMax: bodyMebibytes * MEBIBYTE,
    firstByteMs: firstByteSeconds * SECOND_MS,
    sessionsPerMinute: rest.sessionsPerMinute,
    sessionsOpenMax: rest.sessionsOpenMax,
    mayAsk: askables.filter((one) => rest.mayAsk.includes(one)),
  };
}

/** As the fields of the form show them. */
export function toShown(settings: Settings): Record<Exclude<keyof UpdateSettingsInput, 'serverId' | 'mayAsk'>, string> {
  return {
    bodyMebibytes: String(Math.ceil(settings.bodyBytesMax / MEBIBYTE)),
    firstByteSeconds: String(Math.ceil(settings.firstByteMs / SECOND_MS)),
    sessionsPerMinute: String(settings.sessionsPerMinute),
    sessionsOpenMax: String(settings.sessionsOpenMax),
  };
}
