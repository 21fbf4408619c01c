/** Writes what follows from the declarations: a page for each resource, their index, and the README's list. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { resources } from '../nodes/Pelcro/resources';
import { withPolicies } from './generator/policyTable';
import { resourceIndex, withOperations } from './generator/indexPages';
import { pageName, resourcePage } from './generator/resourcePage';

const ROOT = join(__dirname, '..');

/** Has the table of what is retried. */
const LIMITS_PAGE = join('docs', 'limits-retries-exactly-once.md');

const PAGES = join('docs', 'resources');

/** Every generated file by its path from the project's root, not yet formatted. */
export async function generatedFiles(): Promise<Map<string, string>> {
	const files = new Map([
		['README.md', withOperations(readFileSync(join(ROOT, 'README.md'), 'utf8'), resources)],
		[join(PAGES, 'README.md'), resourceIndex(resources)],
		[LIMITS_PAGE, withPolicies(readFileSync(join(ROOT, LIMITS_PAGE), 'utf8'))],
	]);
	for (const resource of resources) {
		files.set(join(PAGES, pageName(resource)), await resourcePage(resource));
	}
	return files;
}

/** The pages that there are, with those of resources that are gone. */
export function presentPages(): string[] {
	return readdirSync(join(ROOT, PAGES)).map((name) => join(PAGES, name));
}

async function main(): Promise<void> {
	const files = await generatedFiles();
	mkdirSync(join(ROOT, PAGES), { recursive: true });
	for (const page of presentPages()) if (!files.has(page)) rmSync(join(ROOT, page));
	for (const [path, content] of files) writeFileSync(join(ROOT, path), content);
}

if (require.main === module) void main();
