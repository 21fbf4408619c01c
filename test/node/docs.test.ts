import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { withOperations } from '../../docs/generate';

// Formatting pads the columns of tables; what they say is compared.
const words = (text: string) => text.replace(/-{3,}/g, '---').replace(/[ \t]+/g, ' ');

it('the README lists the operations that there are (npm run docs)', () => {
	const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');
	expect(words(readme)).toBe(words(withOperations(readme)));
});
