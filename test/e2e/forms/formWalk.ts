import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

import { pelcroNode, type PublishedWorkflows } from '../../trigger/real/publishedWorkflows';
import type { EditorPage } from '../editor/editorPage';
import { fieldsOf, filledIn, titleOf, type Form } from './formDrafts';

/** Tall enough for the longest form. */
const TALL = { width: 1_440, height: 3_400 };

const WIDE = { width: 1_440, height: 900 };

const SHEET = { width: 2_300, height: 1_000 };

const COLUMNS = 5;

const STYLE = `
	section { display: inline-flex; gap: 16px; padding: 8px; align-items: flex-start; background: #fff }
	p { font: bold 20px sans-serif; margin: 8px 0 0 }
	img { display: block; border-bottom: 2px solid #888 }
`;

/** Sheets are no longer than this, so that they can still be read as one picture; pixels. */
const SHEET_HEIGHT = 2_000;

/** A form as the editor drew it. */
export interface Picture {
	form: Form;
	path: string;
	height: number;
	/** Labels that the editor has cut off. */
	cut: string[];
}

/** What a walk needs of a running n8n. */
export interface WalkStage {
	editor: EditorPage;
	workflows: PublishedWorkflows;
	credentialId: string;
	folder: string;
}

/** Opens forms with everything in them, and keeps a picture of the fields of each. */
export async function pictureForms(stage: WalkStage, forms: Form[]): Promise<Picture[]> {
	const { editor, workflows, credentialId } = stage;
	const nodes = forms.map((form) => {
		// the options are the same everywhere
		const fields = fieldsOf(form).filter(({ name }) => name !== 'options');
		return pelcroNode(titleOf(form), filledIn(form, fields));
	});
	const { id } = await workflows.add('Forms', credentialId, nodes);
	await editor.page.setViewportSize(WIDE);
	await editor.openWorkflow(id);
	await editor.page.setViewportSize(TALL);
	const pictures: Picture[] = [];
	for (const form of forms) pictures.push(await pictureForm(stage, form));
	return pictures;
}

async function pictureForm({ editor, folder }: WalkStage, form: Form): Promise<Picture> {
	await editor.openForm(titleOf(form));
	const path = join(folder, `${titleOf(form).replaceAll(' ', '-')}.png`);
	const clip = await editor.formArea();
	await editor.page.screenshot({ path, clip });
	return { form, path, height: clip.height, cut: await editor.cutLabels() };
}

/** Puts pictures side by side, in their order, on as few sheets as are readable. @returns the sheets' paths */
export async function contactSheets(
	page: Page,
	name: string,
	pictures: Picture[],
	folder: string,
): Promise<string[]> {
	await mkdir(folder, { recursive: true });
	const paths: string[] = [];
	for (const [index, columns] of inSheets(pictures).entries()) {
		const cells = await Promise.all(
			columns.map(async (column) => `<div>${(await Promise.all(column.map(cell))).join('')}</div>`),
		);
		await page.goto('about:blank');
		await page.setViewportSize(SHEET);
		await page.setContent(`<style>${STYLE}</style><section>${cells.join('')}</section>`);
		const path = join(folder, `${name}${index === 0 ? '' : `-${index + 1}`}.png`);
		await page.locator('section').screenshot({ path });
		paths.push(path);
	}
	return paths;
}

/** Sheets of columns of pictures. */
function inSheets(pictures: Picture[]): Picture[][][] {
	const columns: Picture[][] = [];
	let used = Infinity;
	for (const picture of pictures) {
		if (used + picture.height > SHEET_HEIGHT) {
			columns.push([]);
			used = 0;
		}
		columns.at(-1)?.push(picture);
		used += picture.height + 50;
	}
	const sheets: Picture[][][] = [];
	while (columns.length > 0) sheets.push(columns.splice(0, COLUMNS));
	return sheets;
}

async function cell({ form, path }: Picture): Promise<string> {
	const image = (await readFile(path)).toString('base64');
	return `<p>${titleOf(form)}</p><img src="data:image/png;base64,${image}">`;
}
