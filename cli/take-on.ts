import { resolve } from 'node:path';
import { findRunning } from '@/bin/launcher/running';
import { readSettings } from '@/bin/launcher/settings';
import { AppError } from '@/lib/base/errors';

type TakenOn = {
  databaseUrl: string;
  /** The gateway's address on this machine. */
  gatewayAddress: string;
};

/**
 * Loads the settings of the running installation, or of DATABASE_URL, into the environment. Call it before lib/base/env
 * is read.
 */
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
