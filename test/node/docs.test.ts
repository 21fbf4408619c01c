import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { generatedFiles, presentPages } from '../../docs/generate';
import { anchor } from '../../docs/generator/markdown';

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

/** The pages that people read, by their path from the project's root. */
const PAGES = [
	'README.md',
	'CHANGELOG.md',
	'CONTRIBUTING.md',
	'SECURITY.md',
	'sandbox/README.md',
	'findings/README.md',
	'workflows/README.md',
	...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.md'))
		.map((name) => join('docs', name)),
];

/** What a page links to and shows, but for addresses elsewhere. */
function linksIn(page: string): string[] {
	const text = read(page).replace(/```[^]*?```/g, '');
	const links = [...text.matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)];
	return links
		.map(([, link, source]) => link ?? source ?? '')
		.filter((link) => !/^\w+:/.test(link));
}

describe('the links of the pages', () => {
	it.each(PAGES)('of %s lead somewhere', (page) => {
		const broken = linksIn(page).filter((link) => {
			const [path = '', fragment] = link.split('#');
			const target = path === '' ? page : join(dirname(page), path);
			if (!existsSync(join(ROOT, target))) return true;
			return fragment !== undefined && !anchorsIn(target).includes(fragment);
		});
		expect(broken).toEqual([]);
	});
});

/** The headings of a page as GitHub makes anchors of them. */
function anchorsIn(page: string): string[] {
	return [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchor(heading));
}
