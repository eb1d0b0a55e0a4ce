import { resolve } from 'node:path';
import { findRunning } from '@/bin/launcher/running';
import { readSettings } from '@/bin/launcher/settings';
import { AppError } from '@/lib/base/errors';

type TakenOn = {
  databaseUrl: string;
  /** Where this machine reaches the gateway. */
  gatewayAddress: string;
};

/** Takes on the settings of the running installation, or those of DATABASE_URL. Call it before anything reads lib/base/env. */
export function takeOnInstallation(): TakenOn {
  const settings = readSettings();
  const running = findRunning(settings.dataDir);
  const meant = settings.databaseUrl ?? running?.environment.DATABASE_URL;
  if (!meant)
    throw new AppError(
      'unavailable',
      `PolicyLayer is not running on ${resolve(settings.dataDir)} (DATA_DIR); start it with npm start, then repeat this.`,
    );
  const isIt = running?.environment.DATABASE_URL === meant;
  Object.assign(process.env, isIt ? running.environment : { ...settings.environment, DATABASE_URL: meant });
  process.env.LOG_LEVEL = 'silent';
  return {
    databaseUrl: meant,
    gatewayAddress: isIt ? running.gatewayAddress : (settings.environment.GATEWAY_URL ?? ''),
  };
}
