import { buildUnlessCurrent } from '@/bin/launcher/bundle';
import { explain, step } from '@/bin/launcher/progress';

// `npm run build`: the build step of `npm start`.

try {
  await step('Build', () => buildUnlessCurrent());
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}
