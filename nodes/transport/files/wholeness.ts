import { FILE_TAIL_BYTES, ZIP_TAIL_BYTES } from '../limits';
import type { Headers } from '../limiter/rateLimitHeaders';

/** What came back for a call, as far as its wholeness shows. */
interface Arrived {
	status: number;
	headers: Headers;
	/** Bytes where a file was asked for; parsed, else as text, where JSON was. */
	body: unknown;
}

/** What stands at the end of every ZIP archive, before a comment. */
const ZIP_END = 'PK\u0005\u0006';
const ZIP_START = 'PK\u0003\u0004';

const LINE_ENDS: readonly string[] = ['\n', '\r'];
const DELIMITERS = [',', ';', '\t'] as const;
const JSON_ENDS: Readonly<Record<string, string>> = { '{': '}', '[': ']', '"': '"' };

/**
 * Whether only the beginning of a successful answer is there, although its transfer ended well. What breaks on the
 * way the engine notices; what it unpacks (gzip) and what was cut before it was sent (chunks, a connection that
 * closes) it does not. The length that the answer declares tells nothing: it is that of the packed bytes. So the
 * content itself has to show it.
 */
export function isCutOff({ status, headers, body }: Arrived): boolean {
	if (status >= 300 || status === 204) return false;
	if (body instanceof Uint8Array) return isCutFile(Buffer.from(body), headers);
	return body === '' && declaresJson(headers) && !declaresNothing(headers);
}

function isCutFile(file: Buffer, headers: Headers): boolean {
	if (file.length === 0) return !declaresNothing(headers);
	if (ZIP_START.startsWith(file.toString('latin1', 0, ZIP_START.length))) {
		return !file.subarray(-ZIP_TAIL_BYTES).includes(ZIP_END, 0, 'latin1');
	}
	return declaresJson(headers) ? isCutJson(file) : isCutTable(file);
}

/**
 * Whether a table of several rows ends without a line end, which most that write tables put there: its last row may be
 * cut within its last field, and nobody can tell.
 */
export function mayBeCut(table: Buffer): boolean {
	return isText(table) && !LINE_ENDS.includes(lastCharacter(table)) && /[\r\n]/.test(headOf(table));
}

function declaresJson(headers: Headers): boolean {
	return /\bjson\b/i.test(String(headers['content-type']));
}

function declaresNothing(headers: Headers): boolean {
	return String(headers['content-length']) === '0';
}

function isCutJson(file: Buffer): boolean {
	const [first = ''] = file.toString('utf8', 0, FILE_TAIL_BYTES).trimStart();
	const last = file.subarray(-FILE_TAIL_BYTES).toString('utf8').trimEnd().at(-1);
	return JSON_ENDS[first] !== undefined && JSON_ENDS[first] !== last;
}

/**
 * A table that ends within its last row: there is no line end, and the row has fewer fields than the first, or ends
 * within quotes. A row that ends like any other row is taken for the last one.
 */
function isCutTable(file: Buffer): boolean {
	if (!mayBeCut(file)) return false;
	const [firstLine = ''] = headOf(file).split(/[\r\n]/, 1);
	const delimiter = delimiterOf(firstLine);
	const fields = lastRow(firstLine, delimiter, false).fields;
	const isWhole = (text: string, quoted: boolean): boolean => {
		const row = lastRow(text, delimiter, quoted);
		return !row.quoted && row.fields >= fields;
	};
	const tail = file.subarray(-FILE_TAIL_BYTES).toString('latin1');
	if (isWhole(tail, false)) return false;
	// A longer file's tail may begin within quotes.
	return file.length <= FILE_TAIL_BYTES || !isWhole(tail, true);
}

function headOf(file: Buffer): string {
	return file.toString('latin1', 0, FILE_TAIL_BYTES);
}

/** Texts hold no zero bytes. */
function isText(file: Buffer): boolean {
	return !headOf(file).includes('\u0000');
}

function lastCharacter(file: Buffer): string {
	return file.toString('latin1', file.length - 1);
}

function delimiterOf(line: string): string {
	const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length);
	return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** How many fields the last row of a piece of a table has, and whether the piece ends within quotes. */
function lastRow(
	text: string,
	delimiter: string,
	startsQuoted: boolean,
): { fields: number; quoted: boolean } {
	let fields = 1;
	let quoted = startsQuoted;
	for (const { 0: character, index } of text.matchAll(/["\r\n,;\t]/g)) {
		// A doubled quote within quotes closes and opens again; one within a field that has none is a letter.
		const mayOpen = index === 0 || /["\r\n,;\t]/.test(text.charAt(index - 1));
		if (character === '"') quoted = !quoted && mayOpen;
		else if (quoted) continue;
		else if (LINE_ENDS.includes(character)) fields = 1;
		else if (character === delimiter) fields += 1;
	}
	return { fields, quoted };
}
