/** A text, or a whole number of so many digits that it may not fit into JavaScript's numbers. */
const TEXT_OR_LONG_NUMBER = /"(?:[^"\\]+|\\.)*"|-?\d{16,}(?![\d.eE])/g;

/**
 * Parses JSON. Whole numbers beyond 2^53, as IDs may be, become texts: JavaScript would round them, and with that name
 * another record.
 *
 * @returns undefined for what is no JSON
 */
export function parseJson(text: string): unknown {
	try {
		const parsed = JSON.parse(text) as unknown;
		return /\d{16}/.test(text) ? (JSON.parse(withQuotedNumbers(text)) as unknown) : parsed;
	} catch {
		return undefined;
	}
}

function withQuotedNumbers(text: string): string {
	return text.replace(TEXT_OR_LONG_NUMBER, (match) =>
		match.startsWith('"') || Number.isSafeInteger(Number(match)) ? match : `"${match}"`,
	);
}
