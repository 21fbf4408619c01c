import { stringify } from 'csv-stringify/sync';

/**
 * @param columns attributes to write, in order
 * @param rows records; attributes that are not among the columns are left out
 * @returns a CSV file (RFC 4180) with a header line; lists and objects as JSON, nothing for null
 */
export function csvFile<R extends object>(columns: readonly string[], rows: readonly R[]): Buffer {
	const text = stringify([...rows], {
		header: true,
		columns: [...columns],
		record_delimiter: 'windows',
		cast: { boolean: String },
	});
	return Buffer.from(text, 'utf8');
}
