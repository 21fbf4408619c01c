import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '..', '..');

/** Stands on the page for what a message fills in. */
const FILLED_IN = '…';

/** The fixed parts of all texts in the nodes' and the credential's code: a text with gaps is several parts. */
function textsInCode(): string {
	const files = ['nodes', 'credentials'].flatMap((folder) =>
		readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
			.filter((name) => name.endsWith('.ts'))
			.map((name) => join(ROOT, folder, name)),
	);
	return files.flatMap(textsInFile).join('\n');
}

function textsInFile(path: string): string[] {
	const texts: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) texts.push(node.text);
		if (ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) texts.push(node.text);
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest));
	return texts;
}

/** The texts that the page explains. */
function headings(): string[] {
	const page = readFileSync(join(ROOT, 'docs', 'troubleshooting.md'), 'utf8');
	return [...page.matchAll(/^### (.+)$/gm)].map(([, heading = '']) => heading.replace(/\\/g, ''));
}

describe('the troubleshooting page', () => {
	const texts = textsInCode();

	it('explains many texts', () => {
		expect(headings().length).toBeGreaterThan(40);
	});

	it.each(headings())('explains a text that the nodes still print: %s', (heading) => {
		const parts = heading.split(FILLED_IN).filter((part) => /\w/.test(part));
		expect(parts.filter((part) => !texts.includes(part))).toEqual([]);
		expect(parts).not.toEqual([]);
	});
});
