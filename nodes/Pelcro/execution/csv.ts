import type { IDataObject } from 'n8n-workflow';

import type { Clock } from '../../transport/clock';

/** Rows between two looks at whether others should have the event loop. */
const ROWS_A_STRETCH = 500;

/**
 * Parses CSV (RFC 4180: quotes, doubled quotes, line breaks within quotes; CRLF or LF) whose first row holds
 * the names. Values stay texts: a postal code or an ID must not lose its leading zeros.
 *
 * @returns one object a row; a row that is shorter lacks the last names, further values are dropped
 */
export async function parseCsv(text: string, clock: Clock): Promise<IDataObject[]> {
	const rows = readRows(text.replace(/^\uFEFF/, ''));
	const first = rows.next();
	if (first.done) return [];
	const names = first.value;
	const records: IDataObject[] = [];
	for (const row of rows) {
		if (row.length === 1 && row[0] === '') continue;
		records.push(
			Object.fromEntries(row.slice(0, names.length).map((value, at) => [names[at], value])),
		);
		if (records.length % ROWS_A_STRETCH === 0) await clock.sleep(0);
	}
	return records;
}

/** A field with what ends it: quoted or not, then a comma, a line break, or the end. */
const FIELD = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r?\n|\r|$)/y;

function* readRows(text: string): Generator<string[]> {
	FIELD.lastIndex = 0;
	let at = 0;
	let row: string[] = [];
	while (at < text.length) {
		FIELD.lastIndex = at;
		const match = FIELD.exec(text);
		if (match === null) throw new SyntaxError(`The CSV has a stray quote at character ${at + 1}`);
		const [whole, quoted, plain = '', end] = match;
		row.push(quoted === undefined ? plain : quoted.replace(/""/g, '"'));
		at += whole.length;
		if (end === ',') {
			if (at === text.length) row.push('');
			continue;
		}
		yield row;
		row = [];
	}
	if (row.length > 0) yield row;
}
