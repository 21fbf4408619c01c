/** One field as RFC 4180 has it; lists and objects as JSON, nothing for null. */
function csvField(value: unknown): string {
	if (value === null || value === undefined) return '';
	const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
	return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/**
 * @param columns attributes to write, in order
 * @param rows records; attributes that are not among the columns are left out
 * @returns a CSV file (RFC 4180) with a header line
 */
export function csvFile<R extends object>(columns: readonly string[], rows: readonly R[]): Buffer {
	const line = (values: unknown[]) => `${values.map(csvField).join(',')}\r\n`;
	const lines = rows.map((row) => {
		const values = row as Record<string, unknown>;
		return line(columns.map((column) => values[column]));
	});
	return Buffer.from([line([...columns]), ...lines].join(''), 'utf8');
}
