import { writeFileSync } from 'node:fs';
import { writeChangelog } from './changelog';

// `npm run changelog`: writes CHANGELOG.md from the entries in changelog/.

writeFileSync('CHANGELOG.md', writeChangelog('changelog'));
