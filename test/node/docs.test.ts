import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { generatedFiles, presentPages } from '../../docs/generate';

const ROOT = join(__dirname, '..', '..');

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

// Formatting changes white space and the lines of tables; what the pages say is compared.
const words = (text: string) => text.replace(/-{3,}/g, '---').replace(/\s+/g, '');

describe('the pages that are made from the declarations', () => {
	it('are current (npm run docs)', async () => {
		const files = [...(await generatedFiles())];
		const outdated = files.filter(([path, content]) => words(read(path)) !== words(content));
		expect(outdated.map(([path]) => path)).toEqual([]);
	});

	it('are no more than the resources that there are', async () => {
		const paths = [...(await generatedFiles()).keys()];
		expect(presentPages().filter((page) => !paths.includes(page))).toEqual([]);
	});
});
