import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Hand } from './hand';

/** The first steps of a workflow that takes a sheet of people, with one item for each row: email, first_name, last_name. */
export async function rowsOfSheet(hand: Hand, count: number): Promise<void> {
	const path = join(tmpdir(), 'members.csv');
	const rows = Array.from({ length: count }, (_, at) => `row${at}@csv.example.com,Ada,Row${at}`);
	await writeFile(path, ['email,first_name,last_name', ...rows, ''].join('\r\n'));
	await hand.firstTrigger('On new n8n Form event', 'n8n Form');
	await hand.fill('formTitle', 'Import');
	await hand.button('Add Form Element');
	await hand.fill('fieldLabel', 'Sheet');
	await hand.choose('fieldType', 'File');
	await hand.sendForm('Sheet', path);
	await hand.nextStep('Extract from File', 'Extract from CSV');
	await hand.fill('binaryPropertyName', 'Sheet');
	await hand.execute();
}
