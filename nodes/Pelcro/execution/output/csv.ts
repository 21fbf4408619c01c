import type { IDataObject } from 'n8n-workflow';

import { inStretches, type Pace } from '../../../transport/stretch';

/**
 * Parses CSV (RFC 4180: quotes, doubled quotes, line breaks within quotes; CRLF or LF) whose first row holds
 * the names. Values stay texts: a postal code or an ID must not lose its leading zeros.
 *
 * @returns one object a row; a row that is shorter lacks the last names, and values without a name of their
 * own (none given, given before, or too far to the right) come under `column_N`
 * @throws SyntaxError when there is a quote where none can be; CancelledError when the execution is stopped
 */
export async function parseCsv(text: string, pace: Pace): Promise<IDataObject[]> {
	const rows = readRows(text.replace(/^\uFEFF/, ''));
	const first = rows.next();
	if (first.done) return [];
	const taken = new Set(first.value);
	const names = uniqueNames(first.value);
	const nameOf = (at: number): string => names[at] ?? placeName(at, taken);
	const records: IDataObject[] = [];
	await inStretches(rows, pace, (row) => {
		if (row.length === 1 && row[0] === '') return;
		records.push(Object.fromEntries(row.map((value, at) => [nameOf(at), value])));
	});
	return records;
}

function uniqueNames(header: string[]): string[] {
	const taken = new Set(header);
	return header.map((name, at) =>
		name === '' || header.indexOf(name) < at ? placeName(at, taken) : name,
	);
}

/** The name of a column that has none, by its place counted from 1; no other column is called so. */
function placeName(at: number, taken: ReadonlySet<string>): string {
	let name = `column_${at + 1}`;
	while (taken.has(name)) name += '_';
	return name;
}

/** A field without quotes and what ends it: a comma, a line break, or the end. */
const PLAIN = /([^",\r\n]*)(,|\r?\n|\r|$)/y;

/** What may follow the closing quote of a field. */
const END = /(,|\r?\n|\r|$)/y;

function* readRows(text: string): Generator<string[]> {
	let at = 0;
	let row: string[] = [];
	while (at < text.length) {
		const quoted = text[at] === '"';
		const { value, end, next } = quoted ? readQuoted(text, at) : readPlain(text, at);
		row.push(value);
		at = next;
		if (end === ',') continue;
		yield row;
		row = [];
	}
	// The text ends with a comma: the last value is empty.
	if (row.length > 0) yield [...row, ''];
}

interface Field {
	value: string;
	/** What ended it; '' at the end of the text. */
	end: string;
	/** Where the next one starts. */
	next: number;
}

function readPlain(text: string, at: number): Field {
	PLAIN.lastIndex = at;
	const match = PLAIN.exec(text);
	if (match === null) throw strayQuote(at);
	const [whole, value = '', end = ''] = match;
	return { value, end, next: at + whole.length };
}

function readQuoted(text: string, at: number): Field {
	let closing = text.indexOf('"', at + 1);
	while (closing !== -1 && text[closing + 1] === '"') closing = text.indexOf('"', closing + 2);
	if (closing === -1) throw strayQuote(at);
	END.lastIndex = closing + 1;
	const match = END.exec(text);
	if (match === null) throw strayQuote(closing);
	const [end = ''] = match;
	const value = text.slice(at + 1, closing).replace(/""/g, '"');
	return { value, end, next: closing + 1 + end.length };
}

function strayQuote(at: number): SyntaxError {
	return new SyntaxError(`The CSV has a stray quote near character ${at + 1}`);
}
