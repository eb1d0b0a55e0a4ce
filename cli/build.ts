import { buildUnlessCurrent } from './bundle';
import { explain, step } from './progress';

// `npm run build`: the build step of `npm start` alone.

try {
  await step('Build', () => buildUnlessCurrent());
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}
