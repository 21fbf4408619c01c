/** A text or a number, each as a whole: the fraction of a number is no number of its own. */
const TEXT_OR_NUMBER = /"(?:[^"\\]+|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** So many digits that a whole number may not fit into JavaScript's numbers. */
const LONG_WHOLE_NUMBER = /^-?\d{16,}$/;

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
	return text.replace(TEXT_OR_NUMBER, (match) =>
		LONG_WHOLE_NUMBER.test(match) && !Number.isSafeInteger(Number(match)) ? `"${match}"` : match,
	);
}
