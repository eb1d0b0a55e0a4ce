import { explain } from '@/bin/launcher/progress';
import { takeOnInstallation } from './take-on';

// `npm run reseal`: seals anew, with ENCRYPTION_KEY, what the keys of ENCRYPTION_KEY_PREVIOUS sealed. Can be ended and
// repeated; when it says that nothing is lost, those keys are no longer needed.

try {
  // The verbs read their settings when they are first loaded.
  takeOnInstallation();
  const { resealBoxes } = await import('@/lib/domain/servers/reseal-boxes');
  const { resealed, lost } = await resealBoxes();
  console.log(`${resealed} sealed anew.`);
  if (lost > 0) {
    console.error(
      `${lost} cannot be opened with any key of ENCRYPTION_KEY and ENCRYPTION_KEY_PREVIOUS; they were left.`,
    );
  }
  process.exit(lost > 0 ? 1 : 0);
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}
