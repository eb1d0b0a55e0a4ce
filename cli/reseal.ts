import { explain } from '@/bin/launcher/progress';
import { takeOnInstallation } from './take-on';

// `npm run reseal` seals boxes of ENCRYPTION_KEY_PREVIOUS with ENCRYPTION_KEY. Repeatable; if it reports no lost box,
// the previous keys are no longer needed.

try {
  // The verbs read the settings on import.
  takeOnInstallation();
  const { resealBoxes } = await import('@/lib/domain/servers/reseal-boxes');
  const { resealed, lost } = await resealBoxes();
  console.log(`${resealed} resealed.`);
  if (lost > 0) {
    console.error(`${lost} cannot be opened with ENCRYPTION_KEY or ENCRYPTION_KEY_PREVIOUS and were left unchanged.`);
  }
  process.exit(lost > 0 ? 1 : 0);
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}
